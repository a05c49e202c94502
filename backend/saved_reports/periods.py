"""Which days a saved report means on a day: its period is a rule, so that the same question moves on with the calendar."""

from dataclasses import dataclass
from datetime import date, timedelta

PERIODS = ("this_month", "last_month", "this_quarter", "last_quarter", "this_year", "last_year", "fixed")


@dataclass(frozen=True)
class Days:
    """Both included."""

    first: date
    last: date


def days_of(period: str, today: date, *, fixed: Days | None = None) -> Days:
    """Whole months, quarters and years, up to their last day also while they run."""
    if period == "fixed":
        assert fixed is not None, "fixed days are given, not found"
        return fixed
    months = {"month": 1, "quarter": 3, "year": 12}[period.split("_")[1]]
    begun = _begin(today, months)
    first = begun if period.startswith("this_") else _begin(begun - timedelta(days=1), months)
    return Days(first, _after(first, months) - timedelta(days=1))


def _begin(day: date, months: int) -> date:
    """The first day of the month, quarter or year in which a day lies."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _after(first: date, months: int) -> date:
    """The first day after so many months."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)
