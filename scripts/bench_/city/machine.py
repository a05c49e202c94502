"""The machine's own limits, each for a moment in every turn: what no program here can be faster than."""

import hashlib
import hmac
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from backend.auth.passwords import HASHER
from bench_.report import spread

ECDSA = ec.ECDSA(hashes.SHA256())
BLOCK = b"-" * 4096
MOMENT = 0.2  # seconds
ALL_CORES = "argon2id, on all cores"


class Machine:
    """`per_second` by the name of the limit, a value a turn. `folder` lies on the disk of the databases."""

    def __init__(self, folder: Path) -> None:
        self.file = os.open(folder / "fsync", os.O_CREAT | os.O_WRONLY)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.signature, self.hash = self.key.sign(BLOCK, ECDSA), HASHER.hash("-")
        self.per_second: dict[str, list[float]] = {name: [] for name in self._limits()}

    def take(self, seconds: float = MOMENT) -> None:
        """One turn."""
        for name, deed in self._limits().items():
            self.per_second[name].append(_rate(deed, seconds))
        cores = os.cpu_count() or 1
        with ThreadPoolExecutor(cores) as threads:  # argon2 lets the others run meanwhile
            rates = list(threads.map(lambda _: _rate(self._argon2, seconds), range(cores)))
        self.per_second.setdefault(ALL_CORES, []).append(sum(rates))

    def rows(self) -> list[dict[str, str]]:
        return [{"operation": f"the machine: {name}", "requests/s": spread(values)} for name, values in self.per_second.items()]

    def close(self) -> None:
        os.close(self.file)

    def _limits(self) -> dict[str, Callable[[], object]]:
        return {
            "4 KB written and fsynced": self._fsync,
            "HMAC-SHA256": lambda: hmac.digest(BLOCK[:32], BLOCK[:64], hashlib.sha256),
            "ECDSA P-256 verified": lambda: self.key.public_key().verify(self.signature, BLOCK, ECDSA),
            "argon2id, on one core": self._argon2,
        }

    def _fsync(self) -> None:
        os.pwrite(self.file, BLOCK, 0)
        os.fdatasync(self.file)

    def _argon2(self) -> None:
        HASHER.verify(self.hash, "-")


def _rate(deed: Callable[[], object], seconds: float) -> float:
    began, times = time.perf_counter(), 0
    while (took := time.perf_counter() - began) < seconds:
        deed()
        times += 1
    return times / took
