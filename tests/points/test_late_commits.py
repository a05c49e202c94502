"""PostgreSQL numbers entries in the order in which they are written, but commits them in another: no ranking may miss one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from backend.core.db import db
from backend.ledger.models import POINTS, Entry
from backend.ledger.post import Posting, post
from backend.points import boards, count
from backend.points.since import Seen
from tests.asker import Asker
from tests.cast import World
from tests.points.booking import Books


@contextmanager
def still_writing(app: Flask, posting: Posting) -> Iterator[None]:
    """Another transaction has booked this and commits only at the end of the block."""
    booked, go = threading.Event(), threading.Event()

    def write() -> None:
        with app.app_context():
            post(posting)
            booked.set()
            go.wait(10)
            db.session.commit()

    other = threading.Thread(target=write)
    other.start()
    assert booked.wait(10)
    try:
        yield
    finally:
        go.set()
        other.join()


def rank_of(ask: Asker, person: str) -> Any:
    return ask(person, "GET", "/api/points/ranking").json["me"]


@pytest.fixture
def late(world: World, books: Books) -> Posting:
    said = {"rule": "meeting_attended", "source": ("test", "late"), "title": "组织生活", "day": books.today}
    return Posting(book=POINTS, member_id=world["wang"], branch_id=world["qingfeng"], amount=10, **said)


@pytest.fixture
def postgresql_only(app: Flask) -> None:
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            pytest.skip("SQLite has one writer at a time")


@pytest.mark.usefixtures("postgresql_only")
def test_who_commits_late_is_not_missed(ask: Asker, app: Flask, books: Books, late: Posting) -> None:
    with still_writing(app, late):
        books.book("li", 5)  # a later number, committed earlier
        assert rank_of(ask, "li") == {"rank": 1, "points": 5}
        assert rank_of(ask, "wang") is None
    assert rank_of(ask, "wang") == {"rank": 1, "points": 10}
    assert rank_of(ask, "li") == {"rank": 2, "points": 5}


@pytest.mark.usefixtures("postgresql_only")
def test_without_what_was_under_way_the_late_one_is_missed(
    ask: Asker, app: Flask, books: Books, late: Posting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a ranking that only remembers how far it had come."""
    read = count.read_seen

    def forget(row: Any) -> Seen:
        return Seen(read(row).next_xid, ())

    monkeypatch.setattr(count, "read_seen", forget)
    with still_writing(app, late):
        books.book("li", 5)
        rank_of(ask, "li")
    assert rank_of(ask, "li") == {"rank": 1, "points": 5}  # though Wang has 10


@pytest.mark.usefixtures("postgresql_only")
def test_a_backup_put_back_on_another_server_confuses_no_ranking(ask: Asker, app: Flask, books: Books) -> None:
    books.book("li", 5)
    books.book("wang", 10)
    with app.app_context():  # numbers of a server that had done much more
        db.session.execute(update(Entry).values(xid=2**60))
        db.session.commit()
    assert [rank_of(ask, "wang") for _ in range(2)] == [{"rank": 1, "points": 10}] * 2
    books.book("li", 20)
    assert rank_of(ask, "li") == {"rank": 1, "points": 25}
    assert rank_of(ask, "wang") == {"rank": 2, "points": 10}


def test_the_next_read_after_an_award_shows_the_rank(ask: Asker, books: Books) -> None:
    books.book("li", 5)
    assert rank_of(ask, "wang") is None
    books.book("wang", 5)
    assert rank_of(ask, "wang") == {"rank": 1, "points": 5}
    books.book("wang", -1, rule="correction")
    assert rank_of(ask, "wang") == {"rank": 2, "points": 4}


def test_many_who_ask_at_once_count_once(ask: Asker, app: Flask, world: World, books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    books.book("wang", 5)
    counted = []
    counting = boards.count
    monkeypatch.setattr(boards, "count", lambda scope: counted.append(scope) or counting(scope))
    gate, answers = threading.Barrier(6), []

    def go() -> None:
        gate.wait()
        answers.append(rank_of(ask, "wang"))

    threads = [threading.Thread(target=go) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [{"rank": 1, "points": 5}] * 6
    assert len(counted) == 1
