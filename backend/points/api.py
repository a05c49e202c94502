"""Endpoints of points: what I have and why, the rules, the rankings."""

from typing import Any

from flask import g
from sqlalchemy import select

from backend.core import clock
from backend.core.db import db
from backend.core.pages import Listing
from backend.core.web import Feature, visible
from backend.ledger.entries import EntryShape, entries_of
from backend.ledger.models import POINTS, Balance, PointRule
from backend.ledger.post import periods_of
from backend.ledger.rules import earned_on, rules_on
from backend.organisations.models import Organisation
from backend.permissions import any_member
from backend.points.rank import ranking
from backend.points.schemas import PlaceShape, PointsSummary, RankingBeside, RankingQuery, RuleShape

points = Feature("points")


@points.get("/points/summary", may=any_member, gives=PointsSummary)
def get_summary() -> dict[str, Any]:
    """My points by period, and what each rule gave today against its cap."""
    periods = periods_of(clock.today())
    rows = select(Balance.period, Balance.amount).where(
        Balance.member_id == g.actor.id, Balance.book == POINTS, Balance.period.in_(periods)
    )
    have = {row.period: row.amount for row in db.session.execute(rows)}
    month, quarter, year, all_time = (have.get(period, 0) for period in periods)
    day = clock.today()
    earned = earned_on(g.actor.id, {day})
    today = [{"rule": rule.name, "earned": earned.get((rule.name, day), 0), "cap": rule.daily_cap} for rule in rules_on(day)]
    return {"month": month, "quarter": quarter, "year": year, "all_time": all_time, "today": today}


@points.get("/points/entries", may=any_member, lists=EntryShape)
def list_entries() -> Listing:
    """Every booking of my points, with its rule and what earned it."""
    return entries_of(g.actor.id, POINTS)


@points.get("/points/rules", may=any_member, lists=RuleShape)
def list_rules() -> Listing:
    """What each deed pays, from which day, up to which cap."""
    return Listing(select(PointRule), by=(PointRule.id,), shape=lambda rows: [_shape_rule(row[0]) for row in rows])


@points.get("/points/ranking", may=any_member, query=RankingQuery, lists=PlaceShape, beside=RankingBeside)
def get_ranking(query: dict[str, Any]) -> Listing:
    """The ranking of my branch, or of another organisation that I can see."""
    organisation = visible(Organisation, query["organisation"] or g.actor.branch_id, g.actor)
    return ranking(g.actor, organisation, query["period"])


def _shape_rule(rule: PointRule) -> dict[str, Any]:
    return {"rule": rule.name, "amount": rule.amount, "daily_cap": rule.daily_cap, "from_day": rule.from_day}
