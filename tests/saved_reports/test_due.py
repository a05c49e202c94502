"""The days of a saved report: when it is due, and which days it then asks about."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.saved_reports.due import LATEST_DAY, LONGEST_WAIT, falls_on, next_due
from backend.saved_reports.periods import PERIODS, Days, days_of

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
SCHEDULES = st.sampled_from(sorted(LATEST_DAY)).flatmap(lambda name: st.tuples(st.just(name), st.integers(1, LATEST_DAY[name])))
RULES = st.sampled_from([period for period in PERIODS if period != "fixed"])


@given(DAYS, SCHEDULES)
def test_the_next_turn_is_the_first_day_that_fits_and_never_today(today: date, schedule: tuple[str, int]) -> None:
    due = next_due(*schedule, after=today)
    assert today < due <= today + timedelta(days=LONGEST_WAIT)
    assert falls_on(due, *schedule)
    between = (today + timedelta(days=n) for n in range(1, (due - today).days))
    assert not any(falls_on(day, *schedule) for day in between)


@given(st.integers(2000, 2099), st.integers(1, 31))
def test_a_month_has_one_turn_however_short_it_is(year: int, number: int) -> None:
    turns, day = [], date(year - 1, 12, 31)
    while (day := next_due("monthly", number, after=day)).year == year:
        turns.append(day.month)
    assert turns == list(range(1, 13))


def test_the_31st_is_the_last_day_of_february() -> None:
    assert next_due("monthly", 31, after=date(2026, 2, 1)) == date(2026, 2, 28)
    assert next_due("monthly", 31, after=date(2028, 2, 1)) == date(2028, 2, 29)
    assert next_due("weekly", 1, after=date(2026, 11, 23)) == date(2026, 11, 30)  # both are Mondays


@given(RULES, DAYS)
def test_a_period_is_whole_and_the_last_one_ends_where_this_one_begins(rule: str, today: date) -> None:
    days = days_of(rule, today)
    assert days.first.day == 1
    assert (days.last + timedelta(days=1)).day == 1
    which, length = rule.split("_")
    if which == "this":
        assert days.first <= today <= days.last
        assert days_of(f"last_{length}", today).last == days.first - timedelta(days=1)


@given(RULES, DAYS)
def test_every_day_of_a_period_means_the_same_period(rule: str, today: date) -> None:
    this = days_of(rule.replace("last_", "this_"), today)
    assert days_of(rule, this.first) == days_of(rule, this.last) == days_of(rule, today)


def test_periods_are_those_people_mean() -> None:
    today = date(2026, 1, 15)
    said = {rule: days_of(rule, today) for rule in PERIODS if rule != "fixed"}
    assert said == {
        "this_month": Days(date(2026, 1, 1), date(2026, 1, 31)),
        "last_month": Days(date(2025, 12, 1), date(2025, 12, 31)),
        "this_quarter": Days(date(2026, 1, 1), date(2026, 3, 31)),
        "last_quarter": Days(date(2025, 10, 1), date(2025, 12, 31)),
        "this_year": Days(date(2026, 1, 1), date(2026, 12, 31)),
        "last_year": Days(date(2025, 1, 1), date(2025, 12, 31)),
    }
    fixed = Days(date(2026, 3, 2), date(2026, 3, 9))
    assert days_of("fixed", today, fixed=fixed) == fixed
