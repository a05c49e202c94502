"""Verify a certificate by its code: what it says, under a masked name, and whether it still holds."""

from typing import Any

from sqlalchemy import select

from backend.certificates.models import Certificate
from backend.core.db import db
from backend.core.errors import NotFound
from backend.hours.way import counted_in
from backend.sign_in.base32 import LOOK_ALIKES

SAID = ("kind", "title", "year", "day", "seconds", "study_seconds", "meeting_seconds", "outside_seconds", "target_seconds", "target_met")


def find(code: str) -> Certificate:
    """The certificate of this code, also with dashes, spaces, small letters and look-alikes. Raises NotFound."""
    plain = "".join(sign for sign in code if sign.isalnum()).upper().translate(LOOK_ALIKES)
    certificate = db.session.scalars(select(Certificate).where(Certificate.code == plain)).unique().one_or_none()
    if certificate is None:
        raise NotFound
    return certificate


def shape_verified(certificate: Certificate) -> dict[str, Any]:
    """What anybody with the code may know."""
    why = why_void(certificate)
    said = {name: getattr(certificate, name) for name in SAID}
    return {
        **said,
        "name": mask(certificate.name),
        "issued_at": certificate.issued_at,
        "state": "withdrawn" if why else "valid",
        "why": why,
    }


def why_void(certificate: Certificate) -> str | None:
    """None while it holds. Hours that were taken back later make void what certified them."""
    if certificate.withdrawn_at:
        return "withdrawn" if certificate.withdrawn_by else "replaced"
    if certificate.year and counted_in(certificate.member_id, certificate.year) < certificate.seconds:
        return "hours_corrected"
    return None


def mask(name: str) -> str:
    """王*明, 李*, W***g: enough to compare with the person in front of you, too little to learn a name."""
    return name[:1] + "*" * max(1, len(name) - 2) + (name[-1] if len(name) > 2 else "")
