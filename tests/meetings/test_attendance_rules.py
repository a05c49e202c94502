"""Early, late, absent: dated rules, frozen once a meeting is open."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core import clock
from backend.meetings.attendance_rules import AttendanceRule, Minutes, left_early, standing
from backend.meetings.models import Meeting
from tests.asker import Asker
from tests.cast import World
from tests.hall import Clock, Hall

START = datetime(2026, 11, 27, 11, 0, tzinfo=UTC)
ORDER = ("on_time", "late", "absent")
RULE = {"opens_before_minutes": 60, "late_after_minutes": 5, "absent_after_minutes": 30, "leaves_early_minutes": 5}


@pytest.mark.parametrize(
    ("minutes", "expected"), [(-60, "on_time"), (0, "on_time"), (10, "on_time"), (10.01, "late"), (30, "late"), (30.01, "absent")]
)
def test_a_minute_is_over_only_when_it_has_passed_whole(minutes: float, expected: str) -> None:
    assert standing(START + timedelta(minutes=minutes), START, Minutes(10, 30, 10)) == expected


@given(st.integers(-7200, 7200), st.integers(-7200, 7200), st.integers(0, 60), st.none() | st.integers(61, 120))
def test_who_comes_later_never_stands_better(one: int, other: int, late: int, absent: int | None) -> None:
    minutes = Minutes(late, absent, 10)
    earlier, later = sorted((one, other))
    before, after = (ORDER.index(standing(START + timedelta(seconds=at), START, minutes)) for at in (earlier, later))
    assert before <= after


def test_who_has_not_signed_out_has_not_left_early() -> None:
    end = START + timedelta(hours=1)
    assert not left_early(None, end, Minutes(10, None, 10))
    assert not left_early(end - timedelta(minutes=10), end, Minutes(10, None, 10))
    assert left_early(end - timedelta(minutes=10, seconds=1), end, Minutes(10, None, 10))


def test_a_new_rule_holds_from_a_coming_day(ask: Asker, session: Any) -> None:
    tomorrow = str(clock.today() + timedelta(days=1))
    assert ask("lin", "POST", "/api/attendance-rules", json={"from_day": tomorrow, **RULE}).status_code == 201
    assert ask("lin", "POST", "/api/attendance-rules", json={"from_day": tomorrow, **RULE}).json["code"] == "rule_exists"
    assert [one["from_day"] for one in ask("wang", "GET", "/api/attendance-rules").json["items"]] == [tomorrow, "2000-01-01"]
    assert ask("lin", "POST", "/api/attendance-rules", json={"from_day": str(clock.today()), **RULE}).json["code"] == "rule_in_the_past"


def test_absent_before_late_makes_no_rule(ask: Asker) -> None:
    answer = ask("lin", "POST", "/api/attendance-rules", json={"from_day": "2035-01-01", **RULE, "absent_after_minutes": 5})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/absent_after_minutes")


def test_who_comes_too_late_to_count_is_shown_and_earns_nothing(ask: Asker, hall: Hall, session: Any, time: Clock, opened_ms: int) -> None:
    strict(session, hall)
    time.set_ms(opened_ms + 60 * 60_000)  # the meeting began five minutes after the opening
    answer = hall.sign_in("wang", code=hall.code()).json
    assert (answer["standing"], answer["credited_seconds"], answer["points"]) == ("absent", 0, 0)
    (arrival,) = hall.board().json["signed_in"]
    assert arrival["standing"] == "absent"
    assert ask("wang", "GET", "/api/study/summary").json["meeting_seconds"] == 0


def test_who_was_there_in_time_after_all_is_paid(ask: Asker, hall: Hall, session: Any, time: Clock, opened_ms: int) -> None:
    """The late scan came first; the secretary's mark of the true time came in later."""
    strict(session, hall)
    time.set_ms(opened_ms + 60 * 60_000)
    hall.mark(member_id=hall.world["wang"], reason="迟到", waited_ms=0)
    hall.mark(member_id=hall.world["wang"], reason="开场就在", waited_ms=52 * 60_000)
    (arrival,) = hall.board().json["signed_in"]
    assert (arrival["standing"], len(arrival["also"])) == ("on_time", 1)
    assert ask("wang", "GET", "/api/study/summary").json["meeting_seconds"] == 5400


def strict(session: Any, hall: Hall) -> None:
    rule = AttendanceRule(from_day=date(2026, 1, 1), **RULE)
    session.add(rule)
    session.flush()
    session.get_one(Meeting, hall.world["meeting"]).rule_id = rule.id
    session.commit()


def test_a_rule_that_comes_during_a_meeting_changes_nothing_about_it(ask: Asker, hall: Hall, session: Any, world: World) -> None:
    session.add(AttendanceRule(from_day=clock.today(), **RULE))
    session.commit()
    assert ask("li", "GET", hall.meeting).json["rule"]["late_after_minutes"] == 10
    assert ask("li", "GET", f"/api/meetings/{world['planned meeting']}").json["rule"]["late_after_minutes"] == 5
