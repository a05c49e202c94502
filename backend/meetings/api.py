"""Endpoints of meetings: plan, open, show the code, sign in, see who is missing, close."""

from collections.abc import Sequence
from typing import Any

from flask import Response, g, jsonify, make_response, request
from sqlalchemy import not_, select

from backend.core.db import db
from backend.core.errors import Refused, problem
from backend.core.pages import Listing
from backend.core.shapes import Nothing
from backend.core.web import Feature, visible
from backend.meetings import sign_in_code
from backend.meetings.board import board, board_version, shape_meetings
from backend.meetings.models import Meeting, SignIn
from backend.meetings.qr import qr_svg
from backend.meetings.schemas import (
    ArrivalShape,
    BoardShape,
    CodeShape,
    HandMark,
    MeetingPlan,
    MeetingQuery,
    MeetingShape,
    NewMeeting,
    ScannedCode,
    SignInRequest,
    SignInShape,
    TicketShape,
)
from backend.meetings.sign_in import (
    TICKET_LIVES,
    Outcome,
    age_ms,
    exchange_code,
    mark_by_hand,
    sign_in_by_code,
    sign_in_by_digits,
    sign_in_by_ticket,
)
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.permissions import any_member, anyone, can_look_after, looks_after_it, looks_after_somebody

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


@meetings.post("/meetings", may=looks_after_somebody, takes=NewMeeting, gives=MeetingShape, status=201)
def plan_meeting(plan: dict[str, Any]) -> dict[str, Any]:
    """Plan a meeting; its roster is everybody in the organisation."""
    organisation = visible(Organisation, plan.pop("organisation_id"), g.actor)
    if not can_look_after(g.actor, organisation.path):
        raise Refused("forbidden", "Meetings are planned by the organisation's own secretary.", status=403)
    meeting = Meeting(organisation=organisation, created_by=g.actor.id, **plan)
    db.session.add(meeting)
    db.session.flush()
    meeting.expect_everybody()
    return _shape(meeting)


@meetings.get("/meetings/<int:meeting_id>", may=any_member, on=Meeting, gives=MeetingShape)
def get_meeting(meeting: Meeting) -> dict[str, Any]:
    """One meeting and my part in it."""
    return _shape(meeting)


@meetings.put("/meetings/<int:meeting_id>", may=looks_after_it, on=Meeting, takes=MeetingPlan, gives=MeetingShape)
def change_meeting(meeting: Meeting, plan: dict[str, Any]) -> dict[str, Any]:
    """Change the plan, until the first member has signed in: their hours hang on its length."""
    _refuse_once_signed_in(meeting)
    for name, value in plan.items():
        setattr(meeting, name, value)
    return _shape(meeting)


@meetings.delete("/meetings/<int:meeting_id>", may=looks_after_it, on=Meeting, status=204)
def cancel_meeting(meeting: Meeting) -> None:
    """Call a meeting off that nobody has signed in to."""
    _refuse_once_signed_in(meeting)
    db.session.delete(meeting)


@meetings.put("/meetings/<int:meeting_id>/opening", may=looks_after_it, on=Meeting, takes=Nothing, gives=MeetingShape)
def open_meeting(meeting: Meeting, body: dict[str, Any]) -> dict[str, Any]:
    """Let signing in begin, from two hours before the start."""
    meeting.open()
    return _shape(meeting)


@meetings.put("/meetings/<int:meeting_id>/closing", may=looks_after_it, on=Meeting, takes=Nothing, gives=MeetingShape)
def close_meeting(meeting: Meeting, body: dict[str, Any]) -> dict[str, Any]:
    """End signing in."""
    meeting.close()
    return _shape(meeting)


@meetings.get("/meetings/<int:meeting_id>/code", may=looks_after_it, on=Meeting, gives=CodeShape)
def get_code(meeting: Meeting) -> dict[str, Any]:
    """The code to show now, and how long it stands."""
    if meeting.state != "open":
        raise Refused("not_open", "Open the meeting first.")
    age = age_ms(meeting)
    url = sign_in_code.link(sign_in_code.make_code(meeting.id, meeting.generation, age_ms=age))
    return {
        "url": url,
        "qr_svg": qr_svg(url),
        "digits": sign_in_code.make_digits(meeting.id, meeting.generation, age_ms=age),
        "left_ms": sign_in_code.SLOT_MS - age % sign_in_code.SLOT_MS,
        "digits_left_ms": sign_in_code.DIGITS_SLOT_MS - age % sign_in_code.DIGITS_SLOT_MS,
        "slot_ms": sign_in_code.SLOT_MS,
    }


@meetings.get("/meetings/<int:meeting_id>/board", may=looks_after_it, on=Meeting, gives=BoardShape)
def get_board(meeting: Meeting) -> Any:
    """Who is in and who is not. Poll with If-None-Match: an unchanged board costs a 304."""
    version = board_version(meeting)
    if request.if_none_match.contains(version):
        answer = make_response("", 304)
    else:
        answer = make_response(jsonify(BoardShape().dump(board(meeting, g.actor))))
    answer.set_etag(version)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@meetings.post("/meetings/<int:meeting_id>/hand-marks", may=looks_after_it, on=Meeting, takes=HandMark, gives=ArrivalShape, status=201)
def mark_member(meeting: Meeting, mark: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Mark a member as present by hand, with a reason."""
    outcome = mark_by_hand(g.actor, meeting, **mark)
    name = db.session.scalar(select(Member.name).where(Member.id == outcome.sign_in.member_id))
    fields = ("member_id", "signed_in_at", "method", "reason")
    return {"name": name, **{field: getattr(outcome.sign_in, field) for field in fields}}, 201 if outcome.first else 200


@meetings.post("/sign-in-tickets", may=anyone, takes=ScannedCode, gives=TicketShape, status=201)
def exchange(body: dict[str, Any]) -> dict[str, Any]:
    """Exchange a scanned code for a ticket at once; signing in to the app may then take its time."""
    ticket, meeting = exchange_code(body["code"])
    return {"ticket": ticket, "expires_in": int(TICKET_LIVES.total_seconds()), "meeting": meeting}


@meetings.post("/sign-ins", may=any_member, takes=SignInRequest, gives=SignInShape, status=201)
def sign_in(body: dict[str, Any]) -> Response | tuple[dict[str, Any], int]:
    """Sign in to a meeting. A repeat answers like the first, with status 200 and the first time."""
    outcome = _sign_in(body, str(body["operation_id"]))
    if isinstance(outcome, Refused):
        return problem(outcome)
    return _shape_outcome(outcome), 201 if outcome.first else 200


def _sign_in(body: dict[str, Any], operation_id: str) -> Outcome | Refused:
    if "code" in body:
        return sign_in_by_code(g.actor, body["code"], operation_id)
    if "ticket" in body:
        return sign_in_by_ticket(g.actor, body["ticket"], operation_id)
    return sign_in_by_digits(g.actor, visible(Meeting, body["meeting_id"], g.actor), body["digits"], operation_id)


def _shape_outcome(outcome: Outcome) -> dict[str, Any]:
    meeting, standing = outcome.meeting, outcome.sign_in
    return {
        "meeting_id": meeting.id,
        "title": meeting.title,
        "signed_in_at": standing.signed_in_at,
        "already": not outcome.first,
        "method": standing.method,
        "credited_seconds": meeting.credited_seconds,
        "points": outcome.points,
    }


def _refuse_once_signed_in(meeting: Meeting) -> None:
    if meeting.closed_at or db.session.scalar(select(SignIn.id).where(SignIn.meeting_id == meeting.id).limit(1)):
        raise Refused("already_begun", "Members have signed in: the meeting can't be changed any more.")


def _shape(meeting: Meeting) -> dict[str, Any]:
    return shape_meetings([meeting], g.actor)[0]


def _shape_rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return shape_meetings([row[0] for row in rows], g.actor)
