"""The rotating sign-in code: derived from the meeting's key and the time, so nothing about it is stored and every
screen shows the same. The server's clock alone decides.

A code is Crockford base32 of version, key id, generation, meeting id, slot and an 80-bit HMAC-SHA256.
"""

import hmac
import struct
from dataclasses import dataclass
from hashlib import sha256

from flask import current_app

from backend.core.keys import key_for

VERSION, KEY_ID = 1, 1
SLOT_MS = 10_000
DIGITS_SLOT_MS = 30_000
LIVES_MS = 25_000  # its own slot, the next one, and 5 s on the way
MAC_BYTES = 10
# version, key id, generation, meeting id, slot
PAYLOAD = struct.Struct(">BBHIL")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 36  # letters of a whole code: 22 bytes, 5 bits a letter


@dataclass(frozen=True)
class Code:
    meeting_id: int
    generation: int
    slot: int


def make_code(meeting_id: int, generation: int, *, age_ms: int) -> str:
    """The code of a meeting that has been open for `age_ms`."""
    payload = PAYLOAD.pack(VERSION, KEY_ID, generation, meeting_id, age_ms // SLOT_MS)
    return _encode(payload + _mac(payload, meeting_id, generation))


def read_code(text: str) -> Code | None:
    """What a code says, or None if this server never made it. Touches no database."""
    content = _decode(text)
    if content is None:
        return None
    payload, claimed = content[: PAYLOAD.size], content[PAYLOAD.size :]
    version, key_id, generation, meeting_id, slot = PAYLOAD.unpack(payload)
    if (version, key_id) != (VERSION, KEY_ID) or not hmac.compare_digest(_mac(payload, meeting_id, generation), claimed):
        return None
    return Code(meeting_id, generation, slot)


def is_live(code: Code, *, age_ms: int) -> bool:
    """Is the code young enough? `age_ms`: how long the meeting has been open."""
    return 0 <= age_ms - code.slot * SLOT_MS <= LIVES_MS


def make_digits(meeting_id: int, generation: int, *, age_ms: int) -> str:
    """The six digits to type where no camera is; new every 30 s."""
    message = f"digits|{age_ms // DIGITS_SLOT_MS}".encode()
    number = int.from_bytes(hmac.digest(_key(meeting_id, generation), message, sha256)[:8], "big")
    return f"{number % 1_000_000:06}"


def digits_fit(digits: str, meeting_id: int, generation: int, *, age_ms: int) -> bool:
    """Do these digits belong to the present 30 s, or to those just gone?"""
    recent = [make_digits(meeting_id, generation, age_ms=max(0, age_ms - back)) for back in (0, DIGITS_SLOT_MS)]
    return any(hmac.compare_digest(digits.encode(), one.encode()) for one in recent)


def link(code: str) -> str:
    """What the QR code holds. All upper case: the symbol then needs far fewer modules, and is read from further away."""
    return f"{current_app.config['MUSTER'].public_url.rstrip('/')}/S/{code}".upper()


def _key(meeting_id: int, generation: int) -> bytes:
    return key_for(f"sign-in|{meeting_id}|{generation}")


def _mac(payload: bytes, meeting_id: int, generation: int) -> bytes:
    return hmac.digest(_key(meeting_id, generation), payload, sha256)[:MAC_BYTES]


def _encode(content: bytes) -> str:
    number = int.from_bytes(content, "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def _decode(text: str) -> bytes | None:
    # Crockford: what is easily misread counts as what was meant.
    letters = text.upper().translate(str.maketrans("ILO", "110"))
    if len(letters) != LENGTH or any(letter not in ALPHABET for letter in letters):
        return None
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    size = PAYLOAD.size + MAC_BYTES
    return number.to_bytes(size, "big") if number < 1 << 8 * size else None
