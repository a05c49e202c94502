"""Entries by year on PostgreSQL: nothing is lost, and a source still pays once, whatever day each of two bookings thinks it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Thread
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from backend.core import clock
from backend.core.config import Settings
from backend.core.db import db
from backend.core.keys import signature
from backend.ledger.models import HOURS, POINTS, Entry
from backend.ledger.partition import is_partitioned
from backend.ledger.position import settled_position
from backend.ledger.post import Posting, post, reverse
from backend.ledger.verify import verify
from tests.asker import Asker
from tests.cast import World, build_world
from tests.conftest import SECRET
from tests.core.second_server import second_server
from tests.study.phone import MINUTE, Phone, outcomes

OLD_YEARS_EVE, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)
POINTER = "CREATE TABLE remarks (entry_id bigint CONSTRAINT fk_remarks_entry_id REFERENCES entries (id) ON DELETE CASCADE)"
EVERYTHING = text("SELECT * FROM entries ORDER BY id")


@pytest.fixture(scope="module")
def city(postgresql_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, World]]:
    """A database of its own, with bookings of three years, not laid by year yet."""
    with psycopg.connect(f"postgresql://{postgresql_server}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE by_year")
    data = str(tmp_path_factory.mktemp("data"))
    settings = Settings(
        database_url=f"postgresql+psycopg://{postgresql_server}/by_year", data_dir=data, secret_key=SECRET, log_level="CRITICAL"
    )
    with second_server(settings) as app, app.app_context():
        upgrade()
        world = build_world()
        post(*(posting(world, number, day=date(year, month, 15)) for number, (year, month) in enumerate(MONTHS)))
        reverse([db.session.query(Entry).filter_by(source_type="x").order_by(Entry.id).first()], reason="记错了", actor_id=world["li"])
        db.session.execute(text(POINTER))
        db.session.execute(text("INSERT INTO remarks SELECT min(id) FROM entries"))
        db.session.commit()
        db.session.remove()
    yield app, world
    with app.app_context():
        db.engine.dispose()


MONTHS = [(2024, 3), (2025, 1), (2025, 12), (2026, 1), (2026, 11)]


def posting(world: World, number: int | str, *, day: date, **changes: Any) -> Posting:
    fields = {"book": POINTS, "rule": "meeting_attended", **changes}
    return Posting(member_id=world["wang"], branch_id=world["qingfeng"], amount=5, source=("x", str(number)), title="会", day=day, **fields)


@pytest.fixture
def world(by_year: tuple[Flask, World]) -> World:
    return by_year[1]


@pytest.fixture(scope="module")
def by_year(city: tuple[Flask, World]) -> tuple[Flask, World]:
    """The same, laid by year. It must have lost nothing."""
    app, _ = city
    with app.app_context():
        assert not is_partitioned()
        before = db.session.execute(EVERYTHING).all()
        indexes = index_names()
        db.session.remove()
        run = app.test_cli_runner().invoke
        assert "lie in one table" in run(args=["ledger", "partition", "--only-years"]).output
        assert not is_partitioned()
        db.session.remove()
        done = run(args=["ledger", "partition"])
        assert done.exit_code == 0, done.output + str(done.exception)
        assert is_partitioned()
        assert db.session.execute(EVERYTHING).all() == before
        assert indexes - index_names() == {"uq_entries_source", "uq_entries_reverses_id"}  # these are the sources' now
        db.session.remove()
    return city


def index_names() -> set[str]:
    return set(db.session.scalars(text("SELECT indexname FROM pg_indexes WHERE tablename = 'entries'")))


@pytest.fixture
def session(by_year: tuple[Flask, World]) -> Iterator[Any]:
    with by_year[0].app_context():
        yield db.session
        db.session.rollback()
        db.session.remove()


def test_each_year_has_its_table_and_two_years_ahead(session: Any) -> None:
    ours = "SELECT tableoid::regclass::text, count(*) FROM entries WHERE day > '2024-01-01' GROUP BY 1"
    assert dict(session.execute(text(ours)).all()) == {"entries_2024": 2, "entries_2025": 2, "entries_2026": 2}
    assert session.scalar(text("SELECT to_regclass('entries_2028') IS NOT NULL AND to_regclass('entries_other') IS NOT NULL"))


def test_balances_are_the_sums_as_before(session: Any, world: World) -> None:
    assert verify() == {}
    post(posting(world, "new", day=OLD_YEARS_EVE), posting(world, "new", day=OLD_YEARS_EVE, book=HOURS))
    assert verify() == {}


def test_the_books_settle_at_a_position_as_ever(session: Any) -> None:
    highest = session.scalar(text("SELECT max(id) FROM entries"))
    session.rollback()  # whoever settles waits for those who write
    assert settled_position() == highest


def test_a_source_pays_once_whatever_the_day(session: Any, world: World) -> None:
    assert len(post(posting(world, "once", day=OLD_YEARS_EVE))) == 1
    assert post(posting(world, "once", day=NEW_YEAR)) == []
    assert post(posting(world, 0, day=NEW_YEAR)) == []  # nor what was booked before there were years
    assert len(post(posting(world, "together", day=OLD_YEARS_EVE), posting(world, "together", day=NEW_YEAR))) == 1
    assert verify() == {}


@contextmanager
def without(guard: str, app: Flask) -> Iterator[None]:
    with app.app_context():
        db.session.execute(text(f"ALTER TABLE entries DISABLE TRIGGER {guard}"))
        db.session.commit()
    yield
    with app.app_context():
        db.session.execute(text(f"ALTER TABLE entries ENABLE TRIGGER {guard}"))
        db.session.commit()


def book_at_midnight(app: Flask, world: World, source: str) -> int:
    """Two phones deliver the same thing, one before and one after New Year's bell; answers how often it stands in the book."""

    def book(day: date) -> None:
        with app.app_context():
            post(posting(world, source, day=day))
            db.session.execute(text("SELECT pg_sleep(0.1)"))
            db.session.commit()

    threads = [Thread(target=book, args=(day,)) for day in (OLD_YEARS_EVE, NEW_YEAR)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        return db.session.query(Entry).filter_by(source_id=source).count()


def test_two_bookings_at_midnight_pay_once(by_year: tuple[Flask, World]) -> None:
    assert book_at_midnight(*by_year, "midnight") == 1


def test_without_the_guard_they_would_pay_twice(by_year: tuple[Flask, World]) -> None:
    app, world = by_year
    with without("entries_pay_once", app):
        assert book_at_midnight(app, world, "unguarded") == 2
    with app.app_context():
        db.session.execute(text("DELETE FROM entries WHERE source_id = 'unguarded'"))
        db.session.execute(text("DELETE FROM balances"))
        db.session.commit()
    assert app.test_cli_runner().invoke(args=["ledger", "rebuild"]).exit_code == 0


def test_a_reversal_happens_once_and_only_of_what_there_is(session: Any, world: World) -> None:
    post(posting(world, "wrong", day=NEW_YEAR))
    entry = session.query(Entry).filter_by(source_id="wrong").one()
    assert len(reverse([entry], reason="记错了", actor_id=None)) == 1
    assert reverse([entry], reason="记错了", actor_id=None) == []
    assert post(posting(world, "again", day=NEW_YEAR, reverses_id=entry.id)) == []
    with pytest.raises(IntegrityError, match="fk_entries_reverses_id"):
        post(posting(world, "of nothing", day=NEW_YEAR, reverses_id=10**9))


def test_what_pointed_at_an_entry_still_must(session: Any) -> None:
    with pytest.raises(IntegrityError, match="fk_remarks_entry_id"):
        session.execute(text("INSERT INTO remarks VALUES (1000000000)"))


def test_what_points_at_an_entry_goes_with_it(session: Any) -> None:
    session.execute(text("DELETE FROM entries WHERE reverses_id IS NOT NULL"))
    session.execute(text("DELETE FROM entries WHERE id = (SELECT entry_id FROM remarks)"))
    assert session.scalar(text("SELECT count(*) FROM remarks")) == 0
    assert session.scalar(text("SELECT count(*) FROM entry_sources")) == session.scalar(text("SELECT count(*) FROM entries"))


def test_the_day_of_an_entry_never_changes(session: Any) -> None:
    with pytest.raises(DBAPIError, match="it is reversed by another"):
        session.execute(text("UPDATE entries SET day = '2027-05-05'"))


def test_a_year_that_was_forgotten_is_booked_all_the_same_and_gets_its_table_later(by_year: tuple[Flask, World]) -> None:
    app, world = by_year
    run = app.test_cli_runner().invoke
    with app.app_context():
        post(posting(world, "late", day=date(2031, 5, 1)), posting(world, "later", day=date(2032, 5, 1)))
        db.session.commit()
        assert db.session.scalar(text("SELECT count(*) FROM entries_other")) == 2
        db.session.remove()
        assert "2031, 2032" in run(args=["ledger", "partition"]).output
        assert db.session.scalar(text("SELECT count(*) FROM entries_other")) == 0
        assert db.session.query(Entry).filter(Entry.source_id.in_(("late", "later"))).count() == 2
        assert post(posting(world, "late", day=date(2029, 1, 1))) == []
        db.session.rollback()
    assert "Every year has its table" in run(args=["ledger", "partition"]).output
    assert run(args=["ledger", "verify"]).exit_code == 0


def test_study_is_counted_and_shown_as_ever(by_year: tuple[Flask, World]) -> None:
    app, world = by_year
    ask = Asker(app, world)
    phone, moment = Phone(ask, world), clock.now_ms() - 10 * MINUTE
    with app.app_context():
        phone.anchor = f"{moment}.{signature('anchor', '|'.join((str(world['wang']), str(moment))))}"
    minutes = phone.minutes(2)
    assert [outcomes(phone.send(minutes))[0][0] for _ in range(2)] == ["counted", "duplicate"]
    assert ask("wang", "GET", "/api/study/summary").json["study_seconds"] == 120
    assert app.test_cli_runner().invoke(args=["ledger", "verify"]).exit_code == 0
    for path in ("/api/points/entries", "/api/study/entries", "/api/points/ranking", "/api/points/summary"):
        assert ask("wang", "GET", path).status_code == 200


def test_a_file_is_not_laid_by_year(app: Flask) -> None:
    if app.config["MUSTER"].database_url.startswith("sqlite"):
        done = app.test_cli_runner().invoke(args=["ledger", "partition"])
        assert (done.exit_code, "an SQLite file carries a district" in done.stderr) == (1, True), done.output
