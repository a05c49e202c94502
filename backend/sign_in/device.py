"""Which device a sign-in comes from, and how sure that makes it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, select

from backend.auth.devices import Device, MemberDevice, is_signed_by
from backend.auth.models import Session
from backend.core.along import Along


@dataclass(frozen=True)
class ThisDevice:
    """The browser behind a session. `subject` tells devices apart: the key where there is one, else the browser's cookie;
    `since` when this member has used it, and whether it has signed this request with its key."""

    subject: str
    since: datetime | None
    shared: bool
    signed: bool


def read_device(message: str, signature: str | None) -> ThisDevice:
    """The device that asks. To check its signature takes long, so that is done before anybody has to wait for us."""
    row = DEVICE.kept()
    subject = f"k{row.device_id}" if row.device_id else f"c{row.device_hash}"
    signed = bool(row.since and signature) and is_signed_by(row.public_key, message, signature or "")
    return ThisDevice(subject, row.since, row.shared, signed)


def assurance_of(device: ThisDevice, method: str, *, opened_at: datetime) -> str:
    """A: a live code, and a device that only this member has used since before the meeting opened. B: any other live sign-in;
    digits are told over the telephone more easily than a picture is sent."""
    known = device.signed and device.since is not None and device.since < opened_at and not device.shared
    return "A" if known and method == "code" else "B"


_USED = (MemberDevice.device_id == Session.device_id, MemberDevice.revoked_at.is_(None))
DEVICE = Along(
    Session.device_id,
    Session.device_hash,
    select(Device.public_key).where(Device.id == Session.device_id).correlate(Session).scalar_subquery().label("public_key"),
    select(MemberDevice.since)
    .where(*_USED, MemberDevice.member_id == bindparam("member_id"))
    .correlate(Session)
    .scalar_subquery()
    .label("since"),
    exists().where(*_USED, MemberDevice.member_id != bindparam("member_id")).correlate(Session).label("shared"),
)
