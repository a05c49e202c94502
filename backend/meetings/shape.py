"""How a meeting is told: its facts, its counts, the asker's own part, and what the asker may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, func, select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.meetings.leave import Leave
from backend.meetings.models import Expected, Helper, JointBranch, Meeting
from backend.meetings.sign_ins import SignIn
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.permissions import helps_at_it, looks_after_it

FACTS = (
    "id",
    "title",
    "theme",
    "agenda",
    "kind",
    "place",
    "starts_at",
    "ends_at",
    "organisation",
    "state",
    "guests_welcome",
    "plan_id",
    "fixed_on",
    "moved_reason",
    "head_count",
    "rule",
)


@dataclass(frozen=True)
class Part:
    """A member's own part in a meeting."""

    expected: bool = False
    signed_in_at: Any = None
    waiting: bool = False
    leave: str | None = None


@dataclass(frozen=True)
class Counts:
    expected: int = 0
    arrived: int = 0
    waiting: int = 0


def shape_meetings(meetings: Iterable[Meeting], actor: Actor) -> list[dict[str, Any]]:
    meetings = list(meetings)
    ids = [meeting.id for meeting in meetings]
    parts, counts = _parts(ids, actor.id), _counts(ids)
    return [_shape(meeting, actor, parts.get(meeting.id, Part()), counts.get(meeting.id, Counts())) for meeting in meetings]


def shape_detail(meeting: Meeting, actor: Actor) -> dict[str, Any]:
    """One meeting, with the branches that join and the helpers."""
    joined = select(Organisation.id, Organisation.name, JointBranch.accepted_at.is_not(None).label("accepted"))
    helping = select(Member.id, Member.name).join(Helper, Helper.member_id == Member.id)
    return {
        **shape_meetings([meeting], actor)[0],
        "joint": db.session.execute(
            joined.join(JointBranch, JointBranch.organisation_id == Organisation.id)
            .where(JointBranch.meeting_id == meeting.id)
            .order_by(Organisation.path)
        ).all(),
        "helpers": db.session.execute(helping.where(Helper.meeting_id == meeting.id).order_by(Member.id)).all(),
    }


def _shape(meeting: Meeting, actor: Actor, part: Part, counts: Counts) -> dict[str, Any]:
    return {
        **{name: getattr(meeting, name) for name in FACTS},
        "my": part,
        "expected_count": counts.expected,
        "signed_in_count": counts.arrived,
        "waiting_count": counts.waiting,
        "can": _can(meeting, actor, part, counts.arrived),
    }


def _parts(ids: list[int], member_id: int) -> dict[int, Part]:
    """The member's part in each meeting, in one statement."""
    mine = and_(SignIn.meeting_id == Meeting.id, SignIn.member_id == member_id, SignIn.kind == "in")
    rows = db.session.execute(
        select(
            Meeting.id,
            func.max(Expected.member_id).is_not(None).label("expected"),
            func.max(case((SignIn.counts, SignIn.signed_in_at))).label("signed_in_at"),
            (func.count(SignIn.id).filter(SignIn.state == "waiting") > 0).label("waiting"),
            func.max(Leave.state).label("leave"),
        )
        .outerjoin(Expected, and_(Expected.meeting_id == Meeting.id, Expected.member_id == member_id))
        .outerjoin(Leave, and_(Leave.meeting_id == Meeting.id, Leave.member_id == member_id))
        .outerjoin(SignIn, mine)
        .where(Meeting.id.in_(ids))
        .group_by(Meeting.id)
    )
    return {row.id: Part(row.expected, row.signed_in_at, row.waiting and not row.signed_in_at, row.leave) for row in rows}


def _counts(ids: list[int]) -> dict[int, Counts]:
    expected = dict(_count(Expected, Expected.meeting_id.in_(ids)))
    arrived = dict(_count(SignIn, SignIn.meeting_id.in_(ids), SignIn.counts, SignIn.kind == "in"))
    waiting = dict(_count(SignIn, SignIn.meeting_id.in_(ids), SignIn.state == "waiting"))
    return {one: Counts(expected.get(one, 0), arrived.get(one, 0), waiting.get(one, 0)) for one in ids}


def _count(table: Any, *where: Any) -> list[tuple[int, int]]:
    counts = select(table.meeting_id, func.count().label("people")).where(*where).group_by(table.meeting_id)
    return [(row.meeting_id, row.people) for row in db.session.execute(counts)]


def _can(meeting: Meeting, actor: Actor, part: Part, arrived: int) -> list[str]:
    leads, state = looks_after_it(actor, meeting), meeting.state
    helps = leads or (state != "closed" and helps_at_it(actor, meeting))
    untouched = not arrived and state != "closed"
    words = {
        "sign_in": part.expected and state == "open" and not part.signed_in_at,
        "ask_leave": part.expected and state == "planned" and clock.now() < meeting.starts_at and part.leave in (None, "withdrawn"),
        "withdraw_leave": part.leave in ("asked", "granted") and state != "closed",
        "open": leads and state == "planned",
        "show_code": helps and state == "open",
        "view_board": helps,
        "mark": helps and state == "open",
        "approve": leads and state == "open",
        "undo": leads and state == "open",
        "check": leads and state == "open",
        "appoint_helpers": leads and state != "closed",
        "invite": leads and state != "closed",
        "close": leads and state == "open",
        "edit": leads and untouched,
        "cancel": leads and untouched and state == "planned",
        "view_record": leads and state == "closed",
        "write_minutes": leads and state != "planned",
        "add_photos": leads and state == "open",
        "correct": leads and state == "closed",
    }
    return [word for word, may in words.items() if may]
