"""A full disk: members are told, nothing is half written, and what was sent again is taken when there is room."""

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import event, text

from backend.core import keep_file, storage_full
from backend.core.db import db
from backend.ledger.verify import verify
from tests.asker import Asker
from tests.study.phone import Clock, Phone, outcomes

FILLER = "CREATE TABLE filler TABLESPACE tiny AS SELECT repeat('x', 1000) AS text FROM generate_series(1, 10)"
FILL = "INSERT INTO filler SELECT text FROM filler"


@pytest.fixture
def full_disk(app: Flask, postgresql_server: str, tmp_path: Path) -> Any:
    """A context in which the database's disk is full; afterwards there is room again."""
    if app.config["MUSTER"].database_url.startswith("sqlite"):
        return full_file(app)
    if os.geteuid() != 0:
        pytest.skip("Only root mounts a small disk for PostgreSQL to fill.")
    return full_tablespace(app, postgresql_server)


@contextmanager
def full_file(app: Flask) -> Iterator[None]:
    """SQLite's own bound on a file's pages, which it answers like a full disk."""

    def bound(connection: Any, record: Any) -> None:
        connection.execute("PRAGMA max_page_count=1")  # as many as there are

    with app.app_context():
        engine = db.engine
    engine.dispose()
    event.listen(engine, "connect", bound)
    try:
        yield
    finally:
        event.remove(engine, "connect", bound)
        engine.dispose()


@contextmanager
def full_tablespace(app: Flask, server: str) -> Iterator[None]:
    """Segments lie on a disk of their own, and something else fills it."""
    disk = Path("/tmp") / f"muster-tiny-{os.getpid()}"
    disk.mkdir()
    account = server_account(server)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size=2m,uid={account},mode=700", "tmpfs", str(disk)], check=True)
    with psycopg.connect(f"postgresql://{server}/muster", autocommit=True) as connection:
        try:
            connection.execute(f"CREATE TABLESPACE tiny LOCATION '{disk}'".encode())
            connection.execute("ALTER TABLE segments SET TABLESPACE tiny")
            fill(connection)
            yield
        finally:
            connection.execute("DROP TABLE filler")
            connection.execute("ALTER TABLE segments SET TABLESPACE pg_default")
            connection.execute("DROP TABLESPACE tiny")
            subprocess.run(["umount", str(disk)], check=True)
            disk.rmdir()


def server_account(server: str) -> int:
    with psycopg.connect(f"postgresql://{server}/muster") as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    assert row
    return Path(row[0]).stat().st_uid


def fill(connection: psycopg.Connection) -> None:
    connection.execute(FILLER.encode())
    for statement in (FILL, f"{FILL} LIMIT 5"):  # the last pages too
        fits = True
        while fits:
            try:
                connection.execute(statement.encode())
            except psycopg.errors.DiskFull:
                fits = False


def counts(session: Any) -> dict[str, int]:
    tables = ("segments", "entries", "balances", "study_days", "study_day_lessons", "lesson_progress")
    found = {table: session.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables}
    session.rollback()
    return found


def test_study_that_finds_no_room_is_refused_whole_and_taken_later(
    ask: Asker, session: Any, phone: Phone, time: Clock, full_disk: Any
) -> None:
    time.pass_minutes(60)
    segments = phone.minutes(60)
    before = counts(session)
    with full_disk:
        answer = ask("wang", "POST", "/api/study/segments", json={"segments": segments})
        assert (answer.status_code, answer.json["code"], answer.content_type) == (507, "storage_full", "application/problem+json")
        assert ask("wang", "GET", "/api/study/summary").status_code == 200  # what only reads goes on
        assert counts(session) == before
    assert {outcome for outcome, _, _ in outcomes(phone.send(segments))} <= {"counted", "partly_counted"}
    assert verify() == {}


def test_a_file_that_finds_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("Only root mounts a small disk.")
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], check=True)
    try:
        keep_file.keep(disk / "small.jpg", b"x" * 1000)
        with pytest.raises(OSError, match="No space left") as refused:
            keep_file.keep(disk / "large.jpg", b"x" * 200_000)
        assert refused.value.errno == errno.ENOSPC
        assert [file.name for file in disk.iterdir()] == ["small.jpg"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize(("number", "status"), [(errno.ENOSPC, 507), (errno.EDQUOT, 507), (errno.EIO, 500)])
def test_only_a_disk_without_room_is_told_as_one(number: int, status: int) -> None:
    """Any other error stays a server error with its traceback in the log."""
    app = Flask("disk")
    storage_full.register(app)

    @app.get("/")
    def write() -> str:
        raise OSError(number, "refused")

    assert app.test_client().get("/").status_code == status
