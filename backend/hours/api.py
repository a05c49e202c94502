"""Endpoints: dated units, caps and targets of study hours, a member's year, and the shortest way to the target."""

from datetime import date
from typing import Any

from flask import g
from sqlalchemy import delete, func, select

from backend.core import clock
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.pages import Listing
from backend.core.web import Feature
from backend.hours.models import HourRule
from backend.hours.rules import target_of
from backend.hours.schemas import (
    HourRulePlan,
    HourRuleShape,
    HourTargetShape,
    TargetsOfYear,
    WayQuery,
    WayShape,
    YearOfHours,
    YearQuery,
    YearTargets,
)
from backend.hours.way import way_to_target
from backend.hours.year import hours_of_year
from backend.ledger.models import HOURS, Entry
from backend.members.targets import HourTarget, targets_of_year
from backend.permissions import administers_everything, any_member

hours = Feature("hours")


@hours.get("/hours/rules", may=any_member, lists=HourRuleShape)
def list_rules() -> Listing:
    """How long units are and how much a day counts, with the day from which each rule holds."""
    return Listing(select(HourRule), by=(HourRule.from_day.desc(),))


@hours.post("/hours/rules", may=administers_everything, takes=HourRulePlan, gives=HourRuleShape, status=201)
def add_rule(plan: dict[str, Any]) -> HourRule:
    """A new rule from a coming day on; what was in force before stays true for its days."""
    if plan["from_day"] <= clock.today():
        raise Refused("rule_in_the_past", "A rule begins tomorrow at the earliest.", status=422)
    if db.session.scalar(select(HourRule.id).where(HourRule.from_day == plan["from_day"])):
        raise Refused("rule_exists", "Another rule begins on that day.")
    rule = HourRule(**plan)
    db.session.add(rule)
    db.session.flush()
    return rule


@hours.get("/hours/targets", may=any_member, lists=HourTargetShape)
def list_targets() -> Listing:
    """What was and is asked of each role, the latest year first."""
    return Listing(select(HourTarget), by=(HourTarget.year.desc(), HourTarget.role))


@hours.put("/hours/targets", may=administers_everything, takes=YearTargets, gives=TargetsOfYear)
def put_targets(body: dict[str, Any]) -> dict[str, Any]:
    """Set the targets from a year on: this one or a coming one. Years that are over keep what was asked of them."""
    year = body["year"]
    if year < clock.today().year:
        raise Refused("year_is_over", "The targets of a year that is over stay as they were.", status=422)
    asked = {target["role"]: target["seconds"] for target in body["targets"]}
    db.session.execute(delete(HourTarget).where(HourTarget.year == year, HourTarget.role.in_(asked)))
    db.session.add_all(HourTarget(year=year, role=role, seconds=seconds) for role, seconds in asked.items())
    db.session.flush()
    targets = [{"role": role, "seconds": seconds} for role, seconds in targets_of_year(year).items()]
    return {"year": year, "targets": targets}


@hours.get("/me/hours", may=any_member, query=YearQuery, gives=YearOfHours)
def get_my_year(query: dict[str, Any]) -> dict[str, Any]:
    """My hours of a year: study, meetings and outside study as parts of one sum, by month, against the target."""
    year = query["year"] or clock.today().year
    mine, target = hours_of_year(g.actor.id, year), target_of(g.actor, year)
    first: date | None = db.session.scalar(select(func.min(Entry.day)).where(Entry.member_id == g.actor.id, Entry.book == HOURS))
    first_year = first.year if first else clock.today().year
    return {**mine, "target_seconds": target, "target_met": mine["total_seconds"] >= target, "first_year": first_year}


@hours.get("/me/way-to-target", may=any_member, query=WayQuery, gives=WayShape)
def get_way(query: dict[str, Any]) -> dict[str, Any]:
    """The shortest way to this year's target: which lessons close the gap, and the first of them."""
    return way_to_target(g.actor, query["limit"])
