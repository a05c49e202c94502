"""Months and years close at a position: in order, when they are over, for ever; what comes later is marked; changes show."""

from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, text, update

from backend.core import clock
from backend.ledger import closings
from backend.ledger.closings import changed_closings, close
from backend.ledger.models import HOURS, Closing, Entry
from backend.ledger.periods import bounds_of, month_after
from backend.ledger.position import settled_position
from backend.ledger.verify import verify
from tests.asker import Asker
from tests.cast import World
from tests.points.booking import Books

MARCH, APRIL = date(2020, 3, 5), date(2020, 4, 5)


def close_up_to(ask: Asker, last: str) -> None:
    month = ask("lin", "GET", "/api/closings").json["next_month"]
    while month <= last:
        assert ask("lin", "POST", "/api/closings", json={"period": month}).status_code == 201, month
        month = month_after(month)


def test_a_month_closes_with_its_sums_and_closes_once(ask: Asker, books: Books, world: World) -> None:
    books.book("wang", 10, day=MARCH)
    books.book("li", 4, day=MARCH)
    books.book("li", 3600, book=HOURS, day=MARCH)
    books.book("li", 9, day=APRIL)
    first, again = (ask("lin", "POST", "/api/closings", json={"period": "2020-03"}) for _ in range(2))
    assert (first.status_code, again.status_code, again.json) == (201, 200, first.json)
    assert (first.json["totals"], first.json["entry_count"]) == ({"hours": 3600, "points": 14}, 3)
    assert (first.json["closed_by"]["name"], len(first.json["digest"])) == ("Lin", 64)


@pytest.mark.parametrize("person", ["wang", "li", "chen"])
def test_only_the_citys_admins_close(ask: Asker, person: str) -> None:
    assert ask(person, "POST", "/api/closings", json={"period": "2020-03"}).status_code == 403


def test_periods_close_in_their_order_and_when_they_are_over(ask: Asker, world: World) -> None:
    def code(period: str) -> str:
        return str(ask("lin", "POST", "/api/closings", json={"period": period}).json["code"])

    assert code("2020-04") == "close_in_order"
    assert code("2020") == "close_in_order"
    assert code("2035-01") == "period_not_over"
    assert code("2020-13") == code("2020-Q1") == code("all") == "invalid_input"


def test_this_month_is_not_over(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat("2020-03-31T15:59:59Z"))  # a second before April in Shanghai
    assert ask("lin", "POST", "/api/closings", json={"period": "2020-03"}).json["code"] == "period_not_over"
    monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat("2020-03-31T16:00:00Z"))
    assert ask("lin", "POST", "/api/closings", json={"period": "2020-03"}).status_code == 201


def test_a_year_closes_after_its_december(ask: Asker, books: Books) -> None:
    books.book("wang", 10, day=MARCH)
    close_up_to(ask, "2020-11")
    assert ask("lin", "POST", "/api/closings", json={"period": "2020"}).json["code"] == "close_in_order"
    close_up_to(ask, "2020-12")
    assert ask("lin", "GET", "/api/closings").json["next_year"] == "2020"
    assert ask("lin", "POST", "/api/closings", json={"period": "2020"}).json["totals"] == {"hours": 0, "points": 10}
    assert ask("lin", "POST", "/api/closings", json={"period": "2022"}).json["code"] == "close_in_order"


def test_a_late_entry_counts_and_is_marked_and_the_closed_figure_stays(ask: Asker, books: Books, world: World, session: Any) -> None:
    books.book("wang", 10, day=MARCH)
    closing = ask("lin", "POST", "/api/closings", json={"period": "2020-03"}).json
    books.book("wang", 5, day=MARCH, title="补记")
    late = ask("li", "GET", f"/api/closings/{closing['id']}/late-entries").json["items"]
    assert [(one["title"], one["member"]["name"], one["late"]) for one in late] == [("补记", "Wang", True)]
    assert ask("sun", "GET", f"/api/closings/{closing['id']}/late-entries").json["items"] == []
    assert ask("wang", "GET", f"/api/closings/{closing['id']}/late-entries").status_code == 403
    mine = ask("wang", "GET", "/api/points/entries?period=2020-03").json["items"]
    assert [(one["title"], one["late"]) for one in mine] == [("补记", True), ("组织生活", False)]
    facts = ask("wang", "GET", f"/api/entries/{mine[0]['id']}").json
    assert [(one["period"], one["late"]) for one in facts["closings"]] == [("2020-03", True)]
    assert ask("wang", "GET", f"/api/members/{world['wang']}/sums?period=2020-03").json["amount"] == 15
    assert ask("lin", "GET", "/api/closings").json["items"][0]["totals"]["points"] == 10
    assert list(changed_closings()) == []
    assert verify() == {}


CHANGES = {"amount": 11, "title": "别的", "day": date(2020, 3, 6), "rule": "x", "reason": "改了", "source_id": "x", "rule_version": 9}


@pytest.mark.parametrize("column", [*CHANGES, "member_id", "added", "taken away"])
def test_whatever_is_changed_behind_the_books_shows(app: Flask, books: Books, session: Any, world: World, column: str) -> None:
    books.book("wang", 10, day=MARCH)
    books.book("mei", 7, day=MARCH)
    close("2020-03", None)
    session.commit()
    if column == "added":
        books.book("mei", 1, day=MARCH)
        later = session.scalar(select(func.max(Entry.id)))
        session.execute(update(Closing).where(Closing.period == "2020-03").values(position=later))
    elif column == "taken away":
        session.execute(delete(Entry).where(Entry.amount == 7))
    else:
        session.execute(update(Entry).where(Entry.amount == 7).values({column: CHANGES.get(column, world["li"])}))
    session.commit()
    assert app.test_cli_runner().invoke(args=["ledger", "verify"]).exit_code == 1
    assert len(list(changed_closings())) == 1


def test_a_changed_closing_breaks_the_chain_behind_it(books: Books, session: Any, world: World) -> None:
    for period in ("2020-03", "2020-04"):
        close(period, None)
    session.execute(update(Closing).where(Closing.period == "2020-03").values(digest="0" * 64))
    assert [sentence[:7] for sentence in changed_closings()] == ["2020-03", "2020-04"]


def test_the_command_closes_and_says_what_was_closed(app: Flask, books: Books) -> None:
    books.book("wang", 10, day=MARCH)
    runner = app.test_cli_runner()
    assert "2020-03 closed at entry" in runner.invoke(args=["ledger", "close", "2020-03"]).output
    assert "was closed already" in runner.invoke(args=["ledger", "close", "2020-03"]).output
    for bad in ("2020-05", "2020-Q2", "2035-01"):
        assert runner.invoke(args=["ledger", "close", bad]).exit_code == 1
    assert runner.invoke(args=["ledger", "verify"]).exit_code == 0


def test_a_position_is_the_highest_entry(books: Books, session: Any, world: World) -> None:
    books.book("wang", 10)
    highest = session.scalar(text("SELECT max(id) FROM entries"))
    session.rollback()
    assert settled_position() == highest


@pytest.mark.parametrize(("period", "first", "last"), [("2024-02", "2024-02-01", "2024-02-29"), ("2026-Q4", "2026-10-01", "2026-12-31")])
def test_periods_have_their_days(period: str, first: str, last: str) -> None:
    assert bounds_of(period) == (date.fromisoformat(first), date.fromisoformat(last))


def test_what_would_take_minutes_is_closed_by_the_command(app: Flask, ask: Asker, books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closings, "MOST_AT_ONCE", 1)
    books.book("wang", 10, day=MARCH)
    books.book("li", 10, day=MARCH)
    assert ask("lin", "POST", "/api/closings", json={"period": "2020-03"}).json["code"] == "close_by_command"
    assert app.test_cli_runner().invoke(args=["ledger", "close", "2020-03"]).exit_code == 0
