"""The databases under measurement: SQLite in a folder, or a PostgreSQL server, fresh and gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from bench_.postgresql import PostgreSQL

KINDS = ("sqlite", "postgresql")


class Database(Protocol):
    kind: str
    url: str

    def pids(self) -> list[int]:
        """The processes that are the database's alone."""

    def kill(self) -> None:
        """All of them, at once."""

    def start(self) -> None: ...


class SQLite:
    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'muster.db'}"

    def pids(self) -> list[int]:
        return []

    def kill(self) -> None:
        """There is nothing to kill: it lives in the server's own processes."""

    def start(self) -> None: ...


@contextmanager
def open_database(kind: str) -> Iterator[Database]:
    with TemporaryDirectory(prefix="muster-bench-", ignore_cleanup_errors=True) as folder:
        if kind == "sqlite":
            yield SQLite(Path(folder))
            return
        database = PostgreSQL(Path(folder))
        try:
            yield database
        finally:
            database.stop()
