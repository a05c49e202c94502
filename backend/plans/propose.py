"""Propose a year's twelve days: the fixed day, or the next working day where it is a public holiday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from backend.plans.fixed_day import fixed_day
from backend.plans.public_holidays import PublicHolidays, Words

LONGEST_MONTH = 31


@dataclass(frozen=True)
class Proposal:
    """A month's day. `holiday` is what the fixed day is; then `proposed_on` is another day, and `reason` says why."""

    month: int
    fixed_on: date
    holiday: Words | None
    proposed_on: date

    @property
    def reason(self) -> Words | None:
        if self.holiday is None or self.proposed_on == self.fixed_on:
            return None
        day = self.fixed_on
        return Words(f"{day.month}月{day.day}日是{self.holiday.zh}假期", f"{day:%B} {day.day} is a holiday: {self.holiday.en}")


def propose(year: int, rule: str, country: str) -> list[Proposal]:
    """Twelve proposals. A month's meeting stays in its month: where no working day follows, the last one before is taken."""
    holidays = PublicHolidays(country, year)
    return [_propose(month, fixed_day(rule, year, month), holidays) for month in range(1, 13)]


def _propose(month: int, fixed_on: date, holidays: PublicHolidays) -> Proposal:
    holiday = holidays.on(fixed_on)
    working = (day for day in _others(fixed_on) if holidays.is_working_day(day))
    return Proposal(month, fixed_on, holiday, next(working, fixed_on) if holiday else fixed_on)


def _others(day: date) -> Iterator[date]:
    """The other days of its month: those that follow, then those before, the nearest first."""
    away = range(1, LONGEST_MONTH)
    near = chain((day + timedelta(days=n) for n in away), (day - timedelta(days=n) for n in away))
    return (other for other in near if (other.year, other.month) == (day.year, day.month))
