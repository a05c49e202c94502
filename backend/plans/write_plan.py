"""Turn twelve chosen days into planned meetings, and take a plan back."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import delete, select, update

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db, insert_once
from backend.core.errors import Refused
from backend.meetings.models import Meeting
from backend.meetings.sign_ins import SignIn
from backend.organisations.models import Organisation
from backend.plans.fixed_day import fixed_day
from backend.plans.models import YearPlan

# What meetings are called that nobody gave a title.
TITLES = {
    "branch_meeting": "支部大会",
    "study_meeting": "集中学习",
    "lecture": "讲座",
    "activity": "主题活动",
    "other": "会议",
}


def starts_at(day: date, clock_face: str) -> datetime:
    """The instant of a local time (19:00) on a day."""
    return datetime.combine(day, time.fromisoformat(clock_face), clock.zone()).astimezone(UTC)


def write_plan(organisation: Organisation, actor: Actor, wanted: dict[str, Any]) -> YearPlan:
    """The plan of NewYearPlan and the meetings of the months that are not past, in the caller's transaction.
    Raises Refused for a second plan of the year, for a year that is over, and for a moved day without its reason."""
    coming = [(n, month) for n, month in enumerate(wanted["months"]) if starts_at(month["day"], wanted["from_time"]) > clock.now()]
    if not coming:
        raise Refused("year_over", "None of these days is still to come.", status=422)
    days = {n: fixed_day(wanted["fixed_day"], wanted["year"], month["month"]) for n, month in coming}
    _refuse_unexplained([n for n, month in coming if month["day"] != days[n] and not month["moved_reason"]])
    plan = _insert(organisation, actor, wanted)
    for n, month in coming:
        _plan_meeting(plan, actor, days[n], {**wanted, **month})
    return plan


def discard_plan(plan: YearPlan) -> None:
    """Call off what nobody has begun. Meetings that were held stay, without the plan."""
    theirs = (Meeting.plan_id == plan.id,)
    untouched = (Meeting.opened_at.is_(None), ~select(SignIn.id).where(SignIn.meeting_id == Meeting.id).exists())
    db.session.execute(delete(Meeting).where(*theirs, *untouched))
    db.session.execute(update(Meeting).where(*theirs).values(plan_id=None))
    db.session.delete(plan)


def _refuse_unexplained(numbers: list[int]) -> None:
    if numbers:
        pointers = [{"pointer": f"/months/{n}/moved_reason", "detail": "Say why the fixed day is left."} for n in numbers]
        raise Refused("moved_without_reason", "Say why the fixed day is left.", status=422, errors=pointers)


def _insert(organisation: Organisation, actor: Actor, wanted: dict[str, Any]) -> YearPlan:
    """The database decides who is first: two secretaries may press at once."""
    row = {"organisation_id": organisation.id, "year": wanted["year"], "fixed_day": wanted["fixed_day"]}
    inserted = insert_once(YearPlan, [{**row, "created_by": actor.id, "created_at": clock.now()}], returning=[YearPlan.id])
    if not inserted:
        raise Refused("plan_exists", "This year has a plan already.")
    return db.session.get_one(YearPlan, inserted[0].id)


def _plan_meeting(plan: YearPlan, actor: Actor, fixed_on: date, month: dict[str, Any]) -> None:
    meeting = Meeting(
        organisation=plan.organisation,
        plan_id=plan.id,
        fixed_on=fixed_on,
        moved_reason=month["moved_reason"] if month["day"] != fixed_on else None,
        title=month["title"] or TITLES[month["kind"]],
        kind=month["kind"],
        place=month["place"],
        theme=month["theme"],
        agenda=month["agenda"],
        starts_at=starts_at(month["day"], month["from_time"]),
        ends_at=starts_at(month["day"], month["to_time"]),
        created_by=actor.id,
    )
    db.session.add(meeting)
    db.session.flush()
    meeting.expect_everybody()
