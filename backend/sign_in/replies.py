"""Mutual scan, both without a network: the member's phone answers the code on the screen with a reply code, which the
secretary's phone scans and brings later.

The reply is signed with a key that the server gave to this very sign-in of the app beforehand, over the code that was seen:
whoever made it held that phone and saw that code.
"""

import hmac
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import or_, select

from backend.auth.models import Session
from backend.core.db import db
from backend.meetings.facts import AnyMeeting
from backend.sign_in import base32
from backend.sign_in.code import MAC_BYTES, Series, make_code, series_of
from backend.sign_in.server_keys import derive, derive_own

VERSION = 1
# version, key id, session id, meeting id, second of the code that was seen
PAYLOAD = struct.Struct(">BBQLL")
SIZE = PAYLOAD.size + MAC_BYTES


@dataclass(frozen=True)
class Reply:
    key_id: int
    session_id: int
    meeting_id: int
    second: int
    payload: bytes
    mac: bytes


def reply_key(key_id: int, session_id: int) -> bytes:
    """The 32-byte key of a session's replies."""
    return derive_own(key_id, f"reply|{session_id}")


def read_reply(text: str) -> Reply | None:
    """What a reply says; whether it is true, `member_of_reply` tells."""
    content = base32.decode(text, SIZE)
    if content is None:
        return None
    payload, mac = content[: PAYLOAD.size], content[PAYLOAD.size :]
    version, key_id, session_id, meeting_id, second = PAYLOAD.unpack(payload)
    return Reply(key_id, session_id, meeting_id, second, payload, mac) if version == VERSION else None


def member_of_reply(reply: Reply, meeting: AnyMeeting, purpose: str) -> int | None:
    """Whose reply it is, if that phone saw this meeting's true code of that moment and was signed in to the app then."""
    key = derive(reply.key_id, f"reply|{reply.session_id}")
    if key is None or reply.meeting_id != meeting.id:
        return None
    seen = seen_code(series_of(meeting), purpose, reply.second)
    if not hmac.compare_digest(make_mac(key, reply.payload, seen), reply.mac):
        return None
    then = moment_of(reply, meeting)
    signed_in = or_(Session.ended_at.is_(None), Session.ended_at > then)
    return db.session.scalar(select(Session.member_id).where(Session.id == reply.session_id, signed_in))


def moment_of(reply: Reply, meeting: AnyMeeting) -> datetime:
    """When the code that the reply answers came onto the screens."""
    assert meeting.opened_at is not None
    return meeting.opened_at + timedelta(seconds=reply.second)


def seen_code(series: Series, purpose: str, second: int) -> str:
    """The code that every screen of the meeting showed at this second."""
    return make_code(series, purpose, age_ms=second * 1000)


def make_mac(key: bytes, payload: bytes, code: str) -> bytes:
    return hmac.digest(key, payload + code.encode(), sha256)[:MAC_BYTES]
