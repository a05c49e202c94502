"""Remember the phones that study: the newest anchor each has named, and since when study waits on it unsent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from backend.auth.models import Session
from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db, upsert
from backend.study.models import StudyPhone
from backend.study.plausibility import KnownPhone

# Written now and then: a backup is older than this.
PROVED_EVERY_MS = 10 * 60_000


def keep_proof(member_id: int, phone: KnownPhone, anchors_ms: Sequence[int | None]) -> None:
    newest = max((moment for moment in anchors_ms if moment is not None), default=0)
    if not newest or (phone.proved_ms is not None and newest < phone.proved_ms + PROVED_EVERY_MS):
        return
    row = {"member_id": member_id, "device_hash": phone.device_hash, "name": "", "proved_ms": newest}
    upsert(StudyPhone, [row], ("member_id", "device_hash"), _proved)


def tell_unsent(actor: Actor, since: datetime | None) -> None:
    """Study waits on the asker's phone since this moment, or none does any more."""
    session = db.session.scalars(select(Session).where(Session.id == actor.session_id)).one()
    row = {
        "member_id": actor.id,
        "device_hash": session.device_hash,
        "name": session.device_name,
        "unsent_since": since and min(since, clock.now()),
        "told_at": clock.now(),
    }
    upsert(StudyPhone, [row], ("member_id", "device_hash"), _told)


def _proved(old: Any, new: Any) -> dict[str, Any]:
    return {"proved_ms": new.proved_ms}


def _told(old: Any, new: Any) -> dict[str, Any]:
    return {name: new[name] for name in ("name", "unsent_since", "told_at")}
