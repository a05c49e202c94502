"""What deeds pay: dated rules with daily caps, read from the table `point_rules`."""

from datetime import date

from sqlalchemy import func, select

from backend.core.db import db
from backend.ledger.models import POINTS, Entry, PointRule
from backend.ledger.post import Posting

MEETING_ATTENDED = "meeting_attended"
LESSON_COMPLETED = "lesson_completed"
HALF_HOUR_STUDIED = "half_hour_studied"
HALF_HOUR = 1800

# What a new deployment begins with (written by the first migration).
FIRST_RULES = [
    {"name": MEETING_ATTENDED, "version": 1, "from_day": date(2020, 1, 1), "amount": 10, "daily_cap": 30},
    {"name": LESSON_COMPLETED, "version": 1, "from_day": date(2020, 1, 1), "amount": 2, "daily_cap": 10},
    {"name": HALF_HOUR_STUDIED, "version": 1, "from_day": date(2020, 1, 1), "amount": 1, "daily_cap": 6},
]


def rule_on(name: str, day: date) -> PointRule:
    """The version of a rule that is in force on a day."""
    dated = select(PointRule).where(PointRule.name == name, PointRule.from_day <= day)
    return db.session.scalars(dated.order_by(PointRule.from_day.desc()).limit(1)).one()


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


def earned_on(member_id: int, day: date) -> dict[str, int]:
    """Points by rule that a member has from one day."""
    sums = select(Entry.rule, func.sum(Entry.amount)).where(Entry.book == POINTS, Entry.member_id == member_id, Entry.day == day)
    return {rule: int(total) for rule, total in db.session.execute(sums.group_by(Entry.rule))}


def award(name: str, *, member_id: int, branch_id: int, source: tuple[str, str], title: str, day: date) -> Posting:
    """The posting that a deed earns today, cut to the day's cap (an amount of 0 posts nothing).
    The caller holds the member's lock, or two awards could both see room below the cap."""
    rule = rule_on(name, day)
    room = rule.amount if rule.daily_cap is None else max(0, rule.daily_cap - earned_on(member_id, day).get(name, 0))
    return Posting(POINTS, member_id, branch_id, min(rule.amount, room), name, source, title, day, rule.version)


def points_for_study(seconds: int, rule: PointRule) -> int:
    """Points for a day's counted study: so many per full half hour, up to the cap."""
    points = seconds // HALF_HOUR * rule.amount
    return points if rule.daily_cap is None else min(points, rule.daily_cap)
