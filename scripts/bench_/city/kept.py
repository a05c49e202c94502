"""Seeded cities: planted once, kept between runs, and measured in a copy that is gone afterwards."""

import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol
from uuid import uuid4

import psycopg
from flask_migrate import upgrade
from psycopg import sql

from backend.core import clock
from backend.seed.city import City
from backend.seed.plant import plant
from bench_.postgresql import PostgreSQL
from bench_.replay import let_go
from bench_.report import Failed
from bench_.seed import make_app

NEW_COPIES = 150000  # PostgreSQL 15: copies files instead of writing a log of them
TELL_EVERY = 5.0  # seconds, while a city is planted


@dataclass
class Copy:
    """A database under measurement."""

    kind: str
    url: str
    server: PostgreSQL | None = None

    def pids(self) -> list[int]:
        return self.server.pids() if self.server else []

    def kill(self) -> None:
        raise NotImplementedError("a kept city is not killed")

    def start(self) -> None: ...


class Shelf(Protocol):
    """Where cities are kept. `settings` says how its databases are set, for people."""

    settings: str

    @contextmanager
    def copy(self, members: int) -> Iterator[Copy]:
        """A copy of the city of this size, which is planted where it is not kept."""


class Files:
    """SQLite: a file for each size. Size 0 is the empty, migrated database that the others begin as."""

    settings = f"SQLite {sqlite3.sqlite_version}, WAL, synchronous=FULL"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def copy(self, members: int) -> Iterator[Copy]:
        kept = self._keep(members)
        with TemporaryDirectory(prefix="run-", dir=self.folder) as name:
            shutil.copyfile(kept, Path(name) / "muster.db")
            yield Copy("sqlite", f"sqlite:///{name}/muster.db")

    def _keep(self, members: int) -> Path:
        kept = self.folder / f"city-{members}.db"
        if members and not kept.exists():
            shutil.copyfile(self._keep(0), kept)
        _fill(Copy("sqlite", f"sqlite:///{kept}"), members)
        connection = sqlite3.connect(kept)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        return kept


class Databases:
    """PostgreSQL: a database for each size, on a server of the bench's own or beside a template that somebody has planted."""

    def __init__(self, url: str, own: PostgreSQL | None, template: str = "") -> None:
        self.url, self.own, self.template = url.rpartition("/")[0], own, template
        self.template_size = self._count(template) if template else -1
        facts = {name: self._ask(sql.SQL("SHOW {}").format(sql.Identifier(name))) for name in ("server_version", "shared_buffers", "fsync")}
        self.settings = f"PostgreSQL {facts['server_version']}, shared_buffers {facts['shared_buffers']}, fsync {facts['fsync']}"

    @contextmanager
    def copy(self, members: int) -> Iterator[Copy]:
        run = f"muster_bench_run_{members}"
        self._drop(run)
        self._create(run, self._keep(members))
        try:
            # A server made for planting may not wait for its disk; what is measured does.
            self._do(sql.SQL("ALTER DATABASE {} SET synchronous_commit TO on").format(sql.Identifier(run)))
            _fill(self._copy(run), 0)
            self._do(sql.SQL("ANALYZE"), run)
            yield self._copy(run)
        finally:
            self._drop(run)

    def _keep(self, members: int) -> str:
        if members == self.template_size:
            return self.template  # somebody else's: only its copy is migrated
        kept = f"muster_bench_{members}"
        if not self._ask(sql.SQL("SELECT count(*) FROM pg_database WHERE datname = {}").format(kept)):
            self._create(kept, self._keep(0) if members else "template0")
        if _fill(self._copy(kept), members):
            self._do(sql.SQL("VACUUM ANALYZE"), kept)
        return kept

    def _copy(self, name: str) -> Copy:
        return Copy("postgresql", f"{self.url}/{name}", self.own)

    def _create(self, name: str, template: str) -> None:
        words = "CREATE DATABASE {} TEMPLATE {}" + (" STRATEGY FILE_COPY" if self._version() >= NEW_COPIES else "")
        try:
            self._do(sql.SQL(words).format(sql.Identifier(name), sql.Identifier(template)))
        except psycopg.errors.ObjectInUse as error:
            raise Failed(f"{template} can't be copied while others are connected to it: let them go first.") from error

    def _drop(self, name: str) -> None:
        self._do(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _count(self, name: str) -> int:
        with self._connect(name) as connection:
            (count,) = connection.execute("SELECT count(*) FROM members").fetchone() or (0,)
        return int(count)

    def _version(self) -> int:
        with self._connect() as connection:
            return connection.info.server_version

    def _ask(self, question: sql.Composed) -> str:
        with self._connect() as connection:
            row = connection.execute(question).fetchone()
        return row[0] if row else ""

    def _do(self, statement: sql.SQL | sql.Composed, name: str = "postgres") -> None:
        with self._connect(name) as connection:
            connection.execute(statement)

    def _connect(self, name: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(f"{self.url.replace('+psycopg', '')}/{name}", autocommit=True)


@contextmanager
def open_shelf(kind: str, folder: Path, sizes: Sequence[int], template: str | None) -> Iterator[Shelf]:
    """Raises Failed for a template that is no city of these sizes."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)  # PostgreSQL may run under another account
    if kind == "sqlite":
        yield Files(folder)
        return
    if template:
        yield _beside(template, sizes)
        return
    home = folder / "postgresql"
    home.mkdir(exist_ok=True)
    server = PostgreSQL(home)
    try:
        yield Databases(server.url, server)
    finally:
        server.stop()


def _beside(template: str, sizes: Sequence[int]) -> Databases:
    scheme, _, rest = template.partition("://")
    address, _, name = rest.rpartition("/")
    if not scheme.startswith("postgresql") or not address or not name:
        raise Failed(f"--template {template}: give an address such as postgresql://muster@127.0.0.1:5432/city")
    databases = Databases(f"postgresql+psycopg://{address}/{name}", None, name)
    if databases.template_size not in sizes:
        raise Failed(f"--template {template} holds {databases.template_size:,} members: name that size with --sizes.")
    return databases


def _fill(copy: Copy, members: int) -> bool:
    """Migrate it, and plant what of the city is missing (0: none). Was anything missing?"""
    missing, told = False, time.monotonic()
    with TemporaryDirectory(prefix="muster-bench-") as data:
        app = make_app(copy, Path(data), uuid4().hex * 2)
        with app.app_context():
            upgrade()
            for progress in plant(City(members), until=clock.today()) if members else ():
                missing = missing or progress.planted < progress.branches
                if time.monotonic() - told > TELL_EVERY:
                    told = time.monotonic()
                    print(f"planting {members:,}: {progress.planted:,} of {progress.branches:,} branches", file=sys.stderr, flush=True)
        let_go(app)
    return missing
