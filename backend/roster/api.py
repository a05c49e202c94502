"""Endpoints of the roster: leave, guests, branches that join, helpers at the door."""

from typing import Any

from flask import g
from sqlalchemy import delete, select

from backend.core import clock
from backend.core.db import db, insert_once
from backend.core.errors import NotFound, Refused
from backend.core.pages import Listing
from backend.core.shapes import Nothing
from backend.core.web import Feature, visible
from backend.meetings.meeting_shape import MeetingDetail
from backend.meetings.models import Expected, Helper, JointBranch, Meeting
from backend.meetings.shape import shape_detail
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.permissions import any_member, can_look_after, helps_at_it, looks_after_it
from backend.roster.candidates import candidates
from backend.roster.leave import ask_leave, decide_leave, withdraw_leave
from backend.roster.schemas import CandidateQuery, CandidateShape, GuestInvitation, LeaveDecision, LeaveRequest

roster = Feature("roster")


@roster.put("/meetings/<int:meeting_id>/leave", may=any_member, on=Meeting, takes=LeaveRequest, gives=MeetingDetail)
def ask_for_leave(meeting: Meeting, body: dict[str, Any]) -> dict[str, Any]:
    """Ask not to come, before the meeting begins. The reason is for my branch's secretary alone."""
    ask_leave(meeting, g.actor, body["reason"])
    return shape_detail(meeting, g.actor)


@roster.delete("/meetings/<int:meeting_id>/leave", may=any_member, on=Meeting, gives=MeetingDetail)
def withdraw_my_leave(meeting: Meeting) -> dict[str, Any]:
    """I can come after all."""
    withdraw_leave(meeting, g.actor)
    return shape_detail(meeting, g.actor)


@roster.put("/meetings/<int:meeting_id>/leaves/<int:member_id>", may=helps_at_it, on=Meeting, takes=LeaveDecision, status=204)
def decide_on_leave(meeting: Meeting, decision: dict[str, Any], member_id: int) -> None:
    """Grant or decline a leave: the secretary of the member's own branch does."""
    decide_leave(meeting, g.actor, member_id, **decision)


@roster.post("/meetings/<int:meeting_id>/guests", may=looks_after_it, on=Meeting, takes=GuestInvitation, gives=MeetingDetail, status=201)
def invite_guest(meeting: Meeting, guest: dict[str, Any]) -> dict[str, Any]:
    """Expect a member of another branch, by the card number that he or she tells; the hours are credited at home."""
    _refuse_when_closed(meeting)
    member_id = db.session.scalar(select(Member.id).where(Member.card_number == guest["card_number"], Member.status == "active"))
    if member_id is None:
        raise Refused("no_such_card", "Nobody has this card number.", status=422)
    insert_once(Expected, [{"meeting_id": meeting.id, "member_id": member_id, "guest": True}], returning=[Expected.member_id])
    return shape_detail(meeting, g.actor)


@roster.put("/meetings/<int:meeting_id>/helpers/<int:member_id>", may=looks_after_it, on=Meeting, takes=Nothing, gives=MeetingDetail)
def appoint_helper(meeting: Meeting, body: dict[str, Any], member_id: int) -> dict[str, Any]:
    """Let somebody on the roster show the code and scan cards at the door of this meeting."""
    _refuse_when_closed(meeting)
    if db.session.get(Expected, (meeting.id, member_id)) is None:
        raise NotFound
    row = {"meeting_id": meeting.id, "member_id": member_id, "appointed_by": g.actor.id}
    insert_once(Helper, [row], returning=[Helper.member_id])
    return shape_detail(meeting, g.actor)


@roster.delete("/meetings/<int:meeting_id>/helpers/<int:member_id>", may=looks_after_it, on=Meeting, gives=MeetingDetail)
def dismiss_helper(meeting: Meeting, member_id: int) -> dict[str, Any]:
    """The door is looked after without this helper from now on."""
    db.session.execute(delete(Helper).where(Helper.meeting_id == meeting.id, Helper.member_id == member_id))
    return shape_detail(meeting, g.actor)


@roster.get("/meetings/<int:meeting_id>/joint-candidates", may=looks_after_it, on=Meeting, query=CandidateQuery, lists=CandidateShape)
def list_candidates(meeting: Meeting, query: dict[str, Any]) -> Listing:
    """Branches that could be asked to join, by name; also those that I do not look after."""
    return candidates(meeting, query["q"])


@roster.put(
    "/meetings/<int:meeting_id>/joint-branches/<int:organisation_id>", may=looks_after_it, on=Meeting, takes=Nothing, gives=MeetingDetail
)
def invite_branch(meeting: Meeting, body: dict[str, Any], organisation_id: int) -> dict[str, Any]:
    """Ask another organisation to join. Its members are expected once whoever looks after it agrees."""
    _refuse_when_closed(meeting)
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound
    row = {"meeting_id": meeting.id, "organisation_id": organisation.id, "invited_by": g.actor.id}
    insert_once(JointBranch, [row], returning=[JointBranch.organisation_id])
    if can_look_after(g.actor, organisation.path):
        _accept(meeting, organisation)
    return shape_detail(meeting, g.actor)


@roster.put(
    "/meetings/<int:meeting_id>/joint-branches/<int:organisation_id>/acceptance",
    may=any_member,
    on=Meeting,
    takes=Nothing,
    gives=MeetingDetail,
)
def accept_invitation(meeting: Meeting, body: dict[str, Any], organisation_id: int) -> dict[str, Any]:
    """My organisation joins: its members are on the roster from now on."""
    _refuse_when_closed(meeting)
    _accept(meeting, _mine(organisation_id))
    return shape_detail(meeting, g.actor)


@roster.delete("/meetings/<int:meeting_id>/joint-branches/<int:organisation_id>", may=any_member, on=Meeting, status=204)
def leave_joint_meeting(meeting: Meeting, organisation_id: int) -> None:
    """Take an invitation back, or decline it. Members who are on the roster already stay as guests."""
    _refuse_when_closed(meeting)
    if not looks_after_it(g.actor, meeting):
        _mine(organisation_id)
    db.session.execute(delete(JointBranch).where(JointBranch.meeting_id == meeting.id, JointBranch.organisation_id == organisation_id))


def _mine(organisation_id: int) -> Organisation:
    organisation: Organisation = visible(Organisation, organisation_id, g.actor)
    if not can_look_after(g.actor, organisation.path):
        raise Refused("forbidden", "Only those who look after the organisation decide for it.", status=403)
    return organisation


def _accept(meeting: Meeting, organisation: Organisation) -> None:
    joint = db.session.get(JointBranch, (meeting.id, organisation.id))
    if joint is None:
        raise NotFound
    if joint.accepted_at is None:
        joint.accepted_by, joint.accepted_at = g.actor.id, clock.now()
        db.session.flush()
        meeting.expect_everybody()


def _refuse_when_closed(meeting: Meeting) -> None:
    meeting.keep_open()
    if meeting.closed_at:
        raise Refused("closed", "The meeting is closed.")
