"""A settled position: nobody can still commit an entry below it, however writers overlap."""

import threading
import time
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from backend.core.db import db
from backend.core.errors import Refused
from backend.ledger import position
from backend.ledger.models import POINTS, Entry
from backend.ledger.position import settled_position
from backend.ledger.post import Posting, post
from tests.cast import World


def write(world: World, source: str, person: str) -> int:
    post(Posting(POINTS, world[person], world["qingfeng"], 1, "x", ("test", source), "会", date(2026, 11, 15)))
    return db.session.scalars(select(Entry.id).where(Entry.source_id == source)).one()


class Slow:
    """A writer who has taken an id and rests before the commit."""

    def __init__(self, app: Flask, world: World, seconds: float) -> None:
        self.app, self.world, self.seconds = app, world, seconds
        self.has_id, self.id = threading.Event(), 0
        self.thread = threading.Thread(target=self._go)
        self.thread.start()
        assert self.has_id.wait(10)

    def _go(self) -> None:
        with self.app.app_context():
            self.id = write(self.world, "slow", "wang")
            self.has_id.set()
            time.sleep(self.seconds)
            db.session.commit()


@pytest.mark.parametrize("stand", ["postgresql"], indirect=True)
def test_a_position_waits_for_whoever_has_taken_a_lower_id(app: Flask, world: World) -> None:
    slow = Slow(app, world, 0.3)
    with app.app_context():
        position = settled_position()
        db.session.rollback()
        below = db.session.scalar(select(func.count(Entry.id)).where(Entry.id <= position))
        slow.thread.join()
        db.session.rollback()
        assert position >= slow.id
        assert db.session.scalar(select(func.count(Entry.id)).where(Entry.id <= position)) == below


@pytest.mark.parametrize("stand", ["postgresql"], indirect=True)
def test_the_highest_id_that_can_be_read_is_not_settled(app: Flask, world: World) -> None:
    """The control: what a plain look at the highest id would have taken for settled is overtaken from below."""
    slow = Slow(app, world, 0.3)
    with app.app_context():
        write(world, "quick", "li")
        db.session.commit()
        highest = db.session.scalar(select(func.max(Entry.id)))
        below = db.session.scalar(select(func.count(Entry.id)).where(Entry.id <= highest))
        db.session.rollback()
        slow.thread.join()
        assert slow.id < (highest or 0)
        assert db.session.scalar(select(func.count(Entry.id)).where(Entry.id <= highest)) == (below or 0) + 1


@pytest.mark.parametrize("stand", ["postgresql"], indirect=True)
def test_where_writers_do_not_pause_it_says_so(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(position, "PATIENCE", "20ms")
    slow = Slow(app, world, 0.5)
    with app.app_context(), pytest.raises(Refused, match="ledger_busy"):
        settled_position()
    slow.thread.join()


def test_the_books_of_nobody_begin_at_nothing(session: Any, empty: Flask) -> None:
    assert settled_position() == 0
