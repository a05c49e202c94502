"""Ask for leave, take it back, decide on it."""

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db, upsert
from backend.core.errors import NotFound, Refused
from backend.meetings.leave import Leave
from backend.meetings.models import Expected, Meeting
from backend.members.models import Member, leave_trace
from backend.notices.tell import tell
from backend.permissions import is_secretary_of


def ask_leave(meeting: Meeting, actor: Actor, reason: str) -> None:
    """Raises Refused once the meeting has begun, or for somebody who is not expected. Asking again replaces the reason
    until it is decided."""
    if db.session.get(Expected, (meeting.id, actor.id)) is None:
        raise Refused("not_on_roster", "You are not on this meeting's list.")
    if meeting.opened_at or clock.now() >= meeting.starts_at:
        raise Refused("leave_too_late", "The meeting has begun: talk to the secretary.")
    standing = db.session.get(Leave, (meeting.id, actor.id))
    if standing and standing.state in ("granted", "declined"):
        raise Refused("leave_decided", "The secretary has decided on this leave already.")
    row = {"meeting_id": meeting.id, "member_id": actor.id, "reason": reason, "state": "asked", "asked_at": clock.now()}
    changes = ("reason", "state", "asked_at")
    upsert(Leave, [row], ("meeting_id", "member_id"), lambda old, new: {name: new[name] for name in changes})


def withdraw_leave(meeting: Meeting, actor: Actor) -> None:
    leave = db.session.get(Leave, (meeting.id, actor.id), with_for_update=True)
    meeting.keep_open()
    if meeting.closed_at:
        raise Refused("closed", "The meeting is closed.")
    if leave and leave.state in ("asked", "granted"):
        leave.state = "withdrawn"


def decide_leave(meeting: Meeting, actor: Actor, member_id: int, *, granted: bool, note: str | None) -> None:
    """Raises NotFound where nothing was asked of this secretary."""
    leave = db.session.get(Leave, (meeting.id, member_id), with_for_update=True)
    if leave is None or leave.state == "withdrawn":
        raise NotFound
    if not may_decide(actor, db.session.get_one(Member, member_id).branch.path):
        raise Refused("forbidden", "The secretary of the member's own branch decides.", status=403)
    meeting.keep_open()
    if meeting.closed_at:
        raise Refused("closed", "The meeting is closed.")
    before, leave.state, leave.note = leave.state, "granted" if granted else "declined", note
    leave.decided_by, leave.decided_at = actor.id, clock.now()
    leave_trace(f"leave_{leave.state}", member_id=member_id, actor_id=actor.id, note=meeting.title)
    if leave.state != before:
        tell(member_id, "leave_decided", {"meeting_id": meeting.id, "title": meeting.title, "granted": granted, "reason": note})


def may_decide(actor: Actor, branch_path: str) -> bool:
    """Reasons are told to the secretary of the member's own branch alone, who therefore decides."""
    return is_secretary_of(actor, branch_path)
