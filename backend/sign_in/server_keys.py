"""The server keys of codes and cards, by the id that each of them names; kept in each process for a while.

A salt alone makes no key, and neither does the server's secret: rotating needs no restart, and a stolen copy of the
database signs nothing.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import current_app
from sqlalchemy import func, select, update

from backend.core import clock
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.keys import key_for
from backend.meetings.models import Meeting
from backend.sign_in.models import CodeKey

KEPT_SECONDS = 60
# An unknown id may be a key just made by another process; whoever guesses ids costs one query a second at most.
ASK_AGAIN_SECONDS = 1
LAST_ID = 255
RING = "muster.code_keys"


@dataclass
class Ring:
    salts: dict[int, str] = field(default_factory=dict)
    read_at: float = float("-inf")


def derive(key_id: int, purpose: str) -> bytes | None:
    """The 32-byte key of a purpose under a server key that somebody claims, or None where it is unknown or revoked."""
    salt = _ring(lambda ring: key_id not in ring.salts and _age(ring) > ASK_AGAIN_SECONDS).salts.get(key_id)
    return key_for(f"{purpose}|{salt}") if salt else None


def derive_own(key_id: int, purpose: str) -> bytes:
    """The same under a key that our own tables name, be it made by another process this moment."""
    return key_for(f"{purpose}|{_ring(lambda ring: key_id not in ring.salts).salts[key_id]}")


def current_key_id() -> int:
    """The key that meetings opened from now on sign with."""
    return db.session.scalars(select(func.max(CodeKey.id)).where(CodeKey.revoked_at.is_(None))).one()


def rotate(*, revoke: bool) -> int:
    """Make a new key and answer its id. Open meetings keep theirs, unless the older keys are revoked: then what they have
    signed (codes, leases, cards, reply keys) is void at once, and open meetings go on with the new key."""
    key_id = (db.session.scalar(select(func.max(CodeKey.id))) or 0) + 1
    if key_id > LAST_ID:
        raise Refused("keys_used_up", "All 255 key ids are used: start a new version of codes.")
    if revoke:
        db.session.execute(update(CodeKey).where(CodeKey.revoked_at.is_(None)).values(revoked_at=clock.now()))
        db.session.execute(update(Meeting).where(Meeting.closed_at.is_(None)).values(key_id=key_id))
    db.session.add(CodeKey(id=key_id, salt=secrets.token_hex(32)))
    db.session.flush()
    current_app.extensions.pop(RING, None)
    return key_id


def _ring(is_stale: Callable[[Ring], bool]) -> Ring:
    ring: Ring = current_app.extensions.setdefault(RING, Ring())
    if _age(ring) > KEPT_SECONDS or is_stale(ring):
        rows = db.session.execute(select(CodeKey.id, CodeKey.salt).where(CodeKey.revoked_at.is_(None)))
        ring.salts, ring.read_at = {row.id: row.salt for row in rows}, time.monotonic()
    return ring


def _age(ring: Ring) -> float:
    return time.monotonic() - ring.read_at
