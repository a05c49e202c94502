"""The most a rule pays on a day, in an ISO week and in a calendar year: what its caps leave of what was earned so far."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, func, select

from backend.core.db import Prepared
from backend.ledger.models import POINTS, Entry


class Earned(NamedTuple):
    """Points of one rule: of a day, of its week, of its year."""

    day: int = 0
    week: int = 0
    year: int = 0


class Tally:
    """What a member has of one rule, added up by day, week and year as days are put in."""

    def __init__(self, by_day: Mapping[date, int] | None = None) -> None:
        self.days: Counter[date] = Counter()
        self.weeks: Counter[date] = Counter()
        self.years: Counter[int] = Counter()
        for day, amount in (by_day or {}).items():
            self.add(day, amount)

    def add(self, day: date, amount: int) -> None:
        self.days[day] += amount
        self.weeks[monday_of(day)] += amount
        self.years[day.year] += amount

    def earned(self, day: date) -> Earned:
        return Earned(self.days[day], self.weeks[monday_of(day)], self.years[day.year])


def cut(amount: int, version: Any, earned: Earned) -> int:
    """What is left of an amount under a version's caps (columns of PointRule)."""
    caps: list[tuple[int | None, int]] = list(zip((version.daily_cap, version.weekly_cap, version.yearly_cap), earned, strict=True))
    return max(0, min([amount, *(cap - so_far for cap, so_far in caps if cap is not None)]))


def monday_of(day: date) -> date:
    """The first day of an ISO week."""
    return day - timedelta(days=day.weekday())


def window_of(first: date, last: date) -> dict[str, date]:
    """The days, the whole weeks and the whole years (with the weeks that reach over their ends) from one day to another."""
    week = {"week_first": monday_of(first), "week_last": monday_of(last) + timedelta(days=6)}
    year_first, year_last = date(first.year, 1, 1), date(last.year, 12, 31)
    year = {"year_first": min(year_first, week["week_first"]), "year_last": max(year_last, week["week_last"])}
    return {"first_day": first, "last_day": last, **week, **year}


def earned_by_rule(member_id: int, day: date) -> dict[str, Earned]:
    """What a member has of each rule on a day, in its week and in its year."""
    window = {**window_of(day, day), "year": date(day.year, 1, 1), "year_end": date(day.year, 12, 31)}
    rows = _EARNED.rows(member_id=member_id, **window)
    return {row.rule: Earned(int(row.day), int(row.week), int(row.year)) for row in rows}


def _sum(first: str, last: str) -> Any:
    return func.sum(case((Entry.day.between(bindparam(first), bindparam(last)), Entry.amount), else_=0))


_EARNED = Prepared(
    select(
        Entry.rule,
        _sum("first_day", "last_day").label("day"),
        _sum("week_first", "week_last").label("week"),
        _sum("year", "year_end").label("year"),
    )
    .where(Entry.book == POINTS, Entry.member_id == bindparam("member_id"))
    .where(Entry.day.between(bindparam("year_first"), bindparam("year_last")))
    .group_by(Entry.rule)
)
