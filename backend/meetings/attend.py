"""Book marks: of a member's marks at a meeting the surest counts, and attendance pays once, in whatever order they come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from backend.core import clock
from backend.core.db import db, insert_once
from backend.ledger import rules
from backend.ledger.models import HOURS, Entry
from backend.ledger.post import Posting, post, reverse
from backend.ledger.reversals import what_stands
from backend.meetings.attendance_rules import standing
from backend.meetings.facts import AnyMeeting
from backend.meetings.sign_ins import METHODS, AnyMark, Mark, SignIn
from backend.members.models import lock_member

ATTENDED = "attended"


class DeviceUsed(Exception):
    """The device has signed in somebody else at this meeting."""


@dataclass(frozen=True)
class Booked:
    """A mark as it stands. `first`: it was not there before; `points`: what it brought now."""

    sign_in: AnyMark
    first: bool
    points: int = 0


def book(meeting: AnyMeeting, branch_id: int, **mark: Any) -> Booked:
    """Take in a mark (columns of SignIn), in the caller's transaction. The same operation again answers with what stands.
    Raises DeviceUsed where the database says that the mark's device belongs to another member's sign-in."""
    lock_member(mark["member_id"])
    row = {"kind": "in", "state": "accepted", "received_at": clock.now(), **mark, "meeting_id": meeting.id}
    if row["state"] == "accepted" and (inserted := _insert({**row, "counts": True})):
        return Booked(inserted, first=True, points=_pay(meeting, inserted, branch_id))
    if again := _repeated(row):
        return Booked(again, first=False)
    if _insert({**row, "counts": False}) is None:
        return Booked(_of_this_device(row), first=False)
    accepted = row["state"] == "accepted"
    points = recount(meeting, row["member_id"], branch_id, row["kind"]) if accepted else 0
    made = _repeated(row) if row.get("operation_id") else None
    return Booked(made or _latest(row), first=True, points=points)


def recount(meeting: AnyMeeting, member_id: int, branch_id: int, kind: str, *, reason: str = "", actor_id: int | None = None) -> int:
    """Let the surest accepted mark count, and pay or take back accordingly; answers the points that it brought.
    The caller holds the member's lock."""
    mine = (SignIn.meeting_id == meeting.id, SignIn.member_id == member_id, SignIn.kind == kind)
    marks = list(db.session.scalars(select(SignIn).where(*mine).execution_options(populate_existing=True)))
    best = min((mark for mark in marks if mark.state == "accepted"), key=_surest, default=None)
    # First none, then one: the database never sees two.
    db.session.execute(update(SignIn).where(*mine, SignIn.counts, SignIn.id != (best.id if best else 0)).values(counts=False))
    if best and not best.counts:
        best.counts = True
        db.session.flush()
    return _settle(meeting, best, branch_id, marks, reason, actor_id) if kind == "in" else 0


def _surest(mark: SignIn) -> tuple[str, datetime, int, str]:
    """The surer, then the earlier; what tells apart two that are alike must not depend on which of them came first."""
    return (mark.assurance, mark.signed_in_at, METHODS.index(mark.method), mark.operation_id or "")


def standing_of(meeting: AnyMeeting, sign_in: AnyMark) -> str:
    return standing(sign_in.signed_in_at, meeting.starts_at, meeting.minutes)


def credited_seconds(meeting: AnyMeeting, sign_in: AnyMark) -> int:
    """What attendance brings: the planned length, or nothing for whoever came too late to count."""
    counted = sign_in.kind == "in" and sign_in.state == "accepted" and standing_of(meeting, sign_in) != "absent"
    return meeting.credited_seconds if counted else 0


def _insert(row: dict[str, Any]) -> Mark | None:
    inserted = insert_once(SignIn, [row], returning=[SignIn.id])
    return Mark(id=inserted[0].id, **row) if inserted else None


def _repeated(row: dict[str, Any]) -> SignIn | None:
    mine = (SignIn.member_id == row["member_id"], SignIn.operation_id == row.get("operation_id"))
    return db.session.scalar(select(SignIn).where(*mine)) if row.get("operation_id") else None


def _of_this_device(row: dict[str, Any]) -> SignIn:
    """The member's own sign-in on the device: two scans at once are one. Raises DeviceUsed where it is another's."""
    held = (SignIn.meeting_id == row["meeting_id"], SignIn.kind == row["kind"], SignIn.device == row["device"])
    owner = db.session.scalars(select(SignIn).where(*held, SignIn.waits_for.is_(None), SignIn.state == "accepted")).one()
    if owner.member_id != row["member_id"]:
        raise DeviceUsed
    return owner


def _latest(row: dict[str, Any]) -> SignIn:
    mine = (SignIn.meeting_id == row["meeting_id"], SignIn.member_id == row["member_id"], SignIn.kind == row["kind"])
    return db.session.scalars(select(SignIn).where(*mine).order_by(SignIn.id.desc()).limit(1)).one()


def _settle(meeting: AnyMeeting, best: SignIn | None, branch_id: int, marks: list[SignIn], reason: str, actor_id: int | None) -> int:
    wanted = best is not None and credited_seconds(meeting, best) > 0
    paid = _paid([str(mark.id) for mark in marks], marks[0].member_id) if marks else []
    if paid and not wanted:
        reverse(paid, reason=reason, actor_id=actor_id)
    return _pay(meeting, best, branch_id) if best and wanted and not paid else 0


def _paid(source_ids: list[str], member_id: int) -> list[Entry]:
    """What these marks have brought and nobody has taken back."""
    theirs = (Entry.member_id == member_id, Entry.source_type == "sign_in", Entry.source_id.in_(source_ids))
    return what_stands(db.session.scalars(select(Entry).where(*theirs)))


def _pay(meeting: AnyMeeting, sign_in: AnyMark, branch_id: int) -> int:
    """Hours and points, with the sign-in as their source."""
    seconds = credited_seconds(meeting, sign_in)
    if not seconds:
        return 0
    source, day = ("sign_in", str(sign_in.id)), clock.day_of(meeting.starts_at)
    deed = rules.Deed(source, meeting.title, day)
    (points,) = rules.award(rules.MEETING_ATTENDED, [deed], member_id=sign_in.member_id, branch_id=branch_id)
    post(Posting(HOURS, sign_in.member_id, branch_id, seconds, ATTENDED, source, meeting.title, day), points)
    return points.amount
