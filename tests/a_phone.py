"""A phone as the app drives it: a P-256 key of its own, registered after signing in to the app, that signs each sign-in."""

import base64
import hmac
from hashlib import sha256
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from backend.sign_in import base32, replies
from tests.asker import Asker


class Phone:
    def __init__(self, ask: Asker) -> None:
        self.ask = ask
        self.key = ec.generate_private_key(ec.SECP256R1())
        point = self.key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
        self.public_key = to_base64(point)

    def register(self, person: str, **changes: Any) -> Any:
        anchor = self.ask.anchor(person)
        message = f"muster.device|{self.ask.world[person]}|{anchor}"
        body = {"public_key": self.public_key, "signature": self.sign(message), "anchor": anchor, "name": "phone", **changes}
        return self.ask(person, "PUT", "/api/auth/device-key", json=body)

    def sign(self, message: str) -> str:
        r, s = decode_dss_signature(self.key.sign(message.encode(), ec.ECDSA(hashes.SHA256())))
        return to_base64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))

    def sign_in(self, person: str, **how: Any) -> Any:
        """Like the app: signed, under an operation id of its own."""
        operation = how.pop("operation_id", str(uuid4()))
        proof = next(how[way] for way in ("code", "ticket", "digits") if way in how)
        body = {"operation_id": operation, "signature": self.sign(f"muster.sign-in|{operation}|{proof}"), **how}
        return self.ask(person, "POST", "/api/sign-ins", json=body)


def reply_to(key: dict[str, Any], code: str) -> str:
    """What a member's phone shows to the secretary's without a network: a reply to the code, by the key it was given."""
    seen = base32.decode(code, 22)
    assert seen is not None
    meeting_id, second = int.from_bytes(seen[4:8], "big"), int.from_bytes(seen[8:12], "big")
    payload = replies.PAYLOAD.pack(replies.VERSION, key["key_id"], key["session_id"], meeting_id, second)
    mac = hmac.digest(from_base64(key["key"]), payload + code.encode(), sha256)[:10]
    return "HTTPS://MUSTER.TEST/R/" + base32.encode(payload + mac)


def to_base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def from_base64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
