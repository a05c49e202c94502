"""Disputes at hand: Wang says that something is wrong, Li answers."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from backend.core import clock
from backend.core.db import db
from backend.disputes.turns import ANSWER_DAYS
from backend.ledger.models import Entry
from tests.asker import Asker
from tests.cast import World
from tests.hall import Clock
from tests.points.booking import Books, books

__all__ = ["books", "days", "table"]


class Table:
    """One way to dispute and to answer."""

    def __init__(self, ask: Asker, world: World, books: Books) -> None:
        self.ask, self.world, self.books = ask, world, books

    def entry(self, person: str = "wang", amount: int = 10, **facts: Any) -> int:
        """A booking of the person's: its id."""
        self.books.book(person, amount, **facts)
        with self.ask.app.app_context():
            newest = select(Entry.id).where(Entry.member_id == self.world[person]).order_by(Entry.id.desc()).limit(1)
            return db.session.scalars(newest).one()

    def dispute(self, entry_id: int | None = None, person: str = "wang", **said: Any) -> Any:
        body = {"operation_id": str(uuid4()), "entry_id": entry_id, "words": "这一笔不对，请核实。", **said}
        return self.ask(person, "POST", "/api/disputes", json=body)

    def miss(self, person: str = "wang", **said: Any) -> Any:
        """Something is missing."""
        return self.dispute(None, person, **{"day": str(self.books.today), "title": "组织生活", **said})

    def opened(self, person: str = "wang", **facts: Any) -> dict[str, Any]:
        return dict(self.dispute(self.entry(person, **facts), person).json)

    def answer(self, dispute: dict[str, Any], person: str = "li", outcome: str = "explained", **said: Any) -> Any:
        body = {"outcome": outcome, "sentence": "以签到表为准。", "version": dispute["version"], **said}
        return self.ask(person, "PUT", f"/api/disputes/{dispute['id']}/answer", json=body)

    def raise_again(self, dispute: dict[str, Any], person: str = "wang", words: str = "我签到了，有照片。") -> Any:
        return self.ask(person, "PUT", f"/api/disputes/{dispute['id']}/raising", json={"words": words})

    def withdraw(self, dispute: dict[str, Any], person: str = "wang") -> Any:
        return self.ask(person, "DELETE", f"/api/disputes/{dispute['id']}")

    def get(self, dispute: dict[str, Any], person: str = "wang") -> Any:
        return self.ask(person, "GET", f"/api/disputes/{dispute['id']}").json

    def mine(self, person: str = "wang", **query: Any) -> Any:
        return self.ask(person, "GET", "/api/me/disputes", query_string=query).json

    def below(self, person: str = "li", show: str = "to_answer") -> list[int]:
        return [one["id"] for one in self.ask(person, "GET", f"/api/disputes?show={show}").json["items"]]

    def told(self, person: str, about: dict[str, Any] | None = None) -> list[str]:
        """The kinds of notices about disputes, the newest first."""
        notices = self.ask(person, "GET", "/api/me/notices").json["items"]
        mine = [one for one in notices if about is None or one["about"].get("dispute_id") == about["id"]]
        return [one["kind"] for one in mine if one["kind"].startswith("dispute")]


class Days:
    """Lets days go by."""

    def __init__(self, clock_by_hand: Clock) -> None:
        self.clock = clock_by_hand

    def pass_by(self, days: int) -> None:
        self.clock.now += timedelta(days=days)

    def let_a_turn_end(self) -> None:
        self.pass_by(ANSWER_DAYS + 1)


@pytest.fixture
def table(ask: Asker, world: World, books: Books) -> Table:
    return Table(ask, world, books)


@pytest.fixture
def days(time: Clock, app: Any) -> Days:
    with app.app_context():  # at noon, so that a day passed is a day later wherever this runs
        time.now = clock.from_ms(clock.bounds_ms(clock.today())[0]) + timedelta(hours=12)
    return Days(time)
