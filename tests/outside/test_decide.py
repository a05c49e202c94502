"""The secretary decides on outside study: hours are booked once, within the day's cap, and taken back by a reversal."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from backend.ledger.models import HOURS, Entry
from backend.ledger.verify import verify
from backend.outside.book import share_cap
from tests.asker import Asker
from tests.cast import World
from tests.outside.conftest import HOUR, Desk
from tests.points.booking import Books


def rows(session: Any, world: World, person: str = "wang") -> list[tuple[int, str | None]]:
    """(amount, reason) of the outside study in the hours book."""
    mine = select(Entry.amount, Entry.reason).where(Entry.member_id == world[person], Entry.rule == "outside_study", Entry.book == HOURS)
    return [tuple(row) for row in session.execute(mine.order_by(Entry.id))]


def test_what_is_approved_counts_and_stands_in_the_same_book(desk: Desk, ask: Asker) -> None:
    decided = desk.decide(desk.declare().json)
    assert (decided.status_code, decided.json["state"], decided.json["counted_seconds"]) == (200, "approved", 7200)
    assert decided.json["decided_by"]["name"] == "Li"
    assert desk.hours() == (7200, 7200)
    entry = ask("wang", "GET", "/api/study/entries").json["items"][0]
    assert (entry["rule"], entry["title"], entry["amount"]) == ("outside_study", "防汛知识讲座", 7200)


def test_the_same_decision_again_books_nothing_again(desk: Desk, session: Any, world: World) -> None:
    study = desk.declare().json
    assert [desk.decide(study).status_code for _ in range(3)] == [200] * 3
    assert rows(session, world) == [(7200, None)]


def test_a_second_decider_is_told_that_somebody_was_first(desk: Desk) -> None:
    study = desk.declare().json
    assert desk.decide(study).status_code == 200
    late = desk.decide(study, "decline", "chen", reason="没有照片")
    assert (late.status_code, late.json["code"]) == (409, "decided_meanwhile")
    assert desk.hours() == (7200, 7200)


def test_declining_and_correcting_ask_for_a_reason(desk: Desk) -> None:
    study = desk.declare().json
    assert desk.decide(study, "decline").json["code"] == "reason_needed"
    assert desk.decide(study, seconds=3600).json["code"] == "reason_needed"
    corrected = desk.decide(study, seconds=3600, reason="签到表上只有一小时").json
    assert (corrected["granted_seconds"], corrected["reason"]) == (3600, "签到表上只有一小时")
    assert desk.hours() == (3600, 3600)
    declined = desk.decide(desk.declare(title="读书").json, "decline", reason="请补照片").json
    assert (declined["state"], declined["counted_seconds"]) == ("declined", 0)
    assert desk.hours() == (3600, 3600)


def test_a_decision_can_be_changed_and_the_book_shows_how(desk: Desk, session: Any, world: World) -> None:
    approved = desk.approved()
    assert desk.decide(approved, "decline").json["code"] == "reason_needed"
    declined = desk.decide(approved, "decline", "chen", reason="那天没有讲座").json
    assert desk.hours() == (0, 0)
    desk.decide(declined, reason="弄错了，有签到表")
    assert rows(session, world) == [(7200, None), (-7200, "那天没有讲座"), (7200, None)]
    assert desk.hours() == (7200, 7200)
    assert verify() == {}


def test_a_day_counts_no_more_than_its_cap_however_many_declare_it(desk: Desk) -> None:
    first, second = desk.approved(amount=6 * 60), desk.approved(amount=6 * 60, title="自学")
    assert (first["counted_seconds"], second["counted_seconds"]) == (6 * HOUR, 2 * HOUR)
    assert desk.hours() == (8 * HOUR, 8 * HOUR)
    desk.decide(first, "decline", reason="重复申报")  # what it leaves goes to the other
    assert desk.hours() == (6 * HOUR, 6 * HOUR)


def test_meetings_come_on_top_of_the_cap(desk: Desk, books: Books) -> None:
    books.book("wang", 5400, book="hours", rule="attended", day=desk.today)
    desk.approved(amount=1, unit="days")
    assert desk.hours() == (8 * HOUR, 8 * HOUR + 5400)


@given(st.lists(st.integers(0, 90_000), max_size=8), st.integers(0, 90_000))
def test_amounts_share_a_cap_without_losing_or_making_any(granted: list[int], cap: int) -> None:
    counted = share_cap(granted, cap)
    assert sum(counted) == min(cap, sum(granted))
    assert all(0 <= part <= whole for part, whole in zip(counted, granted, strict=True))


def test_nobody_decides_on_what_is_their_own(desk: Desk) -> None:
    own = desk.declare("li").json
    assert desk.decide(own).status_code == 403
    assert desk.decide(own, person="chen").status_code == 200


@pytest.mark.parametrize(("person", "status"), [("wang", 403), ("mei", 404), ("zhao", 404), ("sun", 404), ("chen", 200), ("lin", 200)])
def test_those_who_look_after_the_branch_decide_and_nobody_else(desk: Desk, person: str, status: int) -> None:
    assert desk.decide(desk.declare().json, person=person).status_code == status


def test_the_queue_is_one_list_with_the_oldest_first(desk: Desk, world: World) -> None:
    studies = [desk.declare(person, title=f"讲座{n}").json for n, person in enumerate(("wang", "mei", "wang"))]
    desk.declare("zhao")
    queue = desk.queue().json
    older = [world["outside study of wang"], world["outside study of ning"]]
    assert (queue["waiting"], [one["id"] for one in queue["items"]]) == (5, [*older, *(study["id"] for study in studies)])
    assert [one["can"] for one in queue["items"]] == [["decide_on_study"]] * 5
    desk.decide(studies[0])
    assert desk.queue().json["waiting"] == 4
    assert [one["id"] for one in desk.queue(state="approved").json["items"]] == [studies[0]["id"]]
    assert desk.queue("chen", "binjiang").json["waiting"] == 5  # with Zhao's
    assert [desk.queue(person).status_code for person in ("wang", "zhao", "sun")] == [403, 404, 404]


def test_the_member_is_told_what_was_decided(desk: Desk, ask: Asker) -> None:
    desk.decide(desk.declare().json, "decline", reason="请补照片")
    notice = ask("wang", "GET", "/api/me/notices").json["items"][0]
    assert notice["kind"] == "outside_study_decided"
    assert notice["about"] == {"title": "防汛知识讲座", "approved": False, "reason": "请补照片"}
