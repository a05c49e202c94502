"""Read attendances for a period: a row for each expected member at each meeting that has begun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import String, and_, cast, func, literal_column, select, union
from sqlalchemy.orm import aliased

from backend.attendance.frames import FRAME_COLUMNS, Frames, within_days
from backend.attendance.standing import Frame, Part
from backend.core.db import db
from backend.ledger.models import HOURS, Entry
from backend.meetings.attend import ATTENDED
from backend.meetings.leave import Leave
from backend.meetings.models import Expected, Meeting
from backend.meetings.sign_ins import SignIn
from backend.members.models import Member
from backend.reports.past import PastMember

AT_ONCE = 5000  # rows in memory at a time
# A literal, so that an index of these entries alone can serve.
OF_MEETINGS = and_(Entry.rule == literal_column(f"'{ATTENDED}'"), Entry.book == HOURS)


@dataclass(frozen=True, slots=True)
class Attendance:
    """A member at a meeting. `branch_id` is the branch of that day, as the ledger wrote it down when the attendance was
    paid; for those whom the ledger does not know there (absent, on leave), the branch of today."""

    branch_id: int
    member_id: int
    frame: Frame
    part: Part
    assurance: str | None


@dataclass(frozen=True)
class Period:
    first_day: date
    last_day: date
    meeting_kind: str | None = None

    def holds(self) -> Any:
        """As a condition: has the meeting begun, does it belong to these days, and is it of this kind, where one is asked for?"""
        begun = and_(Meeting.opened_at.is_not(None), within_days(self.first_day, self.last_day))
        return and_(begun, Meeting.kind == self.meeting_kind) if self.meeting_kind else begun


def people_of(branches: Any, period: Period) -> Any:
    """Who may have attendances of these branches (a select of ids): their members, and whoever attended as their member
    before moving away. The past knows who was ever there: the ledger, which has no index of branches, is asked about them alone."""
    paid = and_(OF_MEETINGS, Entry.day >= period.first_day, Entry.day <= period.last_day, Entry.branch_id.in_(branches))
    now = select(Member.id).where(Member.branch_id.in_(branches))
    gone = select(PastMember.member_id).where(PastMember.branch_id.in_(branches), PastMember.until_id.is_not(None))
    return union(now, select(Entry.member_id).where(Entry.member_id.in_(gone), paid))


def read_attendances(branches: Any, period: Period) -> Iterator[Attendance]:
    """In no order. The caller leaves out those whose branch of that day is none of its own."""
    people = people_of(branches, period)
    frames = _read_frames(people, period)
    came, left = aliased(SignIn), aliased(SignIn)
    rows = db.session.execute(
        select(
            func.coalesce(_paid_branch(), Member.branch_id).label("branch_id"),
            Expected.member_id,
            Expected.meeting_id,
            came.signed_in_at,
            came.assurance,
            left.signed_in_at.label("signed_out_at"),
            (Leave.state == "granted").label("on_leave"),
        )
        .select_from(Expected)
        .join(Meeting, Meeting.id == Expected.meeting_id)
        .join(Member, Member.id == Expected.member_id)
        .outerjoin(came, _counting(came, "in"))
        .outerjoin(left, _counting(left, "out"))
        .outerjoin(Leave, and_(Leave.meeting_id == Meeting.id, Leave.member_id == Expected.member_id))
        .where(Expected.member_id.in_(people), period.holds()),
        execution_options={"yield_per": AT_ONCE},
    )
    for row in rows:
        part = Part(row.signed_in_at, row.signed_out_at, on_leave=bool(row.on_leave))
        yield Attendance(row.branch_id, row.member_id, frames[row.meeting_id], part, row.assurance)


def _read_frames(people: Any, period: Period) -> dict[int, Frame]:
    """The meetings by themselves: read once each, and not once for each member."""
    expecting = select(Expected.meeting_id).where(Expected.member_id.in_(people))
    rows = db.session.execute(select(Meeting.id, *FRAME_COLUMNS).where(Meeting.id.in_(expecting), period.holds()))
    frames = Frames()
    return {row.id: frames.of(row) for row in rows}


def _counting(mark: Any, kind: str) -> Any:
    return and_(mark.meeting_id == Expected.meeting_id, mark.member_id == Expected.member_id, mark.kind == kind, mark.counts)


def _paid_branch() -> Any:
    """The branch in the ledger's entry for this attendance, whichever of the member's marks it was paid for."""
    mark = aliased(SignIn)
    return (
        select(Entry.branch_id)
        .join(mark, and_(mark.member_id == Entry.member_id, cast(mark.id, String) == Entry.source_id))
        .where(mark.meeting_id == Expected.meeting_id, mark.member_id == Expected.member_id, Entry.source_type == "sign_in", OF_MEETINGS)
        .order_by(Entry.id.desc())
        .limit(1)
        .correlate(Expected)
        .scalar_subquery()
    )
