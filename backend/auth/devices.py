"""Device keys: a P-256 key that a browser made and can't give away, and the members who use that browser.

A key tells that the same browser signs again; it does not tell who holds the phone.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from sqlalchemy import ForeignKey, Index, Select, String, func, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.auth.models import Session
from backend.core import clock
from backend.core.actor import Actor
from backend.core.anchor import read_anchor
from backend.core.db import Id, Model, UtcDateTime, db, insert_once
from backend.core.errors import Refused

KEY_BYTES = 65  # an uncompressed point of P-256
SIGNATURE_BYTES = 64  # r and s, as WebCrypto gives them
ANCHOR_LIVES_MS = 10 * 60_000


class Device(Model):
    """A browser, known by its public key (base64url of the uncompressed point)."""

    __tablename__ = "devices"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    public_key: Mapped[str] = mapped_column(String(90))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class MemberDevice(Model):
    """A member uses a device; several may share one."""

    __tablename__ = "member_devices"
    __table_args__ = (
        Index(
            "uq_member_devices_in_use",
            "member_id",
            "device_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("devices.id"), index=True)
    name: Mapped[str] = mapped_column(String(80), default="")
    since: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    device: Mapped[Device] = relationship(lazy="joined", innerjoin=True)

    @staticmethod
    def visible_to(actor: Actor) -> Select[MemberDevice]:
        """My own devices, never another's."""
        return select(MemberDevice).where(MemberDevice.member_id == actor.id, MemberDevice.revoked_at.is_(None))


def register_device(actor: Actor, *, public_key: str, signature: str, anchor: str, name: str) -> MemberDevice:
    """Take in the key of the browser that asks; it proves by a signature over a fresh anchor that it holds it.
    Raises Refused for a key that is none, or a signature that is not by it."""
    moment = read_anchor(anchor, actor.id)
    fresh = moment is not None and clock.now_ms() - moment <= ANCHOR_LIVES_MS
    if not fresh or not is_signed_by(public_key, registration_message(actor.id, anchor), signature):
        raise Refused("device_key_invalid", "This browser could not prove its key: reload the page.", status=422)
    key_hash = hash_key(public_key)
    insert_once(Device, [{"key_hash": key_hash, "public_key": public_key, "created_at": clock.now()}], returning=[Device.id])
    device_id = db.session.scalars(select(Device.id).where(Device.key_hash == key_hash)).one()
    row = {"member_id": actor.id, "device_id": device_id, "name": name, "since": clock.now()}
    insert_once(MemberDevice, [row], returning=[MemberDevice.id])
    db.session.get_one(Session, actor.session_id).device_id = device_id
    return db.session.scalars(MemberDevice.visible_to(actor).where(MemberDevice.device_id == device_id)).one()


def shared_among(device_ids: Iterable[int]) -> set[int]:
    """Those of the devices that more than one member uses."""
    users = select(MemberDevice.device_id).where(MemberDevice.device_id.in_(list(device_ids)), MemberDevice.revoked_at.is_(None))
    return set(db.session.scalars(users.group_by(MemberDevice.device_id).having(func.count() > 1)))


def device_of_browser(device_hash: str) -> int | None:
    """The device whose key this browser has registered, whoever was signed in."""
    known = select(Session.device_id).where(Session.device_hash == device_hash, Session.device_id.is_not(None))
    return db.session.scalar(known.order_by(Session.id.desc()).limit(1))


def revoke_device(used: MemberDevice) -> None:
    """The member no longer uses this device: its sessions of this member end."""
    used.revoked_at = clock.now()
    theirs = (Session.member_id == used.member_id, Session.device_id == used.device_id, Session.ended_at.is_(None))
    for session in db.session.scalars(select(Session).where(*theirs)):
        session.end("device_revoked")


def registration_message(member_id: int, anchor: str) -> str:
    return f"muster.device|{member_id}|{anchor}"


def is_signed_by(public_key: str, message: str, signature: str) -> bool:
    """ECDSA P-256 over SHA-256, signature as r and s of 32 bytes each (IEEE P1363, as WebCrypto signs)."""
    key, pair = read_public_key(public_key), _read_base64(signature)
    if key is None or pair is None or len(pair) != SIGNATURE_BYTES:
        return False
    half = SIGNATURE_BYTES // 2
    r, s = int.from_bytes(pair[:half], "big"), int.from_bytes(pair[half:], "big")
    try:
        key.verify(encode_dss_signature(r, s), message.encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def read_public_key(text: str) -> ec.EllipticCurvePublicKey | None:
    """The key in base64url, or None where it is no point of the curve."""
    point = _read_base64(text)
    if point is None or len(point) != KEY_BYTES:
        return None
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        return None


def hash_key(public_key: str) -> str:
    """What a device is called by: SHA-256 of its public key."""
    return hashlib.sha256(_read_base64(public_key) or b"").hexdigest()


def _read_base64(text: str) -> bytes | None:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return None
