"""Reports read from a replica that has caught up, and from the database itself when it has not: two real servers."""

import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from backend.core import replica
from backend.core.db import Prepared, db
from backend.core.replica import ReplicaFailed, reading_reports
from backend.courses.models import Category
from tests.postgresql_server import free_port
from tests.replicas import Pair, serving, start_pair

IS_REPLICA = text("SELECT pg_is_in_recovery()")
COUNT = select(func.count().label("count")).select_from(Category)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with start_pair() as servers:
        with serving(servers, tmp_path_factory.mktemp("data")):
            db.metadata.create_all(db.engine)
        yield servers


@pytest.fixture
def server(pair: Pair, tmp_path: Path) -> Iterator[Flask]:
    with serving(pair, tmp_path, replica_url=pair.url("replica")) as app:
        yield app


def add_one() -> None:
    db.session.add(Category(name=uuid4().hex))
    db.session.commit()


def count() -> int:
    return int(db.session.scalar(COUNT) or 0)


def test_a_report_reads_the_replica_and_sees_what_was_committed_before(server: Flask) -> None:
    for _ in range(5):
        add_one()
        before = count()
        with reading_reports() as source:
            assert (source, db.session.scalar(IS_REPLICA)) == ("replica", True)
            assert count() == before
        assert db.session.scalar(IS_REPLICA) is False
        db.session.rollback()


def test_statements_of_hot_paths_read_it_too(server: Flask) -> None:
    counting = Prepared(COUNT)
    add_one()
    with reading_reports():
        assert counting.first().count == count()


def test_a_report_is_one_moment_whatever_is_written_meanwhile(server: Flask) -> None:
    with reading_reports():
        before = count()
        with server.app_context():
            add_one()
            assert count() == before + 1
        time.sleep(0.05)  # the replica has it by now
        db.session.rollback()  # nor does this end it
        assert count() == before


def test_a_report_writes_nothing(server: Flask) -> None:
    with pytest.raises(ReplicaFailed) as refused, reading_reports():
        add_one()
    assert "read-only transaction" in str(refused.value.__cause__)


def test_a_replica_that_is_behind_is_waited_for(server: Flask, pair: Pair) -> None:
    with pair.held_up():
        add_one()
        before = count()
        pair.resume_soon(0.2)
        began = time.monotonic()
        with reading_reports() as source:
            assert (source, count()) == ("replica", before)
        assert time.monotonic() - began > 0.1


def test_a_replica_that_stays_behind_is_passed_over(server: Flask, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replica, "CATCHES_UP_WITHIN", 0.1)
    with pair.held_up():
        add_one()
        before = count()
        with reading_reports() as source:
            assert (source, count()) == ("primary", before)
    with reading_reports() as source:
        assert (source, count()) == ("replica", before)


def test_without_the_waiting_a_replica_that_is_behind_shows_old_figures(server: Flask, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: it is the waiting that keeps figures right."""
    monkeypatch.setattr(replica, "_catches_up", lambda connection: True)
    with pair.held_up():
        add_one()
        before = count()
        with reading_reports():
            assert count() == before - 1


def test_when_the_replica_is_away_the_database_is_read_at_once(pair: Pair, tmp_path: Path) -> None:
    with serving(pair, tmp_path, replica_url=f"postgresql+psycopg://muster@127.0.0.1:{free_port()}/muster"):
        began = time.monotonic()
        for _ in range(3):
            with reading_reports() as source:
                assert (source, db.session.scalar(IS_REPLICA)) == ("primary", False)
        assert time.monotonic() - began < 1


def test_another_database_is_no_replica(pair: Pair, tmp_path: Path) -> None:
    """A slip in the setting would bring figures of somewhere else."""
    with serving(pair, tmp_path, replica_url=pair.url("primary")), reading_reports() as source:
        assert source == "primary"


def test_when_the_replica_dies_in_the_middle_the_next_try_reads_the_database(server: Flask, pair: Pair) -> None:
    def report() -> None:
        with reading_reports() as source:
            assert source == "replica"
            pair.stop("replica")
            count()

    with pytest.raises(ReplicaFailed):
        report()
    with reading_reports() as source:
        assert (source, count() >= 0) == ("primary", True)
    pair.start("replica")
