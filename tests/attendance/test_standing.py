"""The one function that decides a member's standing at a meeting, held to its laws."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.attendance.standing import CAME, STANDINGS, Frame, Part, has_left_early, standing_of
from backend.meetings.attendance_rules import Minutes

START = datetime(2026, 6, 1, 11, tzinfo=UTC)
END = START + timedelta(minutes=90)
MOMENTS = st.datetimes(datetime(2026, 6, 1, 8), datetime(2026, 6, 1, 16), timezones=st.just(UTC))


@st.composite
def rules(draw: st.DrawFn) -> Minutes:
    late = draw(st.integers(0, 60))
    return Minutes(late, draw(st.none() | st.integers(late + 1, 120)), draw(st.integers(0, 60)))


FRAMES = st.builds(Frame, st.just(START), st.just(END), st.booleans(), rules())
PARTS = st.builds(Part, st.none() | MOMENTS, st.none() | MOMENTS, st.booleans(), st.booleans())


@given(FRAMES, PARTS)
def test_everybody_has_exactly_one_standing(frame: Frame, part: Part) -> None:
    assert standing_of(frame, part) in STANDINGS


@given(FRAMES, PARTS)
def test_after_closing_nobody_waits_or_is_still_to_come(frame: Frame, part: Part) -> None:
    if frame.closed:
        assert standing_of(frame, part) not in ("waiting", "upcoming")


@given(FRAMES, PARTS)
def test_nobody_is_absent_before_closing_who_did_not_come_too_late(frame: Frame, part: Part) -> None:
    if not frame.closed and part.signed_in_at is None:
        assert standing_of(frame, part) != "absent"


@given(FRAMES, PARTS)
def test_only_a_mark_that_counts_makes_somebody_come(frame: Frame, part: Part) -> None:
    if standing_of(frame, part) in CAME:
        assert part.signed_in_at is not None


@given(FRAMES, PARTS, st.timedeltas(timedelta(0), timedelta(hours=3)))
def test_coming_earlier_never_makes_it_worse(frame: Frame, part: Part, earlier: timedelta) -> None:
    order = ("on_time", "late", "on_leave", "absent")
    if part.signed_in_at:
        before = Part(part.signed_in_at - earlier, part.signed_out_at, part.waits, part.on_leave)
        assert order.index(standing_of(frame, before)) <= order.index(standing_of(frame, part))


@given(FRAMES, PARTS)
def test_leave_never_takes_an_attendance_away(frame: Frame, part: Part) -> None:
    without = Part(part.signed_in_at, part.signed_out_at, part.waits, on_leave=False)
    if standing_of(frame, without) in CAME:
        assert standing_of(frame, part) == standing_of(frame, without)
    elif part.on_leave:
        assert standing_of(frame, part) in ("on_leave", "waiting")


@given(FRAMES, PARTS)
def test_only_who_came_and_signed_out_before_the_end_left_early(frame: Frame, part: Part) -> None:
    if has_left_early(frame, part):
        assert standing_of(frame, part) in CAME
        assert part.signed_out_at is not None
        assert part.signed_out_at < frame.ends_at


FIVE_TO_TWENTY = Minutes(late_after=5, absent_after=20, leaves_early=10)
AT = {
    "before": (-30, "on_time"),
    "at the start": (0, "on_time"),
    "the last moment": (5, "on_time"),
    "late": (5.001, "late"),
    "still counts": (20, "late"),
    "too late": (20.001, "absent"),
}


@pytest.mark.parametrize(("minutes", "expected"), AT.values(), ids=AT)
def test_the_edges_of_a_rule(minutes: float, expected: str) -> None:
    frame, moment = Frame(START, END, True, FIVE_TO_TWENTY), START + timedelta(minutes=minutes)
    assert standing_of(frame, Part(moment)) == expected
    assert standing_of(frame, Part(moment, on_leave=True)) == ("on_leave" if expected == "absent" else expected)


@pytest.mark.parametrize(("minutes", "early"), [(-10.001, True), (-10, False), (0, False), (30, False)])
def test_the_edge_of_leaving_early(minutes: float, early: bool) -> None:
    assert has_left_early(Frame(START, END, True, FIVE_TO_TWENTY), Part(START, END + timedelta(minutes=minutes))) is early
