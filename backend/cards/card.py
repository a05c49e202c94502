"""The code on a member card: it says who this is, and that this server says so."""

import hmac
import struct
from dataclasses import dataclass
from hashlib import sha256

from backend.sign_in import base32
from backend.sign_in.code import MAC_BYTES, link
from backend.sign_in.server_keys import current_key_id, derive, derive_own

VERSION = 1
# version, key id, member id, serial
PAYLOAD = struct.Struct(">BBQL")
SIZE = PAYLOAD.size + MAC_BYTES


@dataclass(frozen=True)
class Card:
    member_id: int
    serial: int


def card_link(member_id: int, serial: int) -> str:
    key_id = current_key_id()
    payload = PAYLOAD.pack(VERSION, key_id, member_id, serial)
    return link("C", base32.encode(payload + _mac(payload, derive_own(key_id, "card"))))


def read_card(text: str) -> Card | None:
    """Whose card this is, or None if this server never made it or its key is revoked. A card that was replaced reads well:
    the caller compares the serial."""
    content = base32.decode(text, SIZE)
    if content is None:
        return None
    payload, claimed = content[: PAYLOAD.size], content[PAYLOAD.size :]
    version, key_id, member_id, serial = PAYLOAD.unpack(payload)
    key = derive(key_id, "card")
    if version != VERSION or key is None or not hmac.compare_digest(_mac(payload, key), claimed):
        return None
    return Card(member_id, serial)


def _mac(payload: bytes, key: bytes) -> bytes:
    return hmac.digest(key, payload, sha256)[:MAC_BYTES]
