"""The rotating sign-in code: derived from the meeting's key and the time, so nothing about it is stored and every
screen shows the same. The server's clock alone decides.

A code is Crockford base32 of version and purpose, key id, generation, meeting id, the second of the meeting at which its slot
began, and an 80-bit HMAC-SHA256. Its key is good for one half hour, so a screen that takes keys along gets no more than it
was given, and a false code is known as such before the database is asked.
"""

import hmac
import struct
from dataclasses import dataclass
from hashlib import sha256

from backend.core import clock
from backend.core.config import settings
from backend.meetings.facts import AnyMeeting
from backend.sign_in import base32
from backend.sign_in.server_keys import derive, derive_own

VERSION = 2
PURPOSES = ("in", "out", "check")
PERIOD_MS = 30 * 60_000
DIGITS_SLOT_MS = 30_000
TRAVEL_MS = 5_000  # what a code may take on its way, after its own slot and the next one
MAC_BYTES = 10
# version and purpose, key id, generation, meeting id, second
PAYLOAD = struct.Struct(">BBHIL")
SIZE = PAYLOAD.size + MAC_BYTES


@dataclass(frozen=True)
class Series:
    """What the codes of an open meeting have in common."""

    meeting_id: int
    key_id: int
    generation: int
    slot_ms: int


@dataclass(frozen=True)
class Code:
    meeting_id: int
    key_id: int
    generation: int
    second: int
    purpose: str


def series_of(meeting: AnyMeeting) -> Series:
    return Series(meeting.id, meeting.key_id, meeting.generation, meeting.slot_ms)


def age_ms(meeting: AnyMeeting) -> int:
    """How long the meeting has been open."""
    assert meeting.opened_at is not None
    return clock.now_ms() - clock.to_ms(meeting.opened_at)


def make_code(series: Series, purpose: str, *, age_ms: int) -> str:
    """The code of a meeting that has been open for `age_ms`."""
    began_ms = age_ms - age_ms % series.slot_ms
    head = VERSION << 4 | PURPOSES.index(purpose) + 1
    payload = PAYLOAD.pack(head, series.key_id, series.generation, series.meeting_id, began_ms // 1000)
    return base32.encode(payload + _mac(payload, period_key(series, began_ms)))


def read_code(text: str) -> Code | None:
    """What a code says, or None if this server never made it. Touches no table of meetings or members."""
    content = base32.decode(text, SIZE)
    if content is None:
        return None
    payload, mac = content[: PAYLOAD.size], content[PAYLOAD.size :]
    head, key_id, generation, meeting_id, second = PAYLOAD.unpack(payload)
    if head >> 4 != VERSION or not 1 <= head & 15 <= len(PURPOSES):
        return None
    key = derive(key_id, _purpose(meeting_id, generation, second * 1000))
    if key is None or not hmac.compare_digest(_mac(payload, key), mac):
        return None
    return Code(meeting_id, key_id, generation, second, PURPOSES[(head & 15) - 1])


def is_live(code: Code, series: Series, *, age_ms: int) -> bool:
    """Is the code young enough: its own slot, the next one, and its travel? `age_ms`: how long the meeting has been open."""
    return 0 <= age_ms - code.second * 1000 <= 2 * series.slot_ms + TRAVEL_MS


def make_digits(series: Series, purpose: str, *, age_ms: int) -> str:
    """The six digits to type where no camera is; new every 30 s."""
    began_ms = age_ms - age_ms % DIGITS_SLOT_MS
    return digits_of(period_key(series, began_ms), purpose, age_ms=age_ms)


def digits_of(key: bytes, purpose: str, *, age_ms: int) -> str:
    message = f"digits|{purpose}|{age_ms // DIGITS_SLOT_MS}".encode()
    number = int.from_bytes(hmac.digest(key, message, sha256)[:8], "big")
    return f"{number % 1_000_000:06}"


def digits_fit(digits: str, series: Series, purpose: str, *, age_ms: int) -> bool:
    """Do these digits belong to the present 30 s, or to those just gone?"""
    recent = [make_digits(series, purpose, age_ms=max(0, age_ms - back)) for back in (0, DIGITS_SLOT_MS)]
    return any(hmac.compare_digest(digits.encode(), one.encode()) for one in recent)


def period_key(series: Series, at_ms: int) -> bytes:
    """The 32-byte key of the half hour in which the meeting is `at_ms` old."""
    return derive_own(series.key_id, _purpose(series.meeting_id, series.generation, at_ms))


def link(kind: str, text: str) -> str:
    """What a QR code holds. All upper case: the symbol then needs far fewer modules, and is read from further away."""
    return f"{settings().public_url.rstrip('/')}/{kind}/{text}".upper()


def _purpose(meeting_id: int, generation: int, at_ms: int) -> str:
    return f"sign-in|{meeting_id}|{generation}|{at_ms // PERIOD_MS}"


def _mac(payload: bytes, key: bytes) -> bytes:
    return hmac.digest(key, payload, sha256)[:MAC_BYTES]
