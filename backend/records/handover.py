"""Hand-over when the secretary changes: what is open that day, computed while it is looked at and frozen once it is taken over."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.pages import Listing
from backend.members.models import Member, Role, Trace, lock_member, role_holds
from backend.organisations.models import Organisation
from backend.organisations.tree import within
from backend.records.canonical import canonical
from backend.records.matters import open_matters
from backend.records.models import Handover


@dataclass(frozen=True)
class Due:
    """Whether the asker has something to take over: since which day, and from whom."""

    due: bool
    since: date | None = None
    previous_id: int | None = None


def read_handover(organisation: Organisation, actor: Actor) -> dict[str, Any]:
    """What a new secretary takes over here."""
    now = _due(organisation, actor)
    return {
        "due": now.due,
        "since": now.since,
        "previous": now.previous_id and db.session.get(Member, now.previous_id),
        "matters": open_matters(organisation),
    }


def take_over(organisation: Organisation, actor: Actor, note: str) -> tuple[Handover, bool]:
    """The hand-over with what is open now, and whether it is new: to take over twice answers like the first time."""
    lock_member(actor.id)
    now = _due(organisation, actor)
    if not now.due:
        if taken := _taken(organisation, actor, now.since):
            return taken, False
        raise Refused("nothing_to_take_over", "Nobody was secretary here before you, or you are not the secretary.")
    handover = Handover(
        organisation_id=organisation.id,
        to_member_id=actor.id,
        from_member_id=now.previous_id,
        content=canonical(open_matters(organisation)),
        note=note,
    )
    db.session.add(handover)
    db.session.flush()
    return handover, True


def handovers_below(organisation: Organisation) -> Listing:
    """Every hand-over in the subtree, the latest first."""
    told = _told().where(within(Organisation.path, organisation.path))
    return Listing(told, by=(Handover.at.desc(), Handover.id.desc()), shape=_shape_rows)


def shape_handover(handover: Handover) -> dict[str, Any]:
    return _shape_rows(db.session.execute(_told().where(Handover.id == handover.id)).all())[0]


def _told() -> Any:
    took, gave = aliased(Member), aliased(Member)
    return (
        select(Handover, Organisation, took.id, took.name, gave.id, gave.name)
        .join(Organisation, Organisation.id == Handover.organisation_id)
        .join(took, took.id == Handover.to_member_id)
        .outerjoin(gave, gave.id == Handover.from_member_id)
    )


def _shape_rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [_shape(*row[:6]) for row in rows]


def _shape(handover: Handover, organisation: Organisation, *names: Any) -> dict[str, Any]:
    took_id, took_name, gave_id, gave_name = names
    facts = {"id": handover.id, "note": handover.note, "at": handover.at, "matters": json.loads(handover.content)}
    previous = {"id": gave_id, "name": gave_name} if gave_id else None
    return {**facts, "organisation": organisation, "secretary": {"id": took_id, "name": took_name}, "previous": previous}


def _due(organisation: Organisation, actor: Actor) -> Due:
    since = _secretary_since(organisation, actor)
    if since is None:
        return Due(due=False)
    previous = _previous(organisation, actor, since)
    return Due(previous is not None and _taken(organisation, actor, since) is None, since, previous)


def _secretary_since(organisation: Organisation, actor: Actor) -> date | None:
    """The day from which the asker has been secretary without a gap that another could fill."""
    mine = (Role.member_id == actor.id, Role.organisation_id == organisation.id, Role.kind == "secretary", role_holds(clock.today()))
    return db.session.scalars(select(Role.starts_on).where(*mine).order_by(Role.starts_on).limit(1)).first()


def _previous(organisation: Organisation, actor: Actor, since: date) -> int | None:
    """Who was secretary before and is no longer: by a role that has ended, or by the trace of one that was taken back."""
    here = (Role.organisation_id == organisation.id, Role.kind == "secretary")
    still = set(db.session.scalars(select(Role.member_id).where(*here, role_holds(clock.today())))) | {actor.id}
    ended = select(Role.member_id, Role.ends_on).where(*here, Role.starts_on <= since, Role.ends_on < clock.today())
    note = f"secretary {organisation.name}"[:200]
    taken_back = select(Trace.member_id, Trace.at).where(Trace.deed == "role_ended", Trace.note == note)
    former = [(row.ends_on, row.member_id) for row in db.session.execute(ended)]
    former += [(clock.day_of(row.at), row.member_id) for row in db.session.execute(taken_back)]
    return max((one for one in former if one[1] not in still), default=(None, None))[1]


def _taken(organisation: Organisation, actor: Actor, since: date | None) -> Handover | None:
    mine = (Handover.organisation_id == organisation.id, Handover.to_member_id == actor.id)
    last = db.session.scalars(select(Handover).where(*mine).order_by(Handover.id.desc()).limit(1)).first()
    return last if last and since and clock.day_of(last.at) >= since else None
