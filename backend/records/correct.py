"""Correct a closed meeting: the deed, its effect on hours and points, and the link that says so for good."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import NotFound, Refused
from backend.meetings.attend import book, recount
from backend.meetings.models import Expected, Meeting
from backend.meetings.sign_ins import KINDS, SignIn
from backend.members.models import Member, leave_trace, lock_member
from backend.notices.tell import tell
from backend.records.chain import append, asked_of, corrections_of
from backend.records.close import freeze
from backend.records.hold import hold
from backend.records.minutes import write_minutes
from backend.records.models import Correction, Record
from backend.records.read_list import Row, read_list

APPROVE_WITHIN = timedelta(days=7)  # a phone uploads within a day; the secretary has the rest of the week


def correct(meeting: Meeting, actor: Actor, *, kind: str, reason: str, asked: dict[str, Any]) -> tuple[Correction, bool]:
    """The correction, and whether it is new: the same one sent again answers like the first."""
    meeting = hold(meeting.id)
    if not meeting.closed_at:
        raise Refused("not_closed", "Only what is closed needs a correction.")
    record = db.session.get(Record, meeting.id) or freeze(meeting, actor.id)
    last = next(iter(corrections_of(meeting.id)[-1:]), None)
    if last and (last.kind, last.reason, last.actor_id, asked_of(last)) == (kind, reason, actor.id, asked):
        return last, False
    member_id, now = DEEDS[kind](meeting, actor, reason, **asked)
    if member_id:
        leave_trace(f"correction_{kind}", member_id=member_id, actor_id=actor.id, note=f"{meeting.title}: {reason}"[:200])
    detail = {"asked": asked, "now": now}
    return append(record, kind=kind, member_id=member_id, detail=detail, reason=reason, actor_id=actor.id), True


def _add(meeting: Meeting, actor: Actor, reason: str, *, member_id: int) -> tuple[int, Row]:
    """Was there, and nobody marked it: a mark by hand, from the meeting's beginning on."""
    member = _on_the_list(meeting, member_id)
    if read_list(meeting, only=member_id)[0]["arrival"]:
        raise Refused("already_signed_in", "This member is on the list as present.")
    mark = {"method": "by_hand", "assurance": "D", "reason": reason, "signed_in_at": meeting.starts_at, "actor_id": actor.id}
    book(meeting, member.branch_id, member_id=member_id, **mark)
    return _row(meeting, member_id)


def _remove(meeting: Meeting, actor: Actor, reason: str, *, member_id: int) -> tuple[int, Row]:
    """Was not there: every mark that was accepted is undone, and what it brought is taken back."""
    member = _on_the_list(meeting, member_id)
    lock_member(member_id)
    mine = (SignIn.meeting_id == meeting.id, SignIn.member_id == member_id, SignIn.state == "accepted")
    undone = {"state": "undone", "counts": False, "decided_by": actor.id, "decided_at": clock.now()}
    if not db.session.execute(update(SignIn).where(*mine).values(**undone).returning(SignIn.id)).all():
        raise Refused("not_signed_in", "This member is not on the list as present.")
    for kind in KINDS:
        recount(meeting, member_id, member.branch_id, kind, reason=reason, actor_id=actor.id)
    return _row(meeting, member_id)


def _approve(meeting: Meeting, actor: Actor, reason: str, *, sign_in_id: int) -> tuple[int, Row]:
    """A claim that came too late to be decided in the meeting was true."""
    claim = db.session.get(SignIn, sign_in_id)
    if claim is None or claim.meeting_id != meeting.id:
        raise NotFound
    lock_member(claim.member_id)
    db.session.refresh(claim)
    if claim.state != "waiting":
        raise Refused("not_waiting", "This claim is decided already.")
    assert meeting.closed_at is not None
    if clock.now() > meeting.closed_at + APPROVE_WITHIN:
        raise Refused("approval_too_late", "A claim can be approved within seven days of the closing.")
    claim.state, claim.decided_by, claim.decided_at = "accepted", actor.id, clock.now()
    db.session.flush()
    branch_id = db.session.get_one(Member, claim.member_id).branch_id
    recount(meeting, claim.member_id, branch_id, claim.kind, reason=reason, actor_id=actor.id)
    about = {"meeting_id": meeting.id, "title": meeting.title, "approved": True}
    tell(claim.member_id, "claim_decided", about, once=f"claim/{claim.id}")
    return _row(meeting, claim.member_id)


def _rewrite_minutes(meeting: Meeting, actor: Actor, reason: str, *, minutes: str) -> tuple[None, Row]:
    return None, {"version": write_minutes(meeting, actor, minutes).version}


DEEDS: dict[str, Callable[..., tuple[int | None, Row]]] = {
    "add": _add,
    "remove": _remove,
    "approve": _approve,
    "minutes": _rewrite_minutes,
}


def _on_the_list(meeting: Meeting, member_id: int) -> Member:
    """Raises Refused for whoever was not expected, in the same words whether there is such a member or not."""
    if db.session.get(Expected, (meeting.id, member_id)) is None:
        raise Refused("not_on_roster", "This person is not on the meeting's list.")
    return db.session.get_one(Member, member_id)


def _row(meeting: Meeting, member_id: int) -> tuple[int, Row]:
    return member_id, read_list(meeting, only=member_id)[0]
