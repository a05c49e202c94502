"""The member's own year: each meeting, what became of it, and the sums."""

from datetime import timedelta
from typing import Any

import pytest

from backend.core import clock
from backend.meetings.attend import recount
from backend.meetings.attendance_rules import AttendanceRule
from backend.meetings.models import Meeting
from backend.meetings.sign_ins import SignIn
from backend.records.models import Correction, Record
from tests.asker import Asker
from tests.attendance.meetings_held import START, History
from tests.cast import World
from tests.counting import statements
from tests.hall import Hall

YEAR = START.year


def my_year(ask: Asker, person: str = "wang", **query: Any) -> dict[str, Any]:
    answer = ask(person, "GET", "/api/me/attendance", query_string={"year": YEAR, **query})
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def of(year: dict[str, Any], meeting_id: int) -> dict[str, Any]:
    return dict(next(one for one in year["meetings"] if one["id"] == meeting_id))


def nothing(ask: Asker) -> dict[str, Any]:
    """The cast's own two meetings stand in the year of today; the tests look at the differences."""
    return dict(my_year(ask)["totals"])


def test_each_standing_and_the_sums(ask: Asker, history: History) -> None:
    before = nothing(ask)
    held = [history.hold(START + timedelta(days=n)) for n in range(6)]
    history.come(held[0], "wang")
    history.come(held[1], "wang", minutes=30)
    history.leave(held[2], "wang")
    history.leave(held[3], "wang", "asked")
    history.leave(held[4], "wang", "declined")
    history.come(held[5], "mei")
    year = my_year(ask)
    assert [of(year, one)["standing"] for one in held] == ["on_time", "late", "on_leave", "absent", "absent", "absent"]
    assert {name: year["totals"][name] - before[name] for name in before} == {
        "expected": 6, "on_time": 1, "late": 1, "absent": 3, "on_leave": 1, "waiting": 0, "upcoming": 0, "left_early": 0,
    }  # fmt: skip
    assert year["seconds"] == 2 * 5400
    assert year["totals"]["expected"] == sum(value for name, value in year["totals"].items() if name not in ("expected", "left_early"))


def test_a_meeting_says_how_i_was_marked(ask: Asker, history: History) -> None:
    meeting_id = history.hold()
    history.come(meeting_id, "wang", minutes=1, assurance="D")
    history.come(meeting_id, "wang", minutes=60, assurance="B", kind="out")
    meeting = of(my_year(ask), meeting_id)
    assert (meeting["method"], meeting["assurance"], meeting["left_early"]) == ("by_hand", "D", True)
    assert (meeting["signed_in_at"], meeting["signed_out_at"]) == ("2026-03-10T11:01:00Z", "2026-03-10T12:00:00Z")
    assert my_year(ask)["totals"]["left_early"] == 1


def test_what_is_planned_or_open_is_not_absence(ask: Asker, hall: Hall, history: History) -> None:
    year = my_year(ask, year=clock.now().year)
    assert {one["standing"] for one in year["meetings"]} == {"upcoming"}
    history.claim(hall.world["meeting"], "wang")
    year = my_year(ask, year=clock.now().year)
    assert (of(year, hall.world["meeting"])["standing"], year["totals"]["waiting"]) == ("waiting", 1)
    hall.sign_in("wang", code=hall.code())
    assert of(my_year(ask, year=clock.now().year), hall.world["meeting"])["standing"] == "on_time"


def test_a_claim_that_nobody_decided_is_absence_after_closing(ask: Asker, history: History) -> None:
    meeting_id = history.hold()
    history.claim(meeting_id, "wang")
    assert of(my_year(ask), meeting_id)["standing"] == "absent"


def test_who_came_in_spite_of_a_leave_came(ask: Asker, history: History) -> None:
    meeting_id = history.hold()
    history.leave(meeting_id, "wang")
    history.come(meeting_id, "wang")
    assert of(my_year(ask), meeting_id)["standing"] == "on_time"


def test_a_mark_taken_back_takes_the_hours_along(ask: Asker, history: History, session: Any) -> None:
    meeting_id = history.hold()
    sign_in_id = history.come(meeting_id, "wang")
    mark = session.get_one(SignIn, sign_in_id)
    mark.state, mark.counts = "undone", False
    session.flush()
    recount(session.get_one(Meeting, meeting_id), mark.member_id, history.world["qingfeng"], "in", reason="undone")
    session.commit()
    year = my_year(ask)
    assert (of(year, meeting_id)["standing"], year["seconds"]) == ("absent", 0)


def test_a_correction_about_me_shows_and_one_about_somebody_else_does_not(ask: Asker, history: History) -> None:
    meeting_id, now = history.hold(), clock.now()
    history.add(Record(meeting_id=meeting_id, content="{}", sha256="0", closed_by=history.world["li"], closed_at=now))
    about = {"meeting_id": meeting_id, "kind": "add", "reason": "漏签", "actor_id": history.world["li"], "at": now}
    history.add(Correction(number=1, member_id=history.world["mei"], previous_sha256="0", sha256="1", **about))
    assert not of(my_year(ask), meeting_id)["corrected"]
    history.add(Correction(number=2, member_id=history.world["wang"], previous_sha256="1", sha256="2", **about))
    assert of(my_year(ask), meeting_id)["corrected"]


def test_the_rule_of_that_day_decides_not_todays(ask: Asker, history: History, session: Any) -> None:
    meeting_id = history.hold()
    session.get_one(Meeting, meeting_id).rule_id = None  # held before rules were frozen
    minutes = {"opens_before_minutes": 120, "late_after_minutes": 1, "absent_after_minutes": 2, "leaves_early_minutes": 5}
    session.add(AttendanceRule(from_day=(START + timedelta(days=1)).date(), **minutes))
    session.commit()
    history.come(meeting_id, "wang", minutes=10)
    strict = history.hold(START + timedelta(days=3))
    history.come(strict, "wang", minutes=1.5)
    assert of(my_year(ask), meeting_id)["standing"] in ("on_time", "late")
    assert of(my_year(ask), strict)["standing"] == "late"


def test_a_year_is_a_local_year(ask: Asker, history: History) -> None:
    """New year in Shanghai begins at 16:00 UTC."""
    last, first = (history.hold(START.replace(year=YEAR - 1, month=12, day=31, hour=hour)) for hour in (15, 16))
    assert last in {one["id"] for one in my_year(ask, year=YEAR - 1)["meetings"]}
    assert first in {one["id"] for one in my_year(ask)["meetings"]}


def test_without_a_year_it_is_this_one(ask: Asker) -> None:
    assert ask("wang", "GET", "/api/me/attendance").json["year"] == clock.now().year


@pytest.mark.parametrize("year", ["1999", "2101", "x", "-1", "1e3", "99999999999999999999"])
def test_a_year_out_of_reach_is_named(ask: Asker, year: str) -> None:
    answer = ask("wang", "GET", "/api/me/attendance", query_string={"year": year})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/year")


def test_nobody_sees_anothers_year(ask: Asker, history: History, world: World) -> None:
    history.come(history.hold(), "wang")
    assert my_year(ask, "zhao")["meetings"] == []
    for person, status in ((None, 401), ("ning", 403), ("dong", 401)):
        assert ask(person, "GET", "/api/me/attendance").status_code == status


def test_a_year_costs_the_same_however_many_meetings(ask: Asker, history: History) -> None:
    history.hold()
    with statements() as for_few:
        my_year(ask)
    for n in range(1, 40):
        history.come(history.hold(START + timedelta(days=n)), "wang")
    with statements() as for_many:
        assert len(my_year(ask)["meetings"]) >= 40
    assert len(for_many) == len(for_few)
