"""Which device a sign-in comes from, and how sure that makes it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists
from sqlalchemy.orm import aliased

from backend.auth.devices import Device, MemberDevice, is_signed_by
from backend.auth.models import Session


@dataclass(frozen=True)
class ThisDevice:
    """The browser behind a session. `subject` tells devices apart: the key where there is one, else the browser's cookie."""

    subject: str
    public_key: str | None
    since: datetime | None
    shared: bool

    def has_signed(self, message: str, signature: str | None) -> bool:
        return bool(self.public_key and signature) and is_signed_by(self.public_key or "", message, signature or "")


def device_in(row: Any) -> ThisDevice:
    """The device in a row that holds DEVICE_COLUMNS."""
    subject = f"k{row.device_id}" if row.device_id else f"c{row.device_hash}"
    return ThisDevice(subject, row.public_key if row.since else None, row.since, row.shared)


def assurance_of(device: ThisDevice, method: str, *, signed: bool, opened_at: datetime) -> str:
    """A: a live code, and a device that only this member has used since before the meeting opened. B: any other live sign-in;
    digits are told over the telephone more easily than a picture is sent."""
    known = signed and device.since is not None and device.since < opened_at and not device.shared
    return "A" if known and method == "code" else "B"


_OTHER = aliased(MemberDevice)
_SHARED = exists().where(_OTHER.device_id == Session.device_id, _OTHER.member_id != bindparam("member"), _OTHER.revoked_at.is_(None))
_USED = and_(MemberDevice.device_id == Session.device_id, MemberDevice.member_id == bindparam("member"), MemberDevice.revoked_at.is_(None))
DEVICE_COLUMNS = (Session.device_id, Session.device_hash, Device.public_key, MemberDevice.since, _SHARED.label("shared"))


def join_device(query: Select[Any]) -> Select[Any]:
    """Join the device behind the session `session` of the member `member`."""
    session = query.join(Session, Session.id == bindparam("session"))
    return session.outerjoin(Device, Device.id == Session.device_id).outerjoin(MemberDevice, _USED)
