"""Real databases for the tests, which can be set back: a SQLite file, and a database of a PostgreSQL server."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psycopg

MEMORY = Path("/dev/shm")  # a file there is a file like any other, whose disk nobody waits for
ROOM = 512 * 2**20


class Database(Protocol):
    url: str

    def keep(self) -> None:
        """Take what it holds now as the snapshot."""

    def restore(self, dispose: Callable[[], None]) -> None:
        """Set it back to the snapshot. `dispose` closes the application's connections, where they would be in the way."""


class SQLite:
    def __init__(self, folder: Path) -> None:
        self.file, self.kept = folder / "muster.db", folder / "kept.db"
        self.log = folder / "muster.db-wal"
        self.url = f"sqlite:///{self.file}"

    def keep(self) -> None:
        shutil.copy(self.file, self.kept)

    def restore(self, dispose: Callable[[], None]) -> None:
        if not self._is_written():
            return
        dispose()
        for ending in ("-wal", "-shm"):
            self.file.with_name(self.file.name + ending).unlink(missing_ok=True)
        shutil.copy(self.kept, self.file)
        os.utime(self.file, (0, 0))

    def _is_written(self) -> bool:
        """Whatever is written goes to the log first, and from there to the file, which is then no longer as old as we made it."""
        return self.file.stat().st_mtime_ns != 0 or (self.log.exists() and self.log.stat().st_size > 0)


@contextmanager
def folder_for_sqlite() -> Iterator[Path]:
    """In memory, where the machine has some to spare."""
    there = MEMORY if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM else None
    with tempfile.TemporaryDirectory(prefix="muster-", dir=there) as folder:
        yield Path(folder)


class PostgreSQL:
    """Set back by rows, and only where some were written: to drop and create the database costs half a second. The application
    keeps its connections, with all that they have prepared, unless one is left in the middle of something."""

    def __init__(self, server: str) -> None:
        with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS muster WITH (FORCE)")
            connection.execute("CREATE DATABASE muster")
        self.address = f"postgresql://{server}/muster"
        self.url = f"postgresql+psycopg://{server}/muster"
        self.rows: dict[str, bytes] = {}
        self.looks: dict[str, Look] = {}
        self.sequences: dict[str, int | None] = {}
        self.connection: psycopg.Connection | None = None

    def keep(self) -> None:
        with psycopg.connect(self.address) as connection:
            for table in _names(connection, "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"):
                with connection.cursor().copy(f"COPY {table} TO STDOUT".encode()) as copy:
                    self.rows[table] = b"".join(bytes(part) for part in copy)
            self.looks = _look(connection, self.rows)
            self.sequences = _positions(connection, _names(connection, "SELECT quote_ident(sequencename) FROM pg_sequences ORDER BY 1"))

    def restore(self, dispose: Callable[[], None]) -> None:
        if self._end_the_unfinished():
            dispose()
        keeper = self._keeper()
        found = _look(keeper, self.looks)
        if written := [table for table, look in self.looks.items() if found[table] != look]:
            self._bring_back(keeper, written)
        positions = _positions(keeper, self.sequences)
        if moved := {name: position for name, position in self.sequences.items() if positions[name] != position}:
            setting = (f"SELECT setval('{name}', {position or 1}, {position is not None})" for name, position in moved.items())
            keeper.execute("; ".join(setting).encode())

    def _bring_back(self, keeper: psycopg.Connection, tables: list[str]) -> None:
        with keeper.transaction():
            # One way there and back for all: most tests take less time than many of them.
            keeper.execute("; ".join(f"DELETE FROM {table}" for table in tables).encode())
            for table in tables:
                if rows := self.rows[table]:
                    with keeper.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
                        copy.write(rows)
        self.looks |= _look(keeper, tables)

    def _end_the_unfinished(self) -> bool:
        """Whoever is in a transaction holds locks, or is about to write."""
        query = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'muster' AND pid <> pg_backend_pid()"
        return bool(self._keeper().execute(f"{query} AND state <> 'idle'").fetchall())

    def _keeper(self) -> psycopg.Connection:
        if self.connection is None:
            self.connection = psycopg.connect(self.address, autocommit=True)
            self.connection.execute("SET session_replication_role = replica")  # foreign keys wait until all is back
        return self.connection


Look = tuple[int, int]


def _look(connection: psycopg.Connection, tables: Iterable[str]) -> dict[str, Look]:
    """How many rows a table has, and the number of the transaction that wrote the newest of them. What is inserted or changed
    later bears a higher number; of what is deleted, there are fewer."""
    columns = ", ".join(f"(SELECT ARRAY[count(*), coalesce(max(xmin::text::bigint), 0)] FROM {table})" for table in tables)
    row = connection.execute(f"SELECT {columns}".encode(), prepare=True).fetchone()
    assert row
    return {table: tuple(look) for table, look in zip(tables, row, strict=True)}


def _positions(connection: psycopg.Connection, sequences: Iterable[str]) -> dict[str, int | None]:
    """Where each sequence stands; None before its first number."""
    columns = ", ".join(f"pg_sequence_last_value('{name}')" for name in sequences)
    row = connection.execute(f"SELECT {columns}".encode(), prepare=True).fetchone()
    assert row
    return dict(zip(sequences, row, strict=True))


def _names(connection: psycopg.Connection, query: str) -> list[str]:
    return [row[0] for row in connection.execute(query.encode())]
