"""Sign a member in to a meeting: by a live code, the ticket of one, six digits, or the secretary's hand."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, exists, select, update

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db, insert_once, upsert
from backend.core.errors import NotFound, Refused
from backend.ledger import rules
from backend.ledger.models import HOURS
from backend.ledger.post import Posting, post
from backend.meetings.models import DigitTry, Expected, Meeting, SignIn, Ticket
from backend.meetings.sign_in_code import digits_fit, is_live, read_code
from backend.members.models import Member, leave_trace, lock_member

TICKET_LIVES = timedelta(minutes=10)
MOST_DIGIT_TRIES = 5
ATTENDED = "attended"


@dataclass(frozen=True)
class Outcome:
    sign_in: SignIn
    meeting: Meeting
    first: bool
    points: int


def exchange_code(text: str) -> tuple[str, Meeting]:
    """A single-use ticket for a live code. Raises Refused for a code that is false, too old, or of no open meeting."""
    meeting = _meeting_of_code(text)
    ticket = secrets.token_urlsafe(16)
    db.session.execute(delete(Ticket).where(Ticket.expires_at < clock.now()))
    db.session.add(Ticket(hash=_hashed(ticket), meeting_id=meeting.id, expires_at=clock.now() + TICKET_LIVES))
    return ticket, meeting


def sign_in_by_code(actor: Actor, text: str, operation_id: str) -> Outcome:
    meeting = _meeting_of_code(text, member_id=actor.id)
    return _repeat(actor.id, meeting) or _sign_in(actor, meeting, "code", operation_id)


def sign_in_by_ticket(actor: Actor, ticket: str, operation_id: str) -> Outcome:
    row = db.session.get(Ticket, _hashed(ticket))
    if row is None:
        raise Refused("ticket_expired", "Scan the code again.")
    meeting = db.session.get_one(Meeting, row.meeting_id)
    if again := _repeat(actor.id, meeting):
        return again
    # Conditional update: of two requests with one ticket, one alone uses it.
    free = update(Ticket).where(Ticket.hash == row.hash, Ticket.used_by.is_(None), Ticket.expires_at >= clock.now())
    if not db.session.execute(free.values(used_by=actor.id).returning(Ticket.hash)).first():
        raise Refused("ticket_expired" if row.expires_at < clock.now() else "ticket_used", "Scan the code again.")
    return _sign_in(actor, meeting, "code", operation_id)


def sign_in_by_digits(actor: Actor, meeting: Meeting, digits: str, operation_id: str) -> Outcome | Refused:
    """A wrong try is answered, not raised: its count must be committed."""
    if again := _repeat(actor.id, meeting):
        return again
    _refuse_unless_open(meeting)
    tried = db.session.scalar(select(DigitTry.count).where(DigitTry.meeting_id == meeting.id, DigitTry.member_id == actor.id)) or 0
    if tried >= MOST_DIGIT_TRIES:
        return Refused("too_many_tries", "Ask the secretary to mark you by hand.", status=429)
    if not digits_fit(digits, meeting.id, meeting.generation, age_ms=age_ms(meeting)):
        upsert(
            DigitTry,
            [{"meeting_id": meeting.id, "member_id": actor.id, "count": 1}],
            ("meeting_id", "member_id"),
            lambda old, new: {"count": old["count"] + 1},
        )
        return Refused("digits_wrong", "Look at the screen again: the digits change every half minute.", status=422)
    return _sign_in(actor, meeting, "digits", operation_id)


def mark_by_hand(actor: Actor, meeting: Meeting, member_id: int, reason: str) -> Outcome:
    """The secretary's mark, always shown as such; the member can see who set it."""
    member = db.session.get(Member, member_id)
    if member is None or not _expects(meeting, member_id):
        raise NotFound
    if again := _repeat(member_id, meeting):
        return again
    _refuse_unless_open(meeting)
    leave_trace("marked_by_hand", member_id=member_id, actor_id=actor.id, note=reason)
    return _book(meeting, member.id, member.branch_id, {"method": "by_hand", "reason": reason, "actor_id": actor.id})


def age_ms(meeting: Meeting) -> int:
    """How long the meeting has been open."""
    assert meeting.opened_at is not None
    return clock.now_ms() - clock.to_ms(meeting.opened_at)


def _meeting_of_code(text: str, member_id: int | None = None) -> Meeting:
    code = read_code(text)
    meeting = db.session.get(Meeting, code.meeting_id) if code else None
    if code is None or meeting is None or code.generation != meeting.generation:
        raise Refused("code_invalid", "This is not a sign-in code of ours: scan the one on the screen.", status=422)
    if member_id and _standing(member_id, meeting):
        return meeting
    _refuse_unless_open(meeting)
    if not is_live(code, age_ms=age_ms(meeting)):
        raise Refused("code_expired", "The code has changed: scan the screen again.")
    return meeting


def _refuse_unless_open(meeting: Meeting) -> None:
    if meeting.closed_at:
        raise Refused("closed", "Signing in is closed: talk to the secretary.")
    if not meeting.opened_at:
        raise Refused("too_early", "Signing in has not begun: wait for the code on the screen.")


def _standing(member_id: int, meeting: Meeting) -> SignIn | None:
    return db.session.scalar(select(SignIn).where(SignIn.meeting_id == meeting.id, SignIn.member_id == member_id))


def _repeat(member_id: int, meeting: Meeting) -> Outcome | None:
    """A second sign-in answers like the first, with the first time."""
    standing = _standing(member_id, meeting)
    return Outcome(standing, meeting, first=False, points=0) if standing else None


def _sign_in(actor: Actor, meeting: Meeting, method: str, operation_id: str) -> Outcome:
    _refuse_unless_open(meeting)
    if not _expects(meeting, actor.id):
        raise Refused("not_on_roster", "You are not on this meeting's list: talk to the secretary.")
    return _book(meeting, actor.id, actor.branch_id, {"method": method, "operation_id": operation_id})


def _expects(meeting: Meeting, member_id: int) -> bool:
    return bool(db.session.scalar(select(exists().where(Expected.meeting_id == meeting.id, Expected.member_id == member_id))))


def _book(meeting: Meeting, member_id: int, branch_id: int, how: dict[str, Any]) -> Outcome:
    """The sign-in with its hours and points, in one transaction; of two at once the database takes one."""
    lock_member(member_id)
    row = {"meeting_id": meeting.id, "member_id": member_id, "signed_in_at": clock.now(), **how}
    inserted = insert_once(SignIn, [row], returning=[SignIn.id])
    standing = _standing(member_id, meeting)
    assert standing is not None
    if not inserted:
        return Outcome(standing, meeting, first=False, points=0)
    source, day = ("sign_in", str(standing.id)), clock.day_of(meeting.starts_at)
    deed = rules.Deed(source, meeting.title, day)
    (points,) = rules.award(rules.MEETING_ATTENDED, [deed], member_id=member_id, branch_id=branch_id)
    post(Posting(HOURS, member_id, branch_id, meeting.credited_seconds, ATTENDED, source, meeting.title, day), points)
    return Outcome(standing, meeting, first=True, points=points.amount)


def _hashed(ticket: str) -> str:
    return hashlib.sha256(ticket.encode()).hexdigest()
