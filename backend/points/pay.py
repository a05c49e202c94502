"""What deeds pay: the rules with what a member has of each against its caps, so that one sees before acting what a deed still
brings; and new versions of rules from a coming day on."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from backend.core import clock
from backend.core.db import db, insert_once
from backend.core.errors import Refused
from backend.ledger.caps import Earned, cut, earned_by_rule
from backend.ledger.models import PointRule
from backend.ledger.rules import rules_on

CAPS = ("daily_cap", "weekly_cap", "yearly_cap")


def standing_today(member_id: int) -> list[dict[str, Any]]:
    """Each rule in force today: what was earned of it today, this week and this year, and what the next deed pays."""
    day = clock.today()
    earned = earned_by_rule(member_id, day)
    return [_standing(rule, earned.get(rule.name, Earned())) for rule in rules_on(day)]


def shape_rules(rows: Sequence[Any], member_id: int) -> list[dict[str, Any]]:
    """Versions of rules, those in force with what the member has of them."""
    standing = {one["id"]: one for one in standing_today(member_id)}
    return [_shape_rule(row[0], standing.get(row[0].id)) for row in rows]


def add_rule(plan: dict[str, Any]) -> PointRule:
    """A new version from a coming day on; what was in force before stays true for its days."""
    if plan["from_day"] <= clock.today():
        raise Refused("rule_in_the_past", "A rule begins tomorrow at the earliest.", status=422)
    name = plan.pop("rule")
    latest = db.session.scalar(select(func.max(PointRule.version)).where(PointRule.name == name))
    if latest is None:
        raise Refused("rule_unknown", "No deed is paid by a rule of this name.", status=422)
    added = insert_once(PointRule, [{"name": name, "version": latest + 1, **plan}], returning=[PointRule.id])
    if not added:
        raise Refused("rule_exists", "Another version begins on that day.")
    return db.session.get_one(PointRule, added[0].id)


def _standing(rule: PointRule, earned: Earned) -> dict[str, Any]:
    caps = {"cap": rule.daily_cap, "week_cap": rule.weekly_cap, "year_cap": rule.yearly_cap}
    have = {"earned": earned.day, "week_earned": earned.week, "year_earned": earned.year}
    return {"id": rule.id, "rule": rule.name, "amount": rule.amount, **have, **caps, "still_pays": cut(rule.amount, rule, earned)}


def _shape_rule(rule: PointRule, today: dict[str, Any] | None) -> dict[str, Any]:
    shown = {"id": rule.id, "rule": rule.name, **{name: getattr(rule, name) for name in ("version", "from_day", "amount", *CAPS)}}
    earned = today and {"day": today["earned"], "week": today["week_earned"], "year": today["year_earned"]}
    return {**shown, "in_force": today is not None, "earned": earned, "still_pays": today and today["still_pays"]}
