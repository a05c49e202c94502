"""What the dated rules say of a day: how long a unit is, how much may count, and how much of that study in the app has left."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, func, select

from backend.core.db import Prepared, db
from backend.hours.models import HourRule
from backend.ledger.models import HOURS, Entry
from backend.members.targets import target_of

__all__ = ("OUTSIDE", "STUDIED", "day_cap_ms", "rule_on", "study_rooms", "target_of")

# The rules of the hours book, beside attendance at meetings: studied in the app, and studied outside, approved by the secretary.
STUDIED = "studied"
OUTSIDE = "outside_study"
MINUTE_MS = 60_000


def rule_on(day: date) -> HourRule:
    """The rule in force on a day."""
    latest = select(HourRule).where(HourRule.from_day <= day).order_by(HourRule.from_day.desc()).limit(1)
    return db.session.scalars(latest).one()


def day_cap_ms(day: date) -> int:
    """At most this much study counts on a day, in milliseconds."""
    return rule_on(day).day_cap_minutes * MINUTE_MS


def study_rooms(member_id: int, days: Collection[date]) -> dict[date, int]:
    """How much study in the app may count on each of these days, in milliseconds: the day's cap without what was approved
    as studied outside. Outside study goes first, so that the order in which both arrive changes nothing. One statement."""
    rows = _CAPS_AND_OUTSIDE.rows(member_id=member_id, first_day=min(days), last_day=max(days)) if days else []
    outside = {row.day: int(row.outside) for row in rows if row.day}
    return {day: max(0, _cap_on(day, rows) - outside.get(day, 0) * 1000) for day in days}


# Built once: they are asked at every upload. The newest rule comes first.
_ON_THESE_DAYS = and_(
    Entry.member_id == bindparam("member_id"),
    Entry.book == HOURS,
    Entry.rule == OUTSIDE,
    Entry.day.between(bindparam("first_day"), bindparam("last_day")),
)
_CAPS_AND_OUTSIDE = Prepared(
    select(HourRule.from_day, HourRule.day_cap_minutes, Entry.day, func.sum(Entry.amount).label("outside"))
    .outerjoin(Entry, _ON_THESE_DAYS)
    .group_by(HourRule.id, Entry.day)
    .order_by(HourRule.from_day.desc())
)


def _cap_on(day: date, rows: list[Any]) -> int:
    return int(next(row[1] for row in rows if row[0] <= day)) * MINUTE_MS
