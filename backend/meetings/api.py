"""Endpoints of meetings: plan, change, call off; and the dated rules of attendance."""

from collections.abc import Sequence
from typing import Any

from flask import g
from sqlalchemy import not_, select

from backend.core import clock
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.pages import Listing
from backend.core.web import Feature, visible
from backend.meetings.attendance_rules import AttendanceRule
from backend.meetings.meeting_shape import AttendanceRuleShape, MeetingDetail, MeetingShape
from backend.meetings.models import Meeting
from backend.meetings.schemas import AttendanceRulePlan, MeetingPlan, MeetingQuery, NewMeeting
from backend.meetings.shape import shape_detail, shape_meetings
from backend.meetings.sign_ins import SignIn
from backend.organisations.models import Organisation
from backend.permissions import administers_everything, any_member, can_look_after, looks_after_it, looks_after_somebody

meetings = Feature("meetings")


@meetings.get("/meetings", may=any_member, query=MeetingQuery, lists=MeetingShape)
def list_meetings(query: dict[str, Any]) -> Listing:
    """Coming meetings, the next one first; or past ones, the latest first."""
    statement = Meeting.visible_to(g.actor)
    if query["organisation"]:
        statement = statement.where(Meeting.organisation_id == query["organisation"])
    if query["mine"]:
        statement = statement.where(Meeting.expects(g.actor))
    if query["when"] == "upcoming":
        return Listing(statement.where(Meeting.is_coming()), by=(Meeting.starts_at, Meeting.id), shape=_shape_rows)
    past = statement.where(not_(Meeting.is_coming()))
    return Listing(past, by=(Meeting.starts_at.desc(), Meeting.id.desc()), shape=_shape_rows)


@meetings.post("/meetings", may=looks_after_somebody, takes=NewMeeting, gives=MeetingDetail, status=201)
def plan_meeting(plan: dict[str, Any]) -> dict[str, Any]:
    """Plan a meeting; its roster is everybody in the organisation."""
    organisation = visible(Organisation, plan.pop("organisation_id"), g.actor)
    if not can_look_after(g.actor, organisation.path):
        raise Refused("forbidden", "Meetings are planned by the organisation's own secretary.", status=403)
    meeting = Meeting(organisation=organisation, created_by=g.actor.id, **plan)
    db.session.add(meeting)
    db.session.flush()
    meeting.expect_everybody()
    return shape_detail(meeting, g.actor)


@meetings.get("/meetings/<int:meeting_id>", may=any_member, on=Meeting, gives=MeetingDetail)
def get_meeting(meeting: Meeting) -> dict[str, Any]:
    """One meeting and my part in it."""
    return shape_detail(meeting, g.actor)


@meetings.put("/meetings/<int:meeting_id>", may=looks_after_it, on=Meeting, takes=MeetingPlan, gives=MeetingDetail)
def change_meeting(meeting: Meeting, plan: dict[str, Any]) -> dict[str, Any]:
    """Change the plan, until the first member has signed in: their hours hang on its length."""
    _refuse_once_signed_in(meeting)
    for name, value in plan.items():
        setattr(meeting, name, value)
    if meeting.fixed_on and clock.day_of(meeting.starts_at) != meeting.fixed_on and not meeting.moved_reason:
        raise Refused("moved_without_reason", "Say why the fixed day is left.", status=422)
    return shape_detail(meeting, g.actor)


@meetings.delete("/meetings/<int:meeting_id>", may=looks_after_it, on=Meeting, status=204)
def cancel_meeting(meeting: Meeting) -> None:
    """Call a meeting off that nobody has signed in to."""
    _refuse_once_signed_in(meeting)
    db.session.delete(meeting)


@meetings.get("/attendance-rules", may=any_member, lists=AttendanceRuleShape)
def list_attendance_rules() -> Listing:
    """From which minute on somebody is late or absent, with the day from which each rule holds."""
    return Listing(select(AttendanceRule), by=(AttendanceRule.from_day.desc(),))


@meetings.post("/attendance-rules", may=administers_everything, takes=AttendanceRulePlan, gives=AttendanceRuleShape, status=201)
def add_attendance_rule(plan: dict[str, Any]) -> AttendanceRule:
    """A new rule from a coming day on; what was in force before stays true for its days."""
    if plan["from_day"] <= clock.today():
        raise Refused("rule_in_the_past", "A rule begins tomorrow at the earliest.", status=422)
    if db.session.scalar(select(AttendanceRule.id).where(AttendanceRule.from_day == plan["from_day"])):
        raise Refused("rule_exists", "Another rule begins on that day.")
    rule = AttendanceRule(**plan)
    db.session.add(rule)
    return rule


def _refuse_once_signed_in(meeting: Meeting) -> None:
    meeting.keep_open()
    if meeting.closed_at or db.session.scalar(select(SignIn.id).where(SignIn.meeting_id == meeting.id).limit(1)):
        raise Refused("already_begun", "Members have signed in: the meeting can't be changed any more.")


def _shape_rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return shape_meetings([row[0] for row in rows], g.actor)
