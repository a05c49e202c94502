"""Endpoints of points: what I have and why, the rules, the rankings."""

from typing import Any

from flask import g
from sqlalchemy import select

from backend.core import clock
from backend.core.db import db
from backend.core.pages import Listing, Ready
from backend.core.web import Feature
from backend.ledger.entries import EntriesQuery, OneEntryShape, entries_of, named
from backend.ledger.models import POINTS, Balance, PointRule
from backend.ledger.post import periods_of
from backend.permissions import administers_everything, any_member
from backend.points.pay import add_rule, shape_rules, standing_today
from backend.points.rank import ranking
from backend.points.rank_schemas import PlaceShape, RankingBeside, RankingQuery
from backend.points.schemas import PointRulePlan, PointsSummary, RuleShape

points = Feature("points")


@points.get("/points/summary", may=any_member, gives=PointsSummary)
def get_summary() -> dict[str, Any]:
    """My points by period, and what each rule gave today, this week and this year against its caps."""
    periods = periods_of(clock.today())
    rows = select(Balance.period, Balance.amount).where(
        Balance.member_id == g.actor.id, Balance.book == POINTS, Balance.period.in_(periods)
    )
    have = {row.period: row.amount for row in db.session.execute(rows)}
    month, quarter, year, all_time = (have.get(period, 0) for period in periods)
    return {"month": month, "quarter": quarter, "year": year, "all_time": all_time, "today": standing_today(g.actor.id)}


@points.get("/points/entries", may=any_member, query=EntriesQuery, lists=OneEntryShape)
def list_entries(query: dict[str, Any]) -> Listing:
    """Every booking of my points, with its rule and what earned it; those of a period, a rule or a day."""
    return entries_of(g.actor.id, POINTS, **named(query))


@points.get("/points/rules", may=any_member, lists=RuleShape)
def list_rules() -> Listing:
    """What each deed pays, from which day, up to which caps; and what I have of it today, this week and this year."""
    return Listing(select(PointRule), by=(PointRule.id,), shape=lambda rows: shape_rules(rows, g.actor.id))


@points.post("/points/rules", may=administers_everything, takes=PointRulePlan, gives=RuleShape, status=201)
def add_point_rule(plan: dict[str, Any]) -> dict[str, Any]:
    """A new version of a rule from a coming day on; what was in force before stays true for its days."""
    rule = add_rule(plan)
    return shape_rules([(rule,)], g.actor.id)[0]


@points.get("/points/ranking", may=any_member, query=RankingQuery, lists=PlaceShape, beside=RankingBeside)
def get_ranking(query: dict[str, Any]) -> Ready:
    """The ranking of my branch, or of another organisation that I can see."""
    return ranking(g.actor, query["organisation"] or g.actor.branch_id, query["period"])
