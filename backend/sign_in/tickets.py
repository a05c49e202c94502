"""Tickets: a scanned code is exchanged at once, without signing in to the app, so that a slow login can't eat its life."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete, or_, update

from backend.auth.devices import hash_key, is_signed_by
from backend.core import clock
from backend.core.db import db
from backend.core.errors import Refused
from backend.meetings.models import Meeting
from backend.sign_in.code import age_ms, is_live, read_code, series_of
from backend.sign_in.door import refuse_other_series, refuse_unless_open
from backend.sign_in.models import Ticket

LIVES = timedelta(minutes=10)


def exchange_code(text: str, public_key: str | None, signature: str | None) -> tuple[str, Ticket, Meeting]:
    """A single-use ticket for a live code, bound to the device key that signs for it. Raises Refused for a code that is
    false, too old, or of no open meeting."""
    code = read_code(text)
    meeting = db.session.get(Meeting, code.meeting_id) if code else None
    if code is None or meeting is None:
        raise Refused("code_invalid", "This is not a sign-in code of ours: scan the one on the screen.", status=422)
    refuse_other_series(meeting, code)
    refuse_unless_open(meeting)
    if not is_live(code, series_of(meeting), age_ms=age_ms(meeting)):
        raise Refused("code_expired", "The code has changed: scan the screen again.")
    holds_key = public_key and signature and is_signed_by(public_key, f"muster.ticket|{text}", signature)
    secret = secrets.token_urlsafe(16)
    ticket = Ticket(
        hash=_hashed(secret),
        meeting_id=meeting.id,
        purpose=code.purpose,
        key_hash=hash_key(public_key) if public_key and holds_key else None,
        expires_at=clock.now() + LIVES,
    )
    db.session.execute(delete(Ticket).where(Ticket.expires_at < clock.now() - LIVES))
    db.session.add(ticket)
    return secret, ticket, meeting


def find_ticket(secret: str) -> Ticket:
    ticket = db.session.get(Ticket, _hashed(secret))
    if ticket is None:
        raise Refused("ticket_expired", "Scan the code again.")
    return ticket


def use_ticket(ticket: Ticket, member_id: int) -> None:
    """Of two members with one ticket, one alone uses it: the update has the condition in it. Who used it may ask again."""
    mine = or_(Ticket.used_by.is_(None), Ticket.used_by == member_id)
    free = update(Ticket).where(Ticket.hash == ticket.hash, mine, Ticket.expires_at >= clock.now())
    if not db.session.execute(free.values(used_by=member_id).returning(Ticket.hash)).first():
        raise Refused("ticket_expired" if ticket.expires_at < clock.now() else "ticket_used", "Scan the code again.")


def refuse_other_device(ticket: Ticket, message: str, public_key: str | None, signature: str | None) -> None:
    """A ticket that a device key was bound to is of no use to anybody without that key."""
    if ticket.key_hash is None:
        return
    ours = public_key is not None and secrets.compare_digest(hash_key(public_key), ticket.key_hash)
    if not ours or not is_signed_by(public_key or "", message, signature or ""):
        raise Refused("ticket_of_another_device", "This scan belongs to another phone: scan the code with this one.")


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
