"""Who looked at my attendance, and who changed it: views of the lists I am on, and deeds about my marks and leaves."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import cast, literal, null, or_, select, union_all

from backend.core import clock
from backend.core.db import db
from backend.core.pages import Listing
from backend.meetings.models import Expected, Helper, Meeting
from backend.meetings.views import View
from backend.members.models import Member, Role, Trace

# The first words of deeds that are about attendance: marked_by_hand, mark_undone, claim_approved, leave_granted, correction_add, …
DEEDS = ("marked_", "mark_", "claim_", "leave_", "correction_")
HELPER = "helper"


def traces_of(member_id: int) -> Listing:
    """Newest first. What I did myself is left out."""
    both = union_all(_looks(member_id), _changes(member_id)).subquery()
    order = (both.c.at.desc(), both.c.what.desc(), both.c.number.desc(), both.c.viewer.desc(), both.c.word.desc())
    return Listing(select(both), by=order, shape=_shape)


def _looks(member_id: int) -> Any:
    return (
        select(
            View.at,
            literal("look").label("what"),
            View.meeting_id.label("number"),
            View.viewer_id.label("viewer"),
            View.place.label("word"),
            Meeting.title.label("title"),
            View.viewer_id.label("actor_id"),
            View.meeting_id.label("meeting_id"),
        )
        .join(Expected, Expected.meeting_id == View.meeting_id)
        .join(Meeting, Meeting.id == View.meeting_id)
        .where(Expected.member_id == member_id, View.viewer_id != member_id)
    )


def _changes(member_id: int) -> Any:
    about = or_(*(Trace.deed.startswith(deed, autoescape=True) for deed in DEEDS))
    by_others = or_(Trace.actor_id.is_(None), Trace.actor_id != member_id)
    return select(
        Trace.at,
        literal("change"),
        Trace.id,
        literal(0),
        Trace.deed,
        Trace.note,
        Trace.actor_id,
        cast(null(), Meeting.id.type),
    ).where(Trace.member_id == member_id, about, by_others)


def _shape(rows: Sequence[Any]) -> list[dict[str, Any]]:
    people = {row.actor_id for row in rows if row.actor_id}
    names = {one.id: one.name for one in db.session.execute(select(Member.id, Member.name).where(Member.id.in_(people)))}
    roles, helped = _roles(people), _helped(people)
    return [
        {
            "at": row.at,
            "kind": row.what,
            "word": row.word,
            "about": row.title,
            "meeting_id": row.meeting_id,
            "name": names.get(row.actor_id),
            "roles": _held(row, roles[row.actor_id], helped),
        }
        for row in rows
    ]


def _roles(people: set[int]) -> dict[int | None, list[Role]]:
    found: dict[int | None, list[Role]] = defaultdict(list)
    for role in db.session.scalars(select(Role).where(Role.member_id.in_(people)).order_by(Role.id)):
        found[role.member_id].append(role)
    return found


def _helped(people: set[int]) -> set[tuple[int, int]]:
    """(meeting, member) of those who helped at a door."""
    rows = db.session.execute(select(Helper.meeting_id, Helper.member_id).where(Helper.member_id.in_(people)))
    return {(row.meeting_id, row.member_id) for row in rows}


def _held(row: Any, roles: list[Role], helped: set[tuple[int, int]]) -> list[dict[str, Any]]:
    """What made it their business on that day: the roles they held, or the door they helped at."""
    day = clock.day_of(row.at)
    held = [{"kind": role.kind, "organisation": role.organisation.name} for role in roles if role.holds_on(day)]
    return held or ([{"kind": HELPER, "organisation": None}] if (row.meeting_id, row.actor_id) in helped else [])
