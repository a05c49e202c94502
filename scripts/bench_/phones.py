"""Members' phones: who they are to the server, and the bytes that they send."""

import base64
import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bench_.server import HOST

ECDSA = ec.ECDSA(hashes.SHA256())


@dataclass
class Phone:
    """A member's phone with its device key. `address` is what the proxy says the request came from."""

    number: int
    key: ec.EllipticCurvePrivateKey
    member_id: int = 0
    session_id: int = 0
    access: str = ""
    refresh: str = ""
    address: str = ""

    @property
    def card_number(self) -> str:
        return f"{self.number:010}"

    @property
    def public_key(self) -> str:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return to_base64(point)

    def sign(self, message: str) -> str:
        """r and s as WebCrypto gives them."""
        r, s = decode_dss_signature(self.key.sign(message.encode(), ECDSA))
        return to_base64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))

    def sign_in(self, proof: str, *, way: str = "code", operation_id: str | None = None, bound: bool = False) -> bytes:
        """The final POST, by a code or a ticket; `bound`: a ticket of this phone's key, which is sent along."""
        operation = operation_id or str(uuid4())
        body = {"operation_id": operation, way: proof, "signature": self.sign(f"muster.sign-in|{operation}|{proof}")}
        return self.request("POST", "/api/sign-ins", {**body, "public_key": self.public_key} if bound else body)

    def request(self, method: str, path: str, body: Any = None, **headers: str) -> bytes:
        if self.access:
            headers["Authorization"] = f"Bearer {self.access}"
        return make_request(method, path, body, address=self.address, **headers)


def make_request(method: str, path: str, body: Any = None, *, address: str = "10.0.0.1", **headers: str) -> bytes:
    """A request as nginx hands it on (deploy/nginx.conf.template)."""
    content = b"" if body is None else json.dumps(body, separators=(",", ":")).encode()
    lines = {
        "Host": HOST,
        "X-Forwarded-For": address,
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": HOST,
        "X-Request-Id": uuid4().hex,
        **({"Content-Type": "application/json", "Content-Length": str(len(content))} if content else {}),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + content


def make_phone(number: int) -> Phone:
    """Each from an address of its own, as on mobile networks; a hall with one wireless network sets one for all."""
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return Phone(number, ec.generate_private_key(ec.SECP256R1()), address=address)


def to_base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
