"""Who is in, who is not, who is on leave and who waits: the board that the secretary's phone and the hall screen poll."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from backend.board.read_checks import read_checks
from backend.core.actor import Actor
from backend.core.db import db
from backend.meetings.attend import standing_of
from backend.meetings.attendance_rules import left_early
from backend.meetings.leave import Leave
from backend.meetings.models import Expected, Meeting
from backend.meetings.shape import shape_meetings
from backend.meetings.sign_ins import ASSURANCES, SignIn
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.permissions import is_secretary_of


@dataclass(frozen=True)
class Person:
    member_id: int
    name: str
    branch: str | None
    guest: bool
    branch_path: str


def board(meeting: Meeting, actor: Actor) -> dict[str, Any]:
    people = _people(meeting)
    marks = _marks(meeting)
    leaves = _leaves(meeting)
    inside = {one for one in people if any(mark.counts and mark.kind == "in" for mark in marks[one])}
    granted = {one for one, leave in leaves.items() if leave.state == "granted"} - inside
    arrivals = sorted((_arrival(meeting, people[one], marks[one]) for one in inside), key=lambda one: one["signed_in_at"], reverse=True)
    shares = Counter(arrival["assurance"] for arrival in arrivals)
    return {
        "meeting": shape_meetings([meeting], actor)[0],
        "missing": [vars(person) for one, person in people.items() if one not in inside | granted],
        "signed_in": arrivals,
        "on_leave": [_on_leave(actor, people[one], leaves[one]) for one in people if one in leaves and one not in inside],
        "waiting": [
            _waiting(people[one], mark)
            for one in people
            for mark in marks[one]
            if mark.state == "waiting" and (mark.kind == "out" or one not in inside)
        ],
        "checks": read_checks(meeting),
        "shares": {assurance: shares[assurance] for assurance in ASSURANCES},
    }


def _people(meeting: Meeting) -> dict[int, Person]:
    """Everybody on the roster, in the order of branches and card numbers."""
    rows = db.session.execute(
        select(Member.id, Member.name, Member.branch_id, Organisation.name.label("branch"), Organisation.path, Expected.guest)
        .join(Expected, Expected.member_id == Member.id)
        .join(Organisation, Organisation.id == Member.branch_id)
        .where(Expected.meeting_id == meeting.id)
        .order_by(Organisation.path, Member.card_number)
    )
    home = meeting.organisation_id
    people = (Person(row.id, row.name, None if row.branch_id == home else row.branch, row.guest, row.path) for row in rows)
    return {person.member_id: person for person in people}


def _leaves(meeting: Meeting) -> dict[int, Leave]:
    """Leaves asked for or granted, by member."""
    standing = select(Leave).where(Leave.meeting_id == meeting.id, Leave.state.in_(("asked", "granted")))
    return {leave.member_id: leave for leave in db.session.scalars(standing)}


def _marks(meeting: Meeting) -> dict[int, list[Any]]:
    """Every mark of the meeting by member, the one that counts first, with the name of whoever entered it."""
    by = aliased(Member)
    columns = ("id", "member_id", "kind", "method", "assurance", "state", "counts", "signed_in_at", "received_at", "waits_for", "reason")
    rows = db.session.execute(
        select(*(getattr(SignIn, name) for name in columns), by.name.label("by"))
        .outerjoin(by, and_(by.id == SignIn.actor_id, SignIn.actor_id != SignIn.member_id))
        .where(SignIn.meeting_id == meeting.id, SignIn.state.in_(("accepted", "waiting")))
        .order_by(SignIn.counts.desc(), SignIn.id)
    )
    marks: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        marks[row.member_id].append(row)
    return marks


def _arrival(meeting: Meeting, person: Person, marks: list[Any]) -> dict[str, Any]:
    came = [mark for mark in marks if mark.kind == "in"]
    out = next((mark.signed_in_at for mark in marks if mark.kind == "out" and mark.counts), None)
    counting, others = came[0], [mark for mark in came[1:] if mark.state == "accepted"]
    return {
        **vars(person),
        **_mark(counting),
        "sign_in_id": counting.id,
        "standing": standing_of(meeting, counting),
        "signed_out_at": out,
        "left_early": left_early(out, meeting.ends_at, meeting.minutes),
        "also": [_mark(mark) for mark in others],
    }


def _mark(mark: Any) -> dict[str, Any]:
    return {name: getattr(mark, name) for name in ("method", "assurance", "signed_in_at", "by", "reason")}


def _waiting(person: Person, mark: Any) -> dict[str, Any]:
    names = ("kind", "method", "waits_for", "signed_in_at", "received_at")
    return {**vars(person), "sign_in_id": mark.id, **{name: getattr(mark, name) for name in names}}


def _on_leave(actor: Actor, person: Person, leave: Leave) -> dict[str, Any]:
    """The reason is told to the secretary of the member's own branch, and to nobody above."""
    mine = is_secretary_of(actor, person.branch_path)
    return {**vars(person), "state": leave.state, "reason": leave.reason if mine else None, "may_decide": mine and leave.state == "asked"}
