"""The chain of corrections: each one holds the hash of the one before, and the first that of the record."""

import json
from typing import Any

from sqlalchemy import select

from backend.core import clock
from backend.core.db import db
from backend.records.canonical import canonical, instant, sha256_of
from backend.records.models import Correction, Record


def corrections_of(meeting_id: int) -> list[Correction]:
    return list(db.session.scalars(select(Correction).where(Correction.meeting_id == meeting_id).order_by(Correction.number)))


def append(record: Record, *, kind: str, member_id: int | None, detail: dict[str, Any], reason: str, actor_id: int) -> Correction:
    """Add the next correction. The caller holds the meeting."""
    before = corrections_of(record.meeting_id)
    correction = Correction(
        meeting_id=record.meeting_id,
        number=len(before) + 1,
        kind=kind,
        member_id=member_id,
        detail=canonical(detail),
        reason=reason,
        actor_id=actor_id,
        at=clock.now(),
        previous_sha256=before[-1].sha256 if before else record.sha256,
    )
    correction.sha256 = hash_of(correction)
    db.session.add(correction)
    db.session.flush()
    return correction


def hash_of(correction: Correction) -> str:
    """The hash over everything that a correction says, and over the one before."""
    said = ("meeting_id", "number", "kind", "member_id", "detail", "reason", "actor_id", "previous_sha256")
    return sha256_of(canonical({**{name: getattr(correction, name) for name in said}, "at": instant(correction.at)}))


def asked_of(correction: Correction) -> dict[str, Any]:
    """What the correction was asked to do."""
    return dict(json.loads(correction.detail)["asked"])


def now_of(correction: Correction) -> dict[str, Any]:
    """What stands since the correction: the member's row of the list, or the version of the minutes."""
    return dict(json.loads(correction.detail)["now"])


def faults_of(record: Record, corrections: list[Correction]) -> list[str]:
    """What is wrong with a record and its chain, a sentence each."""
    faults = [] if sha256_of(record.content) == record.sha256 else ["the record is not what was frozen"]
    previous = record.sha256
    for number, correction in enumerate(corrections, start=1):
        if (correction.number, correction.previous_sha256) != (number, previous):
            faults.append(f"correction {correction.number} does not follow the one before")
        if hash_of(correction) != correction.sha256:
            faults.append(f"correction {correction.number} is not what was written")
        previous = correction.sha256
    return faults
