"""Endpoints of year plans: propose the days, plan the year, change a month's programme."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from flask import g
from sqlalchemy import select

from backend.core import clock
from backend.core.config import settings
from backend.core.db import db
from backend.core.errors import NotFound, Refused
from backend.core.pages import Listing
from backend.core.web import Feature, visible
from backend.meetings.models import Meeting
from backend.organisations.models import Organisation
from backend.permissions import any_member, can_look_after, looks_after_it, looks_after_somebody
from backend.plans.models import YearPlan
from backend.plans.propose import Proposal, propose
from backend.plans.public_holidays import PublicHolidays
from backend.plans.schemas import MonthProgramme, NewYearPlan, PlanProposal, PlansQuery, ProposalQuery, YearPlanShape
from backend.plans.write_plan import discard_plan, starts_at, write_plan

plans = Feature("plans")
MONTH_FACTS = ("state", "title", "theme", "agenda", "place", "starts_at", "ends_at", "fixed_on", "moved_reason")


@plans.get("/year-plans/proposal", may=looks_after_somebody, query=ProposalQuery, gives=PlanProposal)
def propose_plan(query: dict[str, Any]) -> dict[str, Any]:
    """Twelve days by the fixed day, public holidays avoided. Nothing is written."""
    organisation, year, country = _looked_after(query["organisation"]), query["year"], settings().country
    standing = select(YearPlan.id).where(YearPlan.organisation_id == organisation.id, YearPlan.year == year)
    return {
        "year": year,
        "fixed_day": query["fixed_day"],
        "holidays": PublicHolidays(country, year).announced,
        "plan_id": db.session.scalar(standing),
        "months": [_shape_proposal(one, query["from_time"]) for one in propose(year, query["fixed_day"], country)],
    }


@plans.post("/year-plans", may=looks_after_somebody, takes=NewYearPlan, gives=YearPlanShape, status=201)
def plan_year(body: dict[str, Any]) -> dict[str, Any]:
    """Plan a year's meetings at once; months that are past are left out."""
    plan = write_plan(_looked_after(body["organisation_id"]), g.actor, body)
    return _shape_plans([(plan,)])[0]


@plans.get("/year-plans", may=any_member, query=PlansQuery, lists=YearPlanShape)
def list_plans(query: dict[str, Any]) -> Listing:
    """The plans of an organisation, the latest year first."""
    statement = YearPlan.visible_to(g.actor).where(YearPlan.organisation_id == visible(Organisation, query["organisation"], g.actor).id)
    if query["year"]:
        statement = statement.where(YearPlan.year == query["year"])
    return Listing(statement, by=(YearPlan.year.desc(),), shape=_shape_plans)


@plans.patch("/year-plans/<int:yearplan_id>/months/<int:month>", may=looks_after_it, on=YearPlan, takes=MonthProgramme, gives=YearPlanShape)
def change_programme(plan: YearPlan, programme: dict[str, Any], month: int) -> dict[str, Any]:
    """Change a month's theme and agenda, until its meeting is closed."""
    meeting = next((one for one in _meetings_of([plan.id]) if one.fixed_on and one.fixed_on.month == month), None)
    if meeting is None:
        raise NotFound
    if meeting.closed_at:
        raise Refused("closed", "The meeting is closed.")
    for name, value in programme.items():
        setattr(meeting, name, value)
    return _shape_plans([(plan,)])[0]


@plans.delete("/year-plans/<int:yearplan_id>", may=looks_after_it, on=YearPlan, status=204)
def discard(plan: YearPlan) -> None:
    """Take the plan back, and call off its meetings that nobody has begun."""
    discard_plan(plan)


def _looked_after(organisation_id: int) -> Organisation:
    organisation: Organisation = visible(Organisation, organisation_id, g.actor)
    if not can_look_after(g.actor, organisation.path):
        raise Refused("forbidden", "Meetings are planned by the organisation's own secretary.", status=403)
    return organisation


def _shape_proposal(proposal: Proposal, clock_face: str) -> dict[str, Any]:
    begins = starts_at(proposal.proposed_on, clock_face)
    facts = {name: getattr(proposal, name) for name in ("month", "fixed_on", "holiday", "proposed_on", "reason")}
    return {**facts, "starts_at": begins, "past": begins <= clock.now()}


def _shape_plans(rows: Sequence[Any]) -> list[dict[str, Any]]:
    months = defaultdict(list)
    for meeting in _meetings_of([row[0].id for row in rows]):
        months[meeting.plan_id].append(_shape_month(meeting))
    return [_shape_plan(row[0], months[row[0].id]) for row in rows]


def _meetings_of(plan_ids: list[int]) -> Sequence[Meeting]:
    return db.session.scalars(select(Meeting).where(Meeting.plan_id.in_(plan_ids)).order_by(Meeting.fixed_on)).all()


def _shape_plan(plan: YearPlan, months: list[dict[str, Any]]) -> dict[str, Any]:
    facts = {name: getattr(plan, name) for name in ("id", "organisation", "year", "fixed_day")}
    return {**facts, "months": months, "can": ["edit_programme", "discard_plan"] if looks_after_it(g.actor, plan) else []}


def _shape_month(meeting: Meeting) -> dict[str, Any]:
    assert meeting.fixed_on is not None
    facts = {name: getattr(meeting, name) for name in MONTH_FACTS}
    return {**facts, "month": meeting.fixed_on.month, "meeting_id": meeting.id, "day": clock.day_of(meeting.starts_at)}
