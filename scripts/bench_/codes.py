"""`codes`: ten million guessed sign-in codes, read as the server reads them. None may be accepted."""

import os
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from uuid import uuid4

from flask import Flask

from backend.app import create_app
from backend.core.config import Settings, settings
from backend.core.one_writer import reading
from backend.sign_in import base32
from backend.sign_in.code import MAC_BYTES, PAYLOAD, SIZE, read_code
from bench_.databases import open_database
from bench_.options import Options
from bench_.report import Result
from bench_.seed import seed_hall

TITLE = "Ten million guessed codes"
DATABASES = ("sqlite",)  # no code is looked up: which database, does not matter
MANY, FEW, CHUNK = 10_000_000, 20_000, 50_000
LETTERS = len(base32.encode(bytes(SIZE)))


class Guessed(NamedTuple):
    way: str
    codes: int
    accepted: int
    right_ones: int  # a code of our own after them, to see that the reader reads
    seconds: float


def run(kind: str, options: Options) -> Result:
    result, many = Result("codes", kind), FEW if options.quick else MANY
    chunk = min(CHUNK, many // 4)
    with open_database(kind) as database, TemporaryDirectory(prefix="muster-bench-") as name:
        folder, secret = Path(name), uuid4().hex * 2
        hall = seed_hall(database, folder, secret, members=1, meetings=1)
        with hall.reading():
            ours = settings()
        guess = partial(_guess, ours, hall.code(hall.meetings[0]), chunk)
        began, cores = time.monotonic(), os.cpu_count() or 1
        with ProcessPoolExecutor(cores, mp_context=get_context("fork")) as processes:
            guessed = list(processes.map(guess, list(WAYS) * (many // chunk // 2)))
        took = time.monotonic() - began
    codes, accepted = sum(one.codes for one in guessed), sum(one.accepted for one in guessed)
    result.prove(accepted == 0, f"of {codes:,} guessed codes, {accepted} were accepted")
    result.prove(all(one.right_ones == 1 for one in guessed), f"the right code after each {chunk:,} of them was")
    _tell(result, guessed)
    result.notes.append(f"{took:.0f} s in {cores} processes, {codes / took:,.0f} codes/s together, the making of the guesses included.")
    return result


def _guess(ours: Settings, right: str, chunk: int, way: str) -> Guessed:
    """In a process of its own: so many guesses, and a right code after them."""
    reading.set(True)  # the keys are read now and then, and nobody waits for it
    with _muster(ours).app_context():
        guesses = [WAYS[way](right) for _ in range(chunk)]
        began = time.perf_counter()
        accepted = sum(read_code(guess) is not None for guess in guesses)
        seconds = time.perf_counter() - began
        return Guessed(way, chunk, accepted, int(read_code(right) is not None), seconds)


@lru_cache(maxsize=1)
def _muster(ours: Settings) -> Flask:
    return create_app(ours)


def _any_text(right: str) -> str:
    return "".join(base32.ALPHABET[byte & 31] for byte in secrets.token_bytes(LETTERS))


def _right_payload(right: str) -> str:
    """All that can be seen on a screen, and a random MAC."""
    content = base32.decode(right, SIZE)
    assert content
    return base32.encode(content[: PAYLOAD.size] + secrets.token_bytes(MAC_BYTES))


WAYS: dict[str, Callable[[str], str]] = {"any 36 letters": _any_text, "right payload, random MAC": _right_payload}


def _tell(result: Result, guessed: list[Guessed]) -> None:
    for way in WAYS:
        mine = [one for one in guessed if one.way == way]
        codes, seconds = sum(one.codes for one in mine), sum(one.seconds for one in mine)
        accepted = sum(one.accepted for one in mine)
        result.rows.append({"guess": way, "codes": f"{codes:,}", "accepted": accepted, "codes/s in one process": f"{codes / seconds:,.0f}"})
