"""Periods by name: "2026-11", "2026-Q4", "2026", "all": which days they hold, and when they are over."""

from datetime import date, timedelta

from marshmallow import validate

NAMES = r"(all|[12]\d{3}(-(0[1-9]|1[0-2]|Q[1-4]))?)\Z"
TO_CLOSE = r"[12]\d{3}(-(0[1-9]|1[0-2]))?\Z"  # months and years
named_period = validate.Regexp(NAMES)


def bounds_of(period: str) -> tuple[date, date] | None:
    """The first and the last day; None of all time."""
    if period == "all":
        return None
    year, part = int(period[:4]), period[5:]
    if not part:
        return date(year, 1, 1), date(year, 12, 31)
    first, months = (3 * int(part[1]) - 2, 3) if part[0] == "Q" else (int(part), 1)
    return date(year, first, 1), _last_day(year, first + months - 1)


def month_after(period: str) -> str:
    """The month that follows "2026-12": "2027-01"."""
    year, month = int(period[:4]), int(period[5:])
    return f"{year + month // 12:04}-{month % 12 + 1:02}"


def is_over(period: str, today: date) -> bool:
    bounds = bounds_of(period)
    return bounds is not None and bounds[1] < today


def _last_day(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)
