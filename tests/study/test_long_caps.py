"""Points for study under caps of a week and a year are a function of what was studied, in whatever order it arrives."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.ledger import rules
from backend.ledger.caps import monday_of
from backend.ledger.models import HOURS, POINTS, PointRule
from backend.ledger.post import Posting, post
from backend.ledger.verify import verify
from backend.study.long_caps import points_of_change, share_caps
from backend.study.models import StudyDay
from tests.cast import World

RULE = rules.HALF_HOUR_STUDIED
MONDAY = date(2026, 12, 28)  # its week lies in two years


def rule(*, daily: int | None = 6, weekly: int | None = None, yearly: int | None = None, since: date = date(2026, 1, 1)) -> rules.Rule:
    caps = {"daily_cap": daily, "weekly_cap": weekly, "yearly_cap": yearly}
    return rules.Rule(RULE, [PointRule(name=RULE, version=2, from_day=since, amount=1, **caps)])


def test_earlier_days_take_the_room_of_a_week_first() -> None:
    studied = {MONDAY + timedelta(days=n): 2 * 3600 for n in range(4)}
    assert list(share_caps(studied, rule(weekly=10)).values()) == [4, 4, 2, 0]


def test_a_week_over_new_year_shares_its_cap_and_each_year_has_its_own() -> None:
    studied = dict.fromkeys((date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 4)), 3600)
    assert list(share_caps(studied, rule(weekly=3)).values()) == [2, 1, 2]
    assert list(share_caps(studied, rule(yearly=3)).values()) == [2, 2, 1]


def test_a_day_that_arrives_late_takes_the_room_of_a_later_one(session: Any, world: World) -> None:
    day, capped = MONDAY + timedelta(days=1), rule(weekly=3)
    assert arrive(world, session, day, 3600, capped) == [(day, 2)]
    assert arrive(world, session, MONDAY, 3600, capped) == [(MONDAY, 2), (day, -1)]


days = st.dictionaries(
    st.integers(-20, 20).map(lambda n: MONDAY + timedelta(days=n)), st.integers(1, 8).map(lambda n: n * 1800), max_size=12
)
caps = st.tuples(st.one_of(st.none(), st.integers(0, 20)), st.one_of(st.none(), st.integers(0, 30)))


@given(studied=days, capped=caps)
def test_no_week_or_year_pays_more_than_its_cap_and_nothing_is_withheld(studied: dict[date, int], capped: tuple[Any, Any]) -> None:
    points = share_caps(studied, rule(weekly=capped[0], yearly=capped[1]))
    for cap, key in zip(capped, (monday_of, lambda day: day.year), strict=True):
        for one in {key(day) for day in points}:
            assert cap is None or sum(amount for day, amount in points.items() if key(day) == one) <= cap
    if capped == (None, None):
        assert points == {day: min(6, seconds // 1800) for day, seconds in studied.items()}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(studied=days, capped=caps, dice=st.randoms())
def test_the_order_of_arrival_changes_nothing(
    session: Any, world: World, studied: dict[date, int], capped: tuple[Any, Any], dice: Any
) -> None:
    dated, order = rule(weekly=capped[0], yearly=capped[1]), list(studied.items())
    dice.shuffle(order)
    booked: dict[date, int] = {}
    for day, seconds in order:
        for other, points in arrive(world, session, day, seconds, dated):
            booked[other] = booked.get(other, 0) + points
    due = share_caps(studied, dated)
    assert {day: points for day, points in booked.items() if points} == {day: points for day, points in due.items() if points}
    assert verify() == {}
    session.rollback()


def arrive(world: World, session: Any, day: date, seconds: int, dated: rules.Rule) -> list[tuple[date, int]]:
    """A day's study arrives whole; answers what it changed of the points."""
    session.merge(StudyDay(member_id=world["wang"], day=day, counted_ms=seconds * 1000, revision=1))
    session.flush()
    hours = Posting(HOURS, world["wang"], world["qingfeng"], seconds, "studied", ("study_day", f"{day}/1"), "读书", day)
    postings = points_of_change(world["wang"], {day: 0}, [hours], dated)
    assert all(posting.book == POINTS for posting in postings)
    assert len(post(hours, *postings)) == len(postings) + 1
    return [(posting.day, posting.amount) for posting in postings]
