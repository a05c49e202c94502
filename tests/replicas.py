"""Two real PostgreSQL servers for the tests: a primary, and a replica that streams from it and may be held up or killed."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from backend.core.config import Settings
from backend.core.db import db
from tests.conftest import SECRET
from tests.core.second_server import second_server
from tests.postgresql_server import _account, _programs, _wait, free_port

SETTINGS = [
    "-c",
    "fsync=off",
    "-c",
    "full_page_writes=off",
    "-c",
    "max_connections=40",
    "-c",
    "wal_level=replica",
    "-c",
    "max_wal_senders=3",
]


class Pair:
    """`primary` and `replica` are user@host:port."""

    def __init__(self, home: Path) -> None:
        self.home, self.account = home, _account(home)
        self.ports = {name: free_port() for name in ("primary", "replica")}
        self.servers: dict[str, subprocess.Popen[bytes]] = {}
        self._run("initdb", "-D", "primary", "-U", "muster", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start("primary")
        with psycopg.connect(f"postgresql://{self.address('primary')}/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE muster")
        source = f"host=127.0.0.1 port={self.ports['primary']} user=muster"
        self._run("pg_basebackup", "-D", "replica", "-d", source, "-R", "-X", "stream", "-c", "fast", "--no-sync")
        self.start("replica")

    def address(self, name: str) -> str:
        return f"muster@127.0.0.1:{self.ports[name]}"

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://{self.address(name)}/muster"

    def start(self, name: str) -> None:
        program = [str(_programs() / "postgres"), "-D", str(self.home / name), "-p", str(self.ports[name])]
        with (self.home / f"{name}.log").open("ab") as log:
            self.servers[name] = subprocess.Popen(
                [*program, "-k", str(self.home), "-h", "127.0.0.1", *SETTINGS], stdout=log, stderr=log, cwd=self.home, **self.account
            )
        _wait(f"postgresql://{self.address(name)}/postgres")

    def stop(self, name: str) -> None:
        """Not gracefully: whoever is connected loses the connection."""
        self.servers[name].send_signal(signal.SIGQUIT)
        self.servers[name].wait(timeout=30)

    @contextmanager
    def held_up(self) -> Iterator[None]:
        """The replica takes what comes and shows none of it, as when it is far behind."""
        self._tell("SELECT pg_wal_replay_pause()")
        while self._tell("SELECT pg_get_wal_replay_pause_state()") != "paused":
            time.sleep(0.01)
        try:
            yield
        finally:
            self._tell("SELECT pg_wal_replay_resume()")

    def resume_soon(self, seconds: float) -> None:
        threading.Timer(seconds, self._tell, ("SELECT pg_wal_replay_resume()",)).start()

    def close(self) -> None:
        for server in self.servers.values():
            if server.poll() is None:
                server.send_signal(signal.SIGINT)
                server.wait(timeout=30)

    def _tell(self, statement: str) -> str:
        with psycopg.connect(f"postgresql://{self.address('replica')}/muster", autocommit=True) as connection:
            row = connection.execute(statement.encode()).fetchone()
            return str(row[0]) if row else ""

    def _run(self, program: str, *options: str) -> None:
        done = subprocess.run([_programs() / program, *options], capture_output=True, cwd=self.home, text=True, **self.account)
        assert done.returncode == 0, done.stderr


@contextmanager
def start_pair() -> Iterator[Pair]:
    """Both servers; skips where they can't be made."""
    if not can_replicate():
        pytest.skip("PostgreSQL's pg_basebackup is not here: a replica can't be made")
    home = Path(tempfile.mkdtemp(prefix="muster-pair-"))
    servers = Pair(home)
    try:
        yield servers
    finally:
        servers.close()
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def serving(pair: Pair, folder: Path, *, replica_url: str = "") -> Iterator[Flask]:
    """A server over the pair, in its context."""
    urls = {"database_url": pair.url("primary"), "replica_url": replica_url}
    with second_server(Settings(data_dir=str(folder), secret_key=SECRET, log_level="CRITICAL", **urls)) as app, app.app_context():
        yield app
        db.session.remove()


def can_replicate() -> bool:
    """Whether the programs are here: the wheel's PostgreSQL may come without pg_basebackup."""
    return os.access(_programs() / "pg_basebackup", os.X_OK)
