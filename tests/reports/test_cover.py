"""A period from whole months and years counts each of its days once, and no other."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.ledger.periods import bounds_of
from backend.reports.cover import cover

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def days_from_to(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@given(ends=st.tuples(DAYS, DAYS), today=DAYS)
def test_every_day_of_the_period_counts_once(ends: tuple[date, date], today: date) -> None:
    first, last = sorted(ends)
    found, counted = cover(first, last, today), Counter[date]()
    for period in found.periods:
        bounds = bounds_of(period)
        assert bounds is not None
        counted.update(days_from_to(*bounds))
    for sign, start, end in found.days:
        for day in days_from_to(start, end):
            counted[day] += sign
    assert {day: times for day, times in counted.items() if times} == dict.fromkeys(days_from_to(first, last), 1)


def test_a_month_that_lacks_few_days_is_the_month_without_them() -> None:
    found = cover(date(2026, 11, 1), date(2026, 11, 28), date(2026, 11, 25))
    assert (found.periods, found.days) == (["2026-11"], [(-1, date(2026, 11, 29), date(2026, 11, 30))])
    found = cover(date(2025, 12, 30), date(2026, 12, 31), date(2026, 11, 25))
    assert (found.periods, found.days) == (["2026"], [(1, date(2025, 12, 30), date(2025, 12, 31))])
