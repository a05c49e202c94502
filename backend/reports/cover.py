"""A period as months and years that are added up already, with the days that these hold too few or too many of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from backend.ledger.periods import bounds_of, month_after

DAY = timedelta(days=1)


@dataclass
class Cover:
    """A period is the sum of `periods`, with some days added (1) and some taken away (-1): (which, from, to)."""

    periods: list[str] = field(default_factory=list)
    days: list[tuple[int, date, date]] = field(default_factory=list)


def cover(first: date, last: date, today: date) -> Cover:
    """The days of a month that is not whole are counted from whichever end has fewer; what is still to come is nearly empty."""
    found = Cover()
    for year in range(first.year, last.year + 1):
        start, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        if (start, end) == bounds_of(str(year)):
            found.periods.append(str(year))
            continue
        for month in _months(start, end):
            _add_month(found, month, start, end, today)
    return found


def _months(start: date, end: date) -> Iterator[str]:
    month = f"{start:%Y-%m}"
    while month <= f"{end:%Y-%m}":
        yield month
        month = month_after(month)


def _add_month(found: Cover, month: str, start: date, end: date, today: date) -> None:
    bounds = bounds_of(month)
    assert bounds is not None
    begins, ends = bounds
    first, last = max(start, begins), min(end, ends)
    beside = [(begins, first - DAY), (last + DAY, ends)]
    missing = [(one, other) for one, other in beside if one <= other]
    if _weight([(first, last)], today) < _weight(missing, today):
        found.days.append((1, first, last))
        return
    found.periods.append(month)
    found.days += [(-1, one, other) for one, other in missing]


def _weight(stretches: list[tuple[date, date]], today: date) -> int:
    return sum(max(0, (min(last, today) - first).days + 1) for first, last in stretches)
