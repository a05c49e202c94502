"""Second checks during a meeting: three members called by name, or a second code at a moment that the server picks."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, and_, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.db import Id, Model, UtcDateTime, db, upsert
from backend.core.errors import NotFound, Refused
from backend.meetings.models import Meeting
from backend.meetings.sign_ins import SignIn

CHECKS = ("names", "code")
CALLED = 3
# A second code comes when nobody expects it: at the earliest and at the latest after this time, and stands so long.
EARLIEST, LATEST, STANDS = timedelta(minutes=1), timedelta(minutes=20), timedelta(minutes=3)


class Check(Model):
    """A second look. Nobody is told `due_at` before it has come."""

    __tablename__ = "checks"
    __table_args__ = (CheckConstraint("kind IN ('names', 'code')", name="kind"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(5))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class CheckAnswer(Model):
    """A member asked by a check: there, not there, or (null) not answered yet."""

    __tablename__ = "check_answers"

    check_id: Mapped[int] = mapped_column(ForeignKey("checks.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    present: Mapped[bool | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))


def start_check(meeting: Meeting, kind: str, actor_id: int) -> Check:
    """Ask three who are in, drawn by lot, or set a second code for a moment that nobody knows."""
    if meeting.state != "open":
        raise Refused("not_open", "A second check needs an open meeting.")
    wait = _some_time(meeting) if kind == "code" else timedelta()
    due_at = clock.now() + wait
    check = Check(meeting_id=meeting.id, kind=kind, due_at=due_at, ends_at=due_at + STANDS, created_by=actor_id)
    db.session.add(check)
    db.session.flush()
    if kind == "names":
        db.session.add_all(CheckAnswer(check_id=check.id, member_id=member_id) for member_id in _drawn(meeting))
    return check


def check_with_code(meeting_id: int, grace: timedelta = timedelta()) -> Check | None:
    """The second code that stands now, if any; `grace` for one that was on its way."""
    now = clock.now()
    standing = select(Check).where(Check.meeting_id == meeting_id, stands_at(now, now - grace))
    return db.session.scalars(standing.order_by(Check.id.desc()).limit(1)).first()


def stands_at(now: Any, until: Any) -> ColumnElement[bool]:
    """Has a second code come by `now`, and was it still standing at `until`?"""
    return and_(Check.kind == "code", Check.due_at <= now, Check.ends_at >= until)


def answer(check: Check, member_id: int, *, present: bool, actor_id: int) -> None:
    """Write down that a member was there, or was not; a later answer replaces an earlier one."""
    row = {"check_id": check.id, "member_id": member_id, "present": present, "answered_at": clock.now(), "answered_by": actor_id}
    changes = ("present", "answered_at", "answered_by")
    upsert(CheckAnswer, [row], ("check_id", "member_id"), lambda old, new: {name: new[name] for name in changes})


def asked_by(meeting: Meeting, check_id: int, member_id: int) -> Check:
    """The check of this meeting that asks for this member by name. Raises NotFound."""
    check = db.session.get(Check, check_id)
    if check is None or check.meeting_id != meeting.id or db.session.get(CheckAnswer, (check_id, member_id)) is None:
        raise NotFound
    return check


def _drawn(meeting: Meeting) -> list[int]:
    """Three members who are in, by lot."""
    inside = select(SignIn.member_id).where(SignIn.meeting_id == meeting.id, SignIn.kind == "in", SignIn.counts)
    people = list(db.session.scalars(inside))
    if not people:
        raise Refused("nobody_in", "Nobody has signed in yet.")
    return secrets.SystemRandom().sample(people, min(CALLED, len(people)))


def _some_time(meeting: Meeting) -> timedelta:
    """By lot between the earliest moment and the latest, which lies before the meeting's end where there is time."""
    left = meeting.ends_at - clock.now() - STANDS
    longest = max(EARLIEST, min(LATEST, left))
    return EARLIEST + timedelta(seconds=secrets.randbelow(int((longest - EARLIEST).total_seconds()) + 1))
