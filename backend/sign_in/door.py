"""What the door of a meeting knows about somebody who wants in: the roster, the leave, and whether they are in already."""

from dataclasses import dataclass

from sqlalchemy import BindParameter, and_, bindparam, select

from backend.core.db import Prepared, insert_once
from backend.core.errors import Refused
from backend.meetings.attendance_rules import AttendanceRule
from backend.meetings.facts import COLUMNS, AnyMeeting, MeetingFacts, facts_of
from backend.meetings.leave import Leave
from backend.meetings.models import Expected, Meeting
from backend.meetings.sign_ins import SignIn
from backend.sign_in.code import Code, series_of


@dataclass(frozen=True)
class Door:
    meeting: MeetingFacts
    member_id: int
    kind: str
    expected: bool
    on_leave: bool
    standing: SignIn | None  # the sign-in that counts already


def find_door(meeting_id: int, member_id: int, kind: str) -> Door | None:
    """Everything about this member at this meeting, in one statement; None where there is no such meeting. Nobody closes the
    meeting before this transaction is through, so whoever is let in stands in its record."""
    row = _DOOR.first(meeting=meeting_id, member=member_id, kind=kind)
    if row is None:
        return None
    standing = {name: getattr(row, f"standing_{name}") for name in _STANDING}
    counts = SignIn(**standing, meeting_id=row.id, member_id=member_id, kind=kind, counts=True) if row.standing_id else None
    return Door(facts_of(row), member_id, kind, row.expected is not None, row.leave == "granted", counts)


_STANDING = ("id", "method", "assurance", "state", "signed_in_at", "waits_for", "actor_id")
_ME: BindParameter[int] = bindparam("member")
_STATE = (
    *COLUMNS,
    Expected.member_id.label("expected"),
    Leave.state.label("leave"),
    *(getattr(SignIn, name).label(f"standing_{name}") for name in _STANDING),
)
_COUNTS = and_(SignIn.meeting_id == Meeting.id, SignIn.member_id == _ME, SignIn.kind == bindparam("kind"), SignIn.counts)
_DOOR = Prepared(
    select(*_STATE)
    .select_from(Meeting)
    .outerjoin(AttendanceRule, AttendanceRule.id == Meeting.rule_id)
    .outerjoin(Expected, and_(Expected.meeting_id == Meeting.id, Expected.member_id == _ME))
    .outerjoin(Leave, and_(Leave.meeting_id == Meeting.id, Leave.member_id == _ME))
    .outerjoin(SignIn, _COUNTS)
    .where(Meeting.id == bindparam("meeting"))
    .with_for_update(read=True, key_share=True, of=Meeting)
)


def refuse_unless_open(meeting: AnyMeeting) -> None:
    if meeting.closed_at:
        raise Refused("closed", "Signing in is closed: talk to the secretary.")
    if not meeting.opened_at:
        raise Refused("too_early", "Signing in has not begun: wait for the code on the screen.")


def refuse_other_series(meeting: AnyMeeting, code: Code) -> None:
    """A code of an older generation or key was made by us, but for nobody any more."""
    series = series_of(meeting)
    if (code.generation, code.key_id) != (series.generation, series.key_id):
        raise Refused("code_invalid", "This code was replaced: scan the one on the screen.", status=422)


def let_in(door: Door) -> None:
    """Refuse whoever is not expected or is on leave; a welcome guest is put on the roster."""
    if door.on_leave:
        raise Refused("on_leave", "You are on leave from this meeting: take the leave back first.")
    if door.expected:
        return
    if not door.meeting.guests_welcome:
        raise Refused("not_on_roster", "You are not on this meeting's list: talk to the secretary.")
    guest = {"meeting_id": door.meeting.id, "member_id": door.member_id, "guest": True}
    insert_once(Expected, [guest], returning=[Expected.member_id])
