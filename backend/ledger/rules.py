"""What deeds pay: dated rules with caps by day, week and year, read from the table `point_rules`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, case, func, select

from backend.core.db import Prepared, db
from backend.ledger.caps import Tally, cut, window_of
from backend.ledger.models import POINTS, Entry, PointRule
from backend.ledger.post import Posting

MEETING_ATTENDED = "meeting_attended"
LESSON_COMPLETED = "lesson_completed"
HALF_HOUR_STUDIED = "half_hour_studied"
HALF_HOUR = 1800


@dataclass(frozen=True)
class Deed:
    """Something that earns points: its source, what it is called, and the day it counts on."""

    source: tuple[str, str]
    title: str
    day: date


class Rule:
    """A rule with all its versions, the newest first, read once however many days are asked about."""

    def __init__(self, name: str, versions: Sequence[Any] | None = None) -> None:
        self.versions = versions or _VERSIONS.rows(name=name)

    def on(self, day: date) -> Any:
        """The version in force on a day (the columns of PointRule)."""
        return next(version for version in self.versions if version.from_day <= day)

    @property
    def capped_since(self) -> date | None:
        """The first day on which a week or a year has a cap."""
        return min((one.from_day for one in self.versions if one.weekly_cap is not None or one.yearly_cap is not None), default=None)


_VERSIONS = Prepared(select(PointRule.__table__).where(PointRule.name == bindparam("name")).order_by(PointRule.from_day.desc()))
_MINE = (Entry.book == POINTS, Entry.member_id == bindparam("member_id"), Entry.day.between(bindparam("first_day"), bindparam("last_day")))
_EARNED = Prepared(select(Entry.rule, Entry.day, func.sum(Entry.amount).label("total")).where(*_MINE).group_by(Entry.rule, Entry.day))
# A version reads back no further than its caps reach: mostly that is the day alone.
_REACH: list[Any] = [
    case(
        (PointRule.yearly_cap.is_not(None), bindparam(f"year_{end}", type_=Entry.day.type)),
        (PointRule.weekly_cap.is_not(None), bindparam(f"week_{end}", type_=Entry.day.type)),
        else_=bindparam(f"{end}_day", type_=Entry.day.type),
    )
    for end in ("first", "last")
]
_VERSIONS_AND_EARNED = Prepared(
    select(PointRule.__table__, Entry.day, func.sum(Entry.amount).label("earned"))
    .outerjoin(
        Entry,
        and_(
            Entry.rule == PointRule.name,
            Entry.book == POINTS,
            Entry.member_id == bindparam("member_id"),
            Entry.day.between(*_REACH),
        ),
    )
    .where(PointRule.name == bindparam("name"))
    .group_by(PointRule.id, Entry.day)
    .order_by(PointRule.from_day.desc())
)


def rules_on(day: date) -> list[PointRule]:
    """Every rule in force on a day."""
    latest = (
        select(PointRule.name, func.max(PointRule.from_day).label("from_day"))
        .where(PointRule.from_day <= day)
        .group_by(PointRule.name)
        .subquery()
    )
    matching = (PointRule.name == latest.c.name) & (PointRule.from_day == latest.c.from_day)
    return list(db.session.scalars(select(PointRule).join(latest, matching).order_by(PointRule.id)))


def earned_on(member_id: int, days: Collection[date]) -> dict[tuple[str, date], int]:
    """Points by rule and day that a member has from these days."""
    rows = _EARNED.rows(member_id=member_id, first_day=min(days), last_day=max(days))
    return {(row.rule, row.day): int(row.total) for row in rows}


def award(name: str, deeds: Sequence[Deed], *, member_id: int, branch_id: int) -> list[Posting]:
    """The postings that deeds earn, each cut to what the caps of its day, week and year leave (an amount of 0 posts nothing).
    The caller holds the member's lock, or two awards could both see room below the cap."""
    days = [deed.day for deed in deeds]
    rows = _VERSIONS_AND_EARNED.rows(name=name, member_id=member_id, **window_of(min(days), max(days)))
    rule, tally = Rule(name, rows), Tally({row.day: int(row.earned) for row in rows if row.day})
    postings = []
    for deed in deeds:
        version = rule.on(deed.day)
        amount = cut(version.amount, version, tally.earned(deed.day))
        tally.add(deed.day, amount)
        postings.append(Posting(POINTS, member_id, branch_id, amount, name, deed.source, deed.title, deed.day, version.version))
    return postings


def points_for_study(seconds: int, rule: PointRule) -> int:
    """Points for a day's counted study: so many per full half hour, up to the cap."""
    points = seconds // HALF_HOUR * rule.amount
    return points if rule.daily_cap is None else min(points, rule.daily_cap)
