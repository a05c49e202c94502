"""A closed meeting as its record tells it: what was frozen, what was corrected since, and what still waits."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.pages import Listing
from backend.core.web import visible
from backend.meetings.models import Meeting
from backend.meetings.sign_ins import SignIn
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within_any
from backend.permissions import can_look_after
from backend.records.chain import now_of
from backend.records.models import Correction, Record


def read_record(meeting: Meeting) -> dict[str, Any]:
    record = db.session.get(Record, meeting.id)
    if record is None:
        detail = "The meeting was closed before records were kept: close it again." if meeting.closed_at else "The meeting is not closed."
        raise Refused("no_record" if meeting.closed_at else "not_closed", detail)
    facts = {"meeting_id": meeting.id, "sha256": record.sha256, "content": json.loads(record.content), "closed_at": record.closed_at}
    corrections = db.session.execute(_told().where(Correction.meeting_id == meeting.id).order_by(Correction.number)).all()
    closed_by = db.session.get_one(Member, record.closed_by)
    return {**facts, "closed_by": closed_by, "corrections": shape_corrections(corrections), "waiting": _waiting(meeting)}


def corrections_of_meeting(meeting: Meeting) -> Listing:
    return Listing(_told().where(Correction.meeting_id == meeting.id), by=(Correction.number,), shape=shape_corrections)


def corrections_below(organisation_id: int | None, actor: Actor) -> Listing:
    """The corrections of a subtree, or of all that the asker looks after, the latest first."""
    places = [_looked_after(organisation_id, actor).path] if organisation_id else actor.scope
    told = _told().where(within_any(Organisation.path, places))
    return Listing(told, by=(Correction.at.desc(), Correction.id.desc()), shape=shape_corrections)


def _looked_after(organisation_id: int, actor: Actor) -> Organisation:
    organisation: Organisation = visible(Organisation, organisation_id, actor)
    if not can_look_after(actor, organisation.path):
        raise Refused("forbidden", "Corrections are for those who look after the organisation.", status=403)
    return organisation


def shape_correction(correction: Correction) -> dict[str, Any]:
    return shape_corrections(db.session.execute(_told().where(Correction.id == correction.id)).all())[0]


def shape_corrections(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [_shape(*row[:7]) for row in rows]


def _told() -> Any:
    about, by = aliased(Member), aliased(Member)
    return (
        select(Correction, Meeting, Organisation, about.id, about.name, by.id, by.name)
        .join(Meeting, Meeting.id == Correction.meeting_id)
        .join(Organisation, Organisation.id == Meeting.organisation_id)
        .outerjoin(about, about.id == Correction.member_id)
        .join(by, by.id == Correction.actor_id)
    )


def _shape(correction: Correction, meeting: Meeting, organisation: Organisation, *names: Any) -> dict[str, Any]:
    said = {name: getattr(correction, name) for name in ("id", "number", "kind", "reason", "at", "previous_sha256", "sha256")}
    about_id, about_name, by_id, by_name = names
    member = {"id": about_id, "name": about_name} if about_id else None
    people = {"member": member, "by": {"id": by_id, "name": by_name}}
    return {**said, **people, "meeting": meeting, "organisation": organisation, "now": now_of(correction) if member else None}


def _waiting(meeting: Meeting) -> list[dict[str, Any]]:
    """Claims that nobody has decided: those that were open at closing, and those that came in since."""
    claims = (
        select(SignIn, Member.name)
        .join(Member, Member.id == SignIn.member_id)
        .where(SignIn.meeting_id == meeting.id, SignIn.state == "waiting")
        .order_by(Member.card_number, SignIn.id)
    )
    told = ("member_id", "kind", "method", "waits_for", "signed_in_at", "received_at")
    rows = db.session.execute(claims).all()
    return [{"sign_in_id": claim.id, "name": name, **{one: getattr(claim, one) for one in told}} for claim, name in rows]
