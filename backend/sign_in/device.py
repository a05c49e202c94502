"""Which device a sign-in comes from, and how sure that makes it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, exists, select
from sqlalchemy.orm import aliased

from backend.auth.devices import Device, MemberDevice, is_signed_by
from backend.auth.models import Session
from backend.core.actor import Actor
from backend.core.db import Prepared


@dataclass(frozen=True)
class ThisDevice:
    """The browser behind a session. `subject` tells devices apart: the key where there is one, else the browser's cookie;
    `since` when this member has used it, and whether it has signed this request with its key."""

    subject: str
    since: datetime | None
    shared: bool
    signed: bool


def find_device(actor: Actor, message: str, signature: str | None) -> ThisDevice:
    """The device that asks. To check its signature takes long, so that is done before anybody has to wait for us."""
    row: Any = _DEVICE.glance(session=actor.session_id, member=actor.id)
    subject = f"k{row.device_id}" if row.device_id else f"c{row.device_hash}"
    signed = bool(row.since and signature) and is_signed_by(row.public_key, message, signature or "")
    return ThisDevice(subject, row.since, row.shared, signed)


def assurance_of(device: ThisDevice, method: str, *, opened_at: datetime) -> str:
    """A: a live code, and a device that only this member has used since before the meeting opened. B: any other live sign-in;
    digits are told over the telephone more easily than a picture is sent."""
    known = device.signed and device.since is not None and device.since < opened_at and not device.shared
    return "A" if known and method == "code" else "B"


_OTHER = aliased(MemberDevice)
_SHARED = exists().where(_OTHER.device_id == Session.device_id, _OTHER.member_id != bindparam("member"), _OTHER.revoked_at.is_(None))
_USED = and_(MemberDevice.device_id == Session.device_id, MemberDevice.member_id == bindparam("member"), MemberDevice.revoked_at.is_(None))
_DEVICE = Prepared(
    select(Session.device_id, Session.device_hash, Device.public_key, MemberDevice.since, _SHARED.label("shared"))
    .outerjoin(Device, Device.id == Session.device_id)
    .outerjoin(MemberDevice, _USED)
    .where(Session.id == bindparam("session"))
)
