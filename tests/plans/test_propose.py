"""The fixed day of each month, and what is proposed where it is a public holiday."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.plans.fixed_day import fixed_day
from backend.plans.propose import propose
from backend.plans.public_holidays import PublicHolidays

YEARS = st.integers(2000, 2100)
DAYS = st.integers(1, 31).map(lambda day: f"day:{day}")
WEEKDAYS = st.tuples(st.integers(1, 5), st.integers(1, 7)).map(lambda pair: f"weekday:{pair[0]}:{pair[1]}")
COUNTRIES = st.sampled_from(["CN", "HK", "DE", "US", "JP", "AF", "XX"])


@given(YEARS, DAYS | WEEKDAYS, COUNTRIES)
def test_there_is_one_proposal_a_month_within_that_month(year: int, rule: str, country: str) -> None:
    proposals = propose(year, rule, country)
    assert [one.month for one in proposals] == list(range(1, 13))
    for one in proposals:
        assert (one.fixed_on.year, one.fixed_on.month) == (one.proposed_on.year, one.proposed_on.month) == (year, one.month)


@given(YEARS, DAYS | WEEKDAYS, COUNTRIES)
def test_a_day_is_moved_only_for_a_holiday_to_the_next_working_day_and_says_why(year: int, rule: str, country: str) -> None:
    holidays = PublicHolidays(country, year)
    for one in propose(year, rule, country):
        moved = one.proposed_on != one.fixed_on
        assert moved == (one.holiday is not None) == (one.reason is not None)
        assert (holidays.on(one.fixed_on) is not None) == moved
        if moved:
            assert holidays.is_working_day(one.proposed_on)
            assert holidays.on(one.proposed_on) is None
            assert one.holiday is not None
            assert one.reason is not None
            assert one.holiday.zh in one.reason.zh
            assert one.holiday.en in one.reason.en
            assert not any(holidays.is_working_day(day) for day in passed_over(one.fixed_on, one.proposed_on))


def passed_over(fixed_on: date, proposed_on: date) -> list[date]:
    """What lies between; where the month had no working day left, also the rest of the month."""
    end = proposed_on if proposed_on > fixed_on else date(fixed_on.year, fixed_on.month, monthrange(fixed_on.year, fixed_on.month)[1])
    after = [fixed_on + timedelta(days=n) for n in range(1, (end - fixed_on).days + (proposed_on < fixed_on))]
    before = [fixed_on - timedelta(days=n) for n in range(1, (fixed_on - proposed_on).days)]
    return after + before


@given(YEARS, st.integers(1, 12), st.integers(1, 31))
def test_the_fixed_day_is_that_day_or_the_last_of_a_short_month(year: int, month: int, day: int) -> None:
    assert fixed_day(f"day:{day}", year, month).day == min(day, monthrange(year, month)[1])


@given(YEARS, st.integers(1, 12), st.integers(1, 5), st.integers(1, 7))
def test_the_fixed_weekday_is_the_nth_or_the_last(year: int, month: int, nth: int, weekday: int) -> None:
    found = fixed_day(f"weekday:{nth}:{weekday}", year, month)
    assert found.isoweekday() == weekday
    is_nth = (found.day - 1) // 7 + 1 == nth
    is_last = (found + timedelta(days=7)).month != month
    assert is_nth or (nth == 5 and is_last)


@pytest.mark.parametrize(
    ("rule", "year", "month", "expected"),
    [
        ("day:29", 2028, 2, date(2028, 2, 29)),
        ("day:29", 2027, 2, date(2027, 2, 28)),
        ("day:29", 2100, 2, date(2100, 2, 28)),  # no leap year, though divisible by four
        ("day:29", 2000, 2, date(2000, 2, 29)),
        ("day:30", 2028, 2, date(2028, 2, 29)),
        ("day:31", 2026, 4, date(2026, 4, 30)),
        ("day:31", 2026, 12, date(2026, 12, 31)),
        ("weekday:2:5", 2026, 11, date(2026, 11, 13)),
        ("weekday:1:7", 2026, 11, date(2026, 11, 1)),
        ("weekday:5:5", 2026, 10, date(2026, 10, 30)),
        ("weekday:5:5", 2026, 11, date(2026, 11, 27)),
        ("weekday:5:7", 2026, 2, date(2026, 2, 22)),
    ],
)
def test_fixed_days_at_the_edges(rule: str, year: int, month: int, expected: date) -> None:
    assert fixed_day(rule, year, month) == expected


# By the notice of the State Council for 2026: 1–3 January; 15–23 February; 4–6 April; 1–5 May; 19–21 June; 25–27 September;
# 1–7 October. Worked: 4 January, 14 and 28 February, 9 May, 20 September, 10 October.
BREAKS_2026 = [("01-01", 3, "元旦"), ("02-15", 9, "春节"), ("04-04", 3, "清明节"), ("05-01", 5, "劳动节"), ("06-19", 3, "端午节")]
BREAKS_2026 += [("09-25", 3, "中秋节"), ("10-01", 7, "国庆节")]


def test_the_breaks_of_2026_are_those_of_the_notice_weekends_included() -> None:
    holidays = PublicHolidays("CN", 2026)
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    found = {day: words.zh for day in days if (words := holidays.on(day))}
    noted = {date.fromisoformat(f"2026-{first}") + timedelta(days=n): name for first, length, name in BREAKS_2026 for n in range(length)}
    assert found == noted


def test_a_weekend_that_is_worked_counts_as_a_working_day() -> None:
    january = propose(2026, "weekday:1:5", "CN")[0]
    assert (january.fixed_on, january.proposed_on) == (date(2026, 1, 2), date(2026, 1, 4))  # a Sunday
    assert january.reason is not None
    assert (january.reason.zh, january.reason.en) == ("1月2日是元旦假期", "January 2 is a holiday: New Year's Day")


def test_an_ordinary_weekend_stays() -> None:
    assert all(one.holiday is None for one in propose(2026, "weekday:2:6", "CN") if one.month in (3, 7, 8, 11, 12))


def test_where_no_working_day_follows_in_the_month_the_last_one_before_is_taken() -> None:
    """The Spring Festival of 2025 lasted from 28 January to 4 February; Sunday 26 January was worked."""
    january = propose(2025, "day:31", "CN")[0]
    assert (january.fixed_on, january.proposed_on) == (date(2025, 1, 31), date(2025, 1, 27))


def test_a_year_whose_working_weekends_are_not_announced_is_provisional() -> None:
    assert PublicHolidays("CN", 2026).announced == "known"
    assert PublicHolidays("CN", 2099).announced == "provisional"
    assert propose(2099, "day:1", "CN")[9].holiday is not None


def test_a_country_without_a_calendar_moves_nothing_and_says_so() -> None:
    assert PublicHolidays("XX", 2026).announced == "none"
    assert all(one.proposed_on == one.fixed_on for one in propose(2026, "day:1", "XX"))
    assert PublicHolidays("JP", 2100).announced == "none"  # the library's calendar ends before


def test_elsewhere_a_weekend_beside_a_holiday_is_no_holiday() -> None:
    """Saturday after Ascension Day 2026; and names come in English where the library has no Chinese."""
    holidays = PublicHolidays("DE", 2026)
    assert holidays.on(date(2026, 5, 16)) is None
    ascension = holidays.on(date(2026, 5, 14))
    assert ascension is not None
    assert ascension.zh == ascension.en == "Ascension Day"
