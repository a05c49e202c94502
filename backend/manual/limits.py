"""How much may be given or taken by hand: dated limits, for one award and for a member's calendar year."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from backend.core import clock
from backend.core.db import db, insert_once
from backend.core.errors import Refused
from backend.manual.models import ManualAward, ManualLimit


def limit_on(day: date) -> ManualLimit:
    """The limit in force on a day."""
    latest = select(ManualLimit).where(ManualLimit.from_day <= day).order_by(ManualLimit.from_day.desc()).limit(1)
    return db.session.scalars(latest).one()


def add_limit(plan: dict[str, Any]) -> ManualLimit:
    """A new limit from a coming day on."""
    if plan["from_day"] <= clock.today():
        raise Refused("rule_in_the_past", "A rule begins tomorrow at the earliest.", status=422)
    added = insert_once(ManualLimit, [plan], returning=[ManualLimit.id])
    if not added:
        raise Refused("rule_exists", "Another rule begins on that day.")
    return db.session.get_one(ManualLimit, added[0].id)


def refuse_too_much(member_id: int, amount: int, day: date) -> None:
    """What is given and what is taken count alike, also what waits for a decision. The caller holds the member's line."""
    limit = limit_on(day)
    if abs(amount) > limit.most_per_award:
        raise Refused("over_the_limit", f"At most {limit.most_per_award} points are given or taken at once.", status=422)
    if asked_in_year(member_id, day.year) + abs(amount) > limit.most_per_year:
        raise Refused("over_the_years_limit", f"At most {limit.most_per_year} points of a member are given or taken by hand in a year.")


def asked_in_year(member_id: int, year: int) -> int:
    """The points that were given or taken by hand in a year, or are about to be."""
    awards = (ManualAward.member_id == member_id, ManualAward.entry_id.is_(None), ManualAward.state.in_(("waiting", "approved")))
    of_the_year = ManualAward.day.between(date(year, 1, 1), date(year, 12, 31))
    return int(db.session.scalar(select(func.coalesce(func.sum(func.abs(ManualAward.amount)), 0)).where(*awards, of_the_year)) or 0)
