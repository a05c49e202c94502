"""Marks that the secretary or a helper makes: by hand, by scanning a member card, or a reply to the code; also later,
when they were made without a network. Each is answered by itself: one that can't be taken spoils no other."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from backend.board.find_card import member_of_card
from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import Refused
from backend.meetings.attend import book
from backend.meetings.models import Meeting
from backend.members.models import Member, leave_trace
from backend.sign_in.door import find_door, let_in, refuse_unless_open
from backend.sign_in.replies import member_of_reply, moment_of, read_reply

UPLOADED_WITHIN = timedelta(hours=24)


@dataclass(frozen=True)
class Seen:
    """Who was seen, and how sure that is."""

    member: Member
    method: str
    assurance: str
    reason: str | None
    moment: Any


def take_mark(meeting: Meeting, actor: Actor, mark: dict[str, Any]) -> dict[str, Any]:
    """The outcome of one mark (a MarkOutcome). Refusals are answered, not raised."""
    try:
        seen = _see(meeting, mark)
        with db.session.begin_nested():
            first = _book(meeting, actor, seen, mark)
    except Refused as refusal:
        return {"operation_id": mark["operation_id"], "outcome": "refused", "code": refusal.code, "member_id": None, "name": None}
    outcome = "accepted" if first else "already"
    return {"operation_id": mark["operation_id"], "outcome": outcome, "code": None, "member_id": seen.member.id, "name": seen.member.name}


def _see(meeting: Meeting, mark: dict[str, Any]) -> Seen:
    refuse_unless_open(meeting)
    assert meeting.opened_at is not None
    moment = max(meeting.opened_at, clock.now() - timedelta(milliseconds=mark["waited_ms"]))
    if "reply" in mark:
        return _see_reply(meeting, mark)
    if "card" in mark:
        return Seen(member_of_card(mark["card"]), "card", "D", "card", moment)
    member = db.session.get(Member, mark["member_id"])
    if member is None or member.status != "active":
        raise Refused("not_on_roster", "This person is not on the meeting's list.")
    return Seen(member, "by_hand", "D", mark["reason"], moment)


def _see_reply(meeting: Meeting, mark: dict[str, Any]) -> Seen:
    """B: the phone held its own key and saw the true code; when, only the code itself tells."""
    reply = read_reply(_text_of(mark["reply"]))
    member_id = member_of_reply(reply, meeting, mark["kind"]) if reply else None
    if reply is None or member_id is None:
        raise Refused("reply_invalid", "This is not a reply to this meeting's code.", status=422)
    moment = moment_of(reply, meeting)
    if not moment <= clock.now() <= moment + UPLOADED_WITHIN:
        raise Refused("reply_expired", "This reply is older than a day.")
    return Seen(db.session.get_one(Member, member_id), "reply", "B", None, moment)


def _book(meeting: Meeting, actor: Actor, seen: Seen, mark: dict[str, Any]) -> bool:
    door = find_door(meeting.id, seen.member.id, mark["kind"])
    assert door is not None
    refuse_unless_open(door.meeting)
    if not door.on_leave:  # who came in spite of a leave is seen: the secretary's eye decides
        let_in(door)
    operation_id = str(mark["operation_id"])
    booked = book(
        meeting,
        seen.member.branch_id,
        member_id=seen.member.id,
        kind=mark["kind"],
        method=seen.method,
        assurance=seen.assurance,
        signed_in_at=seen.moment,
        operation_id=operation_id,
        reason=seen.reason,
        actor_id=actor.id,
    )
    if booked.first:
        leave_trace(
            f"marked_{seen.method}", member_id=seen.member.id, actor_id=actor.id, note=f"{meeting.title}: {seen.reason or ''}"[:200]
        )
    return booked.first


def _text_of(scanned: str) -> str:
    """The code within a scanned link, or the bare code."""
    return scanned.rstrip("/").rpartition("/")[2]
