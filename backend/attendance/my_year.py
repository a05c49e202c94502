"""A member's own year: every meeting that expects me, what became of it, and what it brought."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select

from backend.attendance.frames import Frames, within_days
from backend.attendance.standing import STANDINGS, Part, has_left_early, standing_of
from backend.core.db import db
from backend.ledger.models import HOURS, Entry
from backend.meetings.attend import ATTENDED
from backend.meetings.leave import Leave
from backend.meetings.models import Expected, Meeting
from backend.meetings.sign_ins import SignIn
from backend.records.models import Correction

FACTS = ("id", "title", "theme", "starts_at", "ends_at", "place")


def attendance_of_year(member_id: int, year: int) -> dict[str, Any]:
    """A MyAttendance. Five statements, however many meetings."""
    rows = _meetings(member_id, year)
    marks, corrected, frames = _marks(member_id, rows), _corrected(member_id), Frames()
    listed = [_shape(row, marks[row.Meeting.id], frames) | {"corrected": row.Meeting.id in corrected} for row in rows]
    counts = Counter(one["standing"] for one in listed)
    totals = {word: counts[word] for word in STANDINGS}
    early = sum(one["left_early"] for one in listed)
    return {
        "year": year,
        "totals": {**totals, "expected": len(listed), "left_early": early},
        "seconds": _seconds(member_id, year),
        "meetings": listed,
    }


def _meetings(member_id: int, year: int) -> Sequence[Any]:
    mine = and_(Leave.meeting_id == Meeting.id, Leave.member_id == member_id)
    return db.session.execute(
        select(Meeting, Leave.state.label("leave"))
        .join(Expected, Expected.meeting_id == Meeting.id)
        .outerjoin(Leave, mine)
        .where(Expected.member_id == member_id, within_days(date(year, 1, 1), date(year, 12, 31)))
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()


def _marks(member_id: int, rows: Sequence[Any]) -> dict[int, list[SignIn]]:
    """What counts or waits, by meeting."""
    mine = select(SignIn).where(SignIn.member_id == member_id, SignIn.meeting_id.in_([row.Meeting.id for row in rows]))
    marks: dict[int, list[SignIn]] = defaultdict(list)
    for mark in db.session.scalars(mine.where(SignIn.counts | (SignIn.state == "waiting"))):
        marks[mark.meeting_id].append(mark)
    return marks


def _corrected(member_id: int) -> set[int]:
    """The meetings whose record was corrected about me."""
    return set(db.session.scalars(select(Correction.meeting_id).where(Correction.member_id == member_id)))


def _seconds(member_id: int, year: int) -> int:
    """What meetings of that year brought, by the ledger: what was taken back is taken off."""
    mine = (Entry.member_id == member_id, Entry.book == HOURS, Entry.rule == ATTENDED)
    of_year = (Entry.day >= date(year, 1, 1), Entry.day <= date(year, 12, 31))
    return int(db.session.scalar(select(func.coalesce(func.sum(Entry.amount), 0)).where(*mine, *of_year)) or 0)


def _shape(row: Any, marks: list[SignIn], frames: Frames) -> dict[str, Any]:
    came, left = _counting(marks, "in"), _counting(marks, "out")
    part = Part(
        came.signed_in_at if came else None,
        left.signed_in_at if left else None,
        waits=any(mark.state == "waiting" and mark.kind == "in" for mark in marks),
        on_leave=row.leave == "granted",
    )
    frame = frames.of(row.Meeting)
    return {
        **{name: getattr(row.Meeting, name) for name in FACTS},
        "standing": standing_of(frame, part),
        "left_early": has_left_early(frame, part),
        "signed_in_at": part.signed_in_at,
        "signed_out_at": part.signed_out_at,
        "method": came and came.method,
        "assurance": came and came.assurance,
    }


def _counting(marks: list[SignIn], kind: str) -> SignIn | None:
    return next((mark for mark in marks if mark.counts and mark.kind == kind), None)
