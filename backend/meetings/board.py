"""Who is in and who is not: the board that the secretary's phone and the hall screen poll."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from backend.core.actor import Actor
from backend.core.db import db
from backend.meetings.models import Expected, Meeting, SignIn
from backend.members.models import Member
from backend.permissions import looks_after_it


def board_version(meeting: Meeting) -> str:
    """Changes with everything the board shows. Counts of small indexes instead of a counter on the meeting's row,
    which two hundred sign-ins at once would queue for."""
    arrivals = select(func.count(), func.max(SignIn.id)).where(SignIn.meeting_id == meeting.id)
    expected = select(func.count()).select_from(Expected).where(Expected.meeting_id == meeting.id).scalar_subquery()
    row = db.session.execute(arrivals.add_columns(expected)).one()
    return f"{meeting.id}-{meeting.state}-{meeting.starts_at:%Y%m%d%H%M}-{meeting.ends_at:%H%M}-" + "-".join(
        str(value or 0) for value in row
    )


def board(meeting: Meeting, actor: Actor) -> dict[str, Any]:
    people = db.session.execute(
        select(Member.id.label("member_id"), Member.name, SignIn.signed_in_at, SignIn.method, SignIn.reason)
        .join(Expected, Expected.member_id == Member.id)
        .outerjoin(SignIn, (SignIn.member_id == Member.id) & (SignIn.meeting_id == meeting.id))
        .where(Expected.meeting_id == meeting.id)
        .order_by(SignIn.signed_in_at.desc(), Member.card_number)
    ).all()
    return {
        "meeting": shape_meetings([meeting], actor)[0],
        "missing": [person for person in people if person.signed_in_at is None],
        "signed_in": [person for person in people if person.signed_in_at is not None],
    }


def shape_meetings(meetings: Iterable[Meeting], actor: Actor) -> list[dict[str, Any]]:
    """Meetings with their counts and the asker's own part in them."""
    meetings = list(meetings)
    ids = [meeting.id for meeting in meetings]
    expected = _count(Expected, ids)
    arrived = _count(SignIn, ids)
    expects_me = set(db.session.scalars(select(Expected.meeting_id).where(Expected.member_id == actor.id, Expected.meeting_id.in_(ids))))
    mine = {
        row.meeting_id: row.signed_in_at
        for row in db.session.execute(
            select(SignIn.meeting_id, SignIn.signed_in_at).where(SignIn.member_id == actor.id, SignIn.meeting_id.in_(ids))
        )
    }
    fields = ("id", "title", "kind", "place", "starts_at", "ends_at", "organisation", "state")
    return [
        {
            **{name: getattr(meeting, name) for name in fields},
            "my": {"expected": meeting.id in expects_me, "signed_in_at": mine.get(meeting.id)},
            "expected_count": expected.get(meeting.id, 0),
            "signed_in_count": arrived.get(meeting.id, 0),
            "can": _can(
                meeting, actor, expected=meeting.id in expects_me, arrived=arrived.get(meeting.id, 0), in_already=meeting.id in mine
            ),
        }
        for meeting in meetings
    ]


def _count(table: Any, ids: list[int]) -> dict[int, int]:
    counts = select(table.meeting_id, func.count().label("people")).where(table.meeting_id.in_(ids)).group_by(table.meeting_id)
    return {row.meeting_id: row.people for row in db.session.execute(counts)}


def _can(meeting: Meeting, actor: Actor, *, expected: bool, arrived: int, in_already: bool) -> list[str]:
    leads = looks_after_it(actor, meeting)
    words = {
        "sign_in": expected and meeting.state == "open" and not in_already,
        "open": leads and meeting.state == "planned",
        "show_code": leads and meeting.state == "open",
        "mark_by_hand": leads and meeting.state == "open",
        "close": leads and meeting.state == "open",
        "view_board": leads,
        "edit": leads and meeting.state != "closed" and not arrived,
        "cancel": leads and meeting.state == "planned" and not arrived,
    }
    return [word for word, may in words.items() if may]
