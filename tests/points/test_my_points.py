"""My points: by period, with the reason of every row, and the rules that pay."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert

from backend.ledger.models import PointRule
from tests.asker import Asker
from tests.cast import World
from tests.core.moving_clock import later
from tests.points.booking import Books

LONG_AGO = date(2024, 2, 29)


def test_nothing_booked_is_nothing(ask: Asker, world: World) -> None:
    summary = ask("wang", "GET", "/api/points/summary").json
    assert (summary["month"], summary["year"], summary["all_time"]) == (0, 0, 0)
    assert [(one["rule"], one["earned"], one["cap"]) for one in summary["today"]] == [
        ("meeting_attended", 0, 30),
        ("lesson_completed", 0, 10),
        ("half_hour_studied", 0, 6),
    ]


def test_points_count_in_their_month_their_year_and_for_ever(ask: Asker, world: World, books: Books) -> None:
    books.book("wang", 10)
    books.book("wang", 5, day=LONG_AGO)
    summary = ask("wang", "GET", "/api/points/summary").json
    assert (summary["month"], summary["year"], summary["all_time"]) == (10, 10, 15)
    today = summary["today"][0]
    assert (today["rule"], today["earned"], today["cap"], today["still_pays"]) == ("meeting_attended", 10, 30, 10)


def test_a_new_month_begins_at_nothing(ask: Asker, world: World, books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    books.book("wang", 10)
    later(monkeypatch, timedelta(days=400))
    summary = ask("wang", "GET", "/api/points/summary").json
    assert (summary["month"], summary["year"], summary["all_time"]) == (0, 0, 10)
    assert summary["today"][0]["earned"] == 0


def test_a_correction_takes_away(ask: Asker, world: World, books: Books) -> None:
    books.book("wang", 10)
    books.book("wang", -10, reason="签错了人", rule="correction")
    assert ask("wang", "GET", "/api/points/summary").json["all_time"] == 0
    assert ask("wang", "GET", "/api/points/entries").json["items"][0]["reason"] == "签错了人"


def test_every_row_says_what_earned_it_newest_first(ask: Asker, world: World, books: Books) -> None:
    books.book("wang", 5, day=LONG_AGO, title="很久以前", rule="lesson_completed")
    books.book("wang", 10, title="第一次")
    books.book("wang", 7, title="第二次")
    rows = ask("wang", "GET", "/api/points/entries").json["items"]
    assert [(row["title"], row["amount"], row["rule"]) for row in rows] == [
        ("第二次", 7, "meeting_attended"),
        ("第一次", 10, "meeting_attended"),
        ("很久以前", 5, "lesson_completed"),
    ]
    assert rows[2]["day"] == "2024-02-29"


def test_rows_of_others_and_of_hours_are_not_mine(ask: Asker, world: World, books: Books) -> None:
    books.book("li", 10)
    books.book("wang", 3600, book="hours", rule="studied")
    assert ask("wang", "GET", "/api/points/entries").json["items"] == []


def test_a_real_sign_in_pays_and_says_why(ask: Asker, world: World) -> None:
    code = ask("li", "GET", f"/api/meetings/{world['meeting']}/code").json["url"].rpartition("/")[2]
    assert ask("wang", "POST", "/api/sign-ins", json={"operation_id": str(uuid4()), "code": code}).status_code == 201
    row = ask("wang", "GET", "/api/points/entries").json["items"][0]
    assert (row["title"], row["amount"], row["rule"]) == ("meeting", 10, "meeting_attended")
    assert ask("wang", "GET", "/api/points/summary").json["today"][0]["earned"] == 10


def test_rows_come_in_pages_without_loss(ask: Asker, world: World, books: Books) -> None:
    for amount in (1, 2, 3, 4, 5):
        books.book("wang", amount, day=books.today - timedelta(days=amount % 2))
    seen, after = [], ""
    while after is not None:
        page = ask("wang", "GET", f"/api/points/entries?limit=2{after and f'&after={after}'}").json
        seen, after = seen + [row["amount"] for row in page["items"]], page["next"]
    assert seen == [4, 2, 5, 3, 1]


def test_the_rules_are_printed_with_their_caps(ask: Asker, world: World) -> None:
    rules = ask("wang", "GET", "/api/points/rules").json["items"]
    assert [(one["rule"], one["amount"], one["daily_cap"], one["from_day"]) for one in rules] == [
        ("meeting_attended", 10, 30, "2020-01-01"),
        ("lesson_completed", 2, 10, "2020-01-01"),
        ("half_hour_studied", 1, 6, "2020-01-01"),
    ]


def test_a_rule_of_tomorrow_is_printed_and_holds_tomorrow(
    ask: Asker, world: World, books: Books, session, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = books.today + timedelta(days=1)
    row = {"name": "meeting_attended", "version": 2, "from_day": tomorrow, "amount": 12, "daily_cap": None}
    session.execute(insert(PointRule), [row])
    session.commit()
    assert len(ask("wang", "GET", "/api/points/rules").json["items"]) == 4
    caps = []
    for ahead in (0, 1):
        later(monkeypatch, timedelta(days=ahead))
        today = ask("wang", "GET", "/api/points/summary").json["today"]
        caps.append({one["rule"]: one["cap"] for one in today}["meeting_attended"])
    assert caps == [30, None]


def test_a_stranger_has_no_points(ask: Asker, world: World) -> None:
    for path in ("summary", "entries", "rules", "ranking"):
        assert ask(None, "GET", f"/api/points/{path}").status_code == 401
