"""Endpoints of the secretary's phone: the board, marks, approvals, undo, second checks."""

from typing import Any

from flask import Response, g, jsonify, request

from backend.board.board import board as read_board
from backend.board.decide import decide, undo
from backend.board.keep_boards import kept_board
from backend.board.marks import take_mark
from backend.board.read_checks import read_checks
from backend.board.schemas import (
    Approvals,
    BoardShape,
    CheckReply,
    CheckShape,
    DecidedList,
    MarkOutcomes,
    Marks,
    NewCheck,
)
from backend.board.sight import BoardSight
from backend.core.errors import Refused
from backend.core.versions import digest
from backend.core.web import Feature, visible
from backend.meetings.models import Meeting
from backend.meetings.views import note_view
from backend.permissions import helps_at_it, looks_after_it
from backend.sign_in import checks

board = Feature("board")


@board.get("/meetings/<int:meeting_id>/board", may=helps_at_it, on=Meeting, seen_as=BoardSight, gives=BoardShape)
def get_board(seen: BoardSight) -> Any:
    """Who is in and who is not. Poll with If-None-Match: an unchanged board costs a 304. That it was looked at is kept."""
    version = f"{g.actor.id}-{digest(repr(g.actor), seen.version)}"
    if request.if_none_match.contains(version):
        answer = Response(status=304)
    else:
        note_view(seen.id, g.actor.id, "board")
        answer = Response(kept_board(version, lambda: _write(visible(Meeting, seen.id, g.actor))), content_type="application/json")
    answer.set_etag(version)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _write(meeting: Meeting) -> bytes:
    return bytes(jsonify(BoardShape().dump(read_board(meeting, g.actor))).data)


@board.post("/meetings/<int:meeting_id>/marks", may=helps_at_it, on=Meeting, takes=Marks, gives=MarkOutcomes)
def mark_members(meeting: Meeting, body: dict[str, Any]) -> dict[str, Any]:
    """Mark members as present: by hand with a reason, by their card, or by their phone's reply. Answered one by one."""
    return {"items": [take_mark(meeting, g.actor, mark) for mark in body["marks"]]}


@board.post("/meetings/<int:meeting_id>/approvals", may=looks_after_it, on=Meeting, takes=Approvals, gives=DecidedList)
def decide_claims(meeting: Meeting, body: dict[str, Any]) -> dict[str, Any]:
    """Approve or decline sign-ins that wait. After closing it takes a correction, which gives a reason."""
    _refuse_unless_open(meeting)
    decided = decide(meeting, g.actor, body["sign_in_ids"], approve=body["approve"])
    return {"items": [{"sign_in_id": claim.id, "state": claim.state} for claim in decided]}


@board.delete("/meetings/<int:meeting_id>/sign-ins/<int:sign_in_id>", may=looks_after_it, on=Meeting, status=204)
def undo_mark(meeting: Meeting, sign_in_id: int) -> None:
    """Take a mark back within the meeting; that it was there, and who took it back, is kept."""
    _refuse_unless_open(meeting)
    undo(meeting, g.actor, sign_in_id)


@board.post("/meetings/<int:meeting_id>/checks", may=looks_after_it, on=Meeting, takes=NewCheck, gives=CheckShape, status=201)
def start_check(meeting: Meeting, body: dict[str, Any]) -> dict[str, Any]:
    """Look a second time: three who are in, drawn by lot; or a second code at a moment that nobody is told."""
    _refuse_unless_open(meeting)
    check = checks.start_check(meeting, body["kind"], g.actor.id)
    return next(one for one in read_checks(meeting) if one["id"] == check.id)


@board.put(
    "/meetings/<int:meeting_id>/checks/<int:check_id>/answers/<int:member_id>",
    may=looks_after_it,
    on=Meeting,
    takes=CheckReply,
    status=204,
)
def answer_check(meeting: Meeting, body: dict[str, Any], check_id: int, member_id: int) -> None:
    """A member who was called by name is there, or is not."""
    _refuse_unless_open(meeting)
    checks.answer(checks.asked_by(meeting, check_id, member_id), member_id, present=body["present"], actor_id=g.actor.id)


def _refuse_unless_open(meeting: Meeting) -> None:
    meeting.keep_open()
    if meeting.state != "open":
        raise Refused("closed" if meeting.closed_at else "not_open", "The meeting is not open.")
