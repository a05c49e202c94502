"""Leases: a screen takes a meeting's keys along for three hours at most, and shows codes without a network."""

import base64
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.pages import Listing
from backend.meetings.models import Meeting
from backend.members.models import Member
from backend.sign_in.code import PERIOD_MS, VERSION, age_ms, link, period_key, series_of
from backend.sign_in.models import Lease

LIVES = timedelta(hours=3)


def take_lease(meeting: Meeting, actor: Actor) -> dict[str, Any]:
    """The keys of the half hours from now to the lease's end, and all else that a screen needs. That it was taken is kept."""
    now = clock.now()
    lease = Lease(meeting_id=meeting.id, member_id=actor.id, session_id=actor.session_id, generation=meeting.generation)
    lease.taken_at, lease.expires_at = now, now + LIVES
    db.session.add(lease)
    db.session.flush()
    series, age = series_of(meeting), age_ms(meeting)
    lives_ms = int(LIVES.total_seconds() * 1000)
    periods = range(age // PERIOD_MS, (age + lives_ms) // PERIOD_MS + 1)
    return {
        "id": lease.id,
        "meeting_id": meeting.id,
        "title": meeting.title,
        "link": link("S", ""),
        "version": VERSION,
        "key_id": series.key_id,
        "generation": series.generation,
        "slot_ms": series.slot_ms,
        "age_ms": age,
        "expires_in_ms": lives_ms,
        "period_ms": PERIOD_MS,
        "keys": [{"period": period, "key": to_base64(period_key(series, period * PERIOD_MS))} for period in periods],
    }


def leases_of(meeting: Meeting) -> Listing:
    """Who took the keys along, and until when."""
    taken = select(Lease.id, Member.name, Lease.taken_at, Lease.expires_at).join(Member, Member.id == Lease.member_id)
    return Listing(taken.where(Lease.meeting_id == meeting.id), by=(Lease.id.desc(),), shape=list)


def to_base64(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode().rstrip("=")
