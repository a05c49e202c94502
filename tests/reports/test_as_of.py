"""A report as of a moment: the same bytes later, whatever was booked, renamed or moved since."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from backend.ledger.models import HOURS, Entry
from backend.members.models import Member, Role
from backend.organisations.models import Organisation
from tests.asker import Asker
from tests.cast import World
from tests.points.booking import Books

YEAR = {"first_day": "2026-01-01", "last_day": "2026-12-31"}
KEPT = ("study-hours", "points", "targets", "hour-transfers")
MARCH, MAY = date(2026, 3, 1), date(2026, 5, 1)


def report(ask: Asker, kind: str, organisation: int, person: str = "lin", **query: Any) -> Any:
    answer = ask(person, "GET", f"/api/reports/{kind}", query_string={"organisation": organisation, "limit": 100, **YEAR, **query})
    assert answer.status_code == 200, answer.json
    return answer.json


def take(ask: Asker, kind: str, ending: str, organisation: int, **query: Any) -> bytes:
    answer = ask("lin", "GET", f"/api/reports/{kind}.{ending}", query_string={"organisation": organisation, **YEAR, **query})
    assert answer.status_code == 200, answer.json
    return bytes(answer.data)


def move(session: Any, world: World, person: str, branch: str) -> None:
    session.get_one(Member, world[person]).branch_id = world[branch]
    session.commit()


@pytest.fixture
def moved(books: Books, world: World, session: Any) -> None:
    """Wang studied at home, moved, and studied there; others stayed."""
    books.book("wang", 3600, book="hours", rule="studied", day=MARCH)
    books.book("li", 1800, book="hours", rule="attended", day=MARCH)
    books.book("wang", 10, day=MARCH)
    move(session, world, "wang", "wangjiang")
    books.book("wang", 7200, book="hours", rule="studied", day=MAY)
    books.book("wang", 5, day=MAY, rule="lesson_completed")


def test_who_moved_is_reported_in_the_branch_of_each_day(ask: Asker, moved: None, world: World) -> None:
    rows = [(row["name"], row["branch_name"], row["total_seconds"]) for row in report(ask, "study-hours", world["wutong"])["items"]]
    assert ("Wang", "青枫里支部", 3600) in rows
    assert ("Wang", "望江支部", 7200) in rows
    by_branch = {row["branch_name"]: row["total_seconds"] for row in report(ask, "study-hours", world["wutong"], by="branch")["items"]}
    assert by_branch == {"青枫里支部": 5400, "望江支部": 7200}
    seen_by_li = [row["name"] for row in report(ask, "study-hours", world["qingfeng"], "li")["items"]]
    assert seen_by_li == ["Li", "Wang", "Mei", "Ning"]
    left_before = report(ask, "study-hours", world["qingfeng"], "li", first_day="2026-05-01")
    assert [row["name"] for row in left_before["items"]] == ["Li", "Mei", "Ning"]


def test_who_came_back_is_reported_once_in_each_branch(ask: Asker, moved: None, books: Books, world: World, session: Any) -> None:
    for branch, seconds in (("qingfeng", 60), ("wangjiang", 600), ("qingfeng", 120)):
        move(session, world, "wang", branch)
        books.book("wang", seconds, book="hours", rule="studied", day=MAY)
    rows = [
        (row["branch_name"], row["total_seconds"]) for row in report(ask, "study-hours", world["wutong"])["items"] if row["name"] == "Wang"
    ]
    assert rows == [("青枫里支部", 3780), ("望江支部", 7800)]


def test_the_three_groupings_hold_every_booking_once(ask: Asker, moved: None, world: World, session: Any) -> None:
    whole = session.scalar(select(func.sum(Entry.amount)).where(Entry.book == HOURS))
    for by in ("member", "branch", "subtree"):
        assert sum(row["total_seconds"] for row in report(ask, "study-hours", world["city"], by=by)["items"]) == whole


def everything_changes(books: Books, world: World, session: Any) -> None:
    books.book("wang", 60, book="hours", rule="studied", day=MARCH)
    books.book("zhao", 4, day=MARCH)
    move(session, world, "wang", "qingfeng")
    move(session, world, "li", "songling")
    session.get_one(Member, world["zhao"]).name = "Zhao the Second"
    session.get_one(Member, world["mei"]).status = "disabled"
    session.get_one(Member, world["ning"]).card_number = "000000"
    session.get_one(Organisation, world["qingfeng"]).name = "改名支部"
    session.delete(session.get_one(Role, world["role of li"]))
    session.add(Role(member_id=world["zhao"], organisation_id=world["wangjiang"], kind="secretary", starts_on=date(2020, 1, 1)))
    session.commit()
    books.add_people("qingfeng", "新来的人")


@pytest.mark.parametrize("by", ["member", "branch", "subtree"])
def test_the_same_question_as_of_the_same_moment_gives_the_same_bytes(
    ask: Asker, moved: None, books: Books, world: World, session: Any, by: str
) -> None:
    first = {kind: take(ask, kind, "csv", world["city"], by=by) for kind in KEPT}
    sheets = {kind: take(ask, kind, "xlsx", world["city"], by=by) for kind in KEPT}
    moments = {(run["kind"], run["format"]): run["moment"] for run in ask("lin", "GET", "/api/report-runs?streamed=1").json["items"]}
    everything_changes(books, world, session)
    for kind in KEPT:
        assert take(ask, kind, "csv", world["city"], by=by) != first[kind]
        assert take(ask, kind, "csv", world["city"], by=by, as_of=moments[kind, "csv"]) == first[kind]
        assert take(ask, kind, "xlsx", world["city"], by=by, as_of=moments[kind, "xlsx"]) == sheets[kind]


def test_a_page_as_of_a_moment_shows_what_the_file_of_then_held(ask: Asker, moved: None, books: Books, world: World, session: Any) -> None:
    before = report(ask, "study-hours", world["city"])["items"]
    take(ask, "study-hours", "csv", world["city"])
    moment = ask("lin", "GET", "/api/report-runs?streamed=1").json["items"][0]["moment"]
    everything_changes(books, world, session)
    page = report(ask, "study-hours", world["city"], as_of=moment)
    assert page["items"] == before
    assert page["moment"] == moment


@pytest.mark.parametrize("said", ["", "20260101T000000Z-9-9-9-9-00", "x" * 100])
def test_a_moment_that_was_not_told_here_is_refused(ask: Asker, world: World, said: str) -> None:
    query = {"organisation": world["qingfeng"], **YEAR, "as_of": said or "-"}
    answer = ask("li", "GET", "/api/reports/points", query_string=query)
    assert (answer.status_code, answer.json["code"]) == (422, "as_of_unknown")


def test_attendance_is_always_as_of_now(ask: Asker, world: World) -> None:
    take(ask, "points", "csv", world["city"])
    moment = ask("lin", "GET", "/api/report-runs?streamed=1").json["items"][0]["moment"]
    answer = ask("lin", "GET", "/api/reports/attendance", query_string={"organisation": world["city"], **YEAR, "as_of": moment})
    assert (answer.status_code, answer.json["code"]) == (422, "as_of_not_kept")
