"""Sign a member in to a meeting, out of it, or answer its second check: by a live code, the ticket of one, or six digits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import Refused
from backend.meetings.attend import Booked, DeviceUsed, book
from backend.meetings.facts import AnyMeeting
from backend.meetings.models import Meeting
from backend.meetings.sign_ins import AnyMark, SignIn
from backend.sign_in import checks
from backend.sign_in.code import TRAVEL_MS, Code, age_ms, is_live, read_code, series_of
from backend.sign_in.device import ThisDevice, assurance_of, read_device
from backend.sign_in.digits import refuse_wrong_digits
from backend.sign_in.door import Door, find_door, let_in, refuse_other_series, refuse_unless_open
from backend.sign_in.tickets import find_ticket, refuse_other_device, use_ticket

CLAIM_LIVES = timedelta(hours=24)
MOST_ON_ONE_DEVICE = 5  # members who may wait for the secretary's confirmation on one device


@dataclass(frozen=True)
class Outcome:
    """What became of it. `sign_in` is None for the answer to a second check."""

    meeting: AnyMeeting
    purpose: str
    sign_in: AnyMark | None
    first: bool
    points: int = 0


@dataclass(frozen=True)
class Signed:
    """The parts of a request that every way shares."""

    operation_id: str
    proof: str
    signature: str | None = None
    public_key: str | None = None
    waited_ms: int | None = None

    @property
    def message(self) -> str:
        return f"muster.sign-in|{self.operation_id}|{self.proof}"


def sign_in_by_code(actor: Actor, request: Signed) -> Outcome:
    code = read_code(request.proof)
    device = _device(request)
    door = find_door(code.meeting_id, actor.id, _kind(code.purpose)) if code else None
    if code is None or door is None:
        raise Refused("code_invalid", "This is not a sign-in code of ours: scan the one on the screen.", status=422)
    if again := _repeat(door, code.purpose):
        return again
    refuse_other_series(door.meeting, code)
    if _comes_late(door, code, request):
        return _claim(actor, door, device, code, request)
    refuse_unless_open(door.meeting)
    return _go_in(actor, door, device, code.purpose, "code", request)


def _comes_late(door: Door, code: Code, request: Signed) -> bool:
    """The code is no longer live; or it was scanned before the meeting closed and could not be sent until now."""
    meeting = door.meeting
    if not meeting.opened_at:
        return False
    waited = meeting.closed_at is not None and request.waited_ms is not None
    return waited or not is_live(code, series_of(meeting), age_ms=age_ms(meeting))


def sign_in_by_ticket(actor: Actor, request: Signed) -> Outcome:
    device = _device(request)
    ticket = find_ticket(request.proof)
    door = _door(ticket.meeting_id, actor, ticket.purpose)
    if again := _repeat(door, ticket.purpose):
        return again
    refuse_other_device(ticket, request.message, request.public_key, request.signature)
    use_ticket(ticket, actor.id)
    refuse_unless_open(door.meeting)
    return _go_in(actor, door, device, ticket.purpose, "code", request)


def sign_in_by_digits(actor: Actor, meeting: Meeting, purpose: str, request: Signed) -> Outcome | Refused:
    """A wrong try is answered, not raised: its count must be committed."""
    device = _device(request)
    door = _door(meeting.id, actor, purpose)
    if again := _repeat(door, purpose):
        return again
    refuse_unless_open(door.meeting)
    if refusal := refuse_wrong_digits(door.meeting, request.proof, purpose, [f"m{actor.id}", device.subject]):
        return refusal
    return _go_in(actor, door, device, purpose, "digits", request)


def _device(request: Signed) -> ThisDevice:
    return read_device(request.message, request.signature)


def _door(meeting_id: int, actor: Actor, purpose: str) -> Door:
    door = find_door(meeting_id, actor.id, _kind(purpose))
    assert door is not None, "who asks has seen the meeting, or holds its ticket"
    return door


def _kind(purpose: str) -> str:
    return "out" if purpose == "out" else "in"


def _repeat(door: Door, purpose: str) -> Outcome | None:
    """A second sign-in answers like the first, with the first time. What the secretary entered is no first one: the member's
    own scan is surer, and both are kept."""
    if purpose == "check" or door.standing is None or door.standing.actor_id is not None:
        return None
    return Outcome(door.meeting, purpose, door.standing, first=False)


def _go_in(actor: Actor, door: Door, device: ThisDevice, purpose: str, method: str, request: Signed) -> Outcome:
    if purpose == "check":
        return _answer_check(door)
    if purpose == "in":
        let_in(door)
    else:
        _refuse_who_is_not_in(door)
    meeting = door.meeting
    assert meeting.opened_at is not None
    assurance = assurance_of(device, method, opened_at=meeting.opened_at)
    return _book(actor, door, device, method=method, assurance=assurance, signed_in_at=clock.now(), operation_id=request.operation_id)


def _claim(actor: Actor, door: Door, device: ThisDevice, code: Code, request: Signed) -> Outcome:
    """A code that was scanned without a network: kept for the secretary, who knows who was in the room."""
    meeting = door.meeting
    assert meeting.opened_at is not None
    shown = meeting.opened_at + timedelta(seconds=code.second)
    in_time = shown <= min(clock.now(), meeting.closed_at or clock.now()) and clock.now() <= shown + CLAIM_LIVES
    if request.waited_ms is None or code.purpose == "check" or not in_time:
        refuse_unless_open(meeting)
        raise Refused("code_expired", "The code has changed: scan the screen again.")
    if again := _claimed_before(door):
        return again
    let_in(door)
    scanned = _within(clock.now() - timedelta(milliseconds=request.waited_ms), shown, 2 * meeting.slot_ms + TRAVEL_MS)
    mark = {"method": "code", "assurance": "C", "state": "waiting", "waits_for": "offline", "signed_in_at": scanned}
    return _book(actor, door, device, operation_id=request.operation_id, **mark)


def _claimed_before(door: Door) -> Outcome | None:
    """One claim a member: what the secretary has not decided yet, or has declined, is not asked again."""
    mine = (SignIn.meeting_id == door.meeting.id, SignIn.member_id == door.member_id, SignIn.kind == door.kind)
    claim = db.session.scalars(select(SignIn).where(*mine, SignIn.state.in_(("waiting", "declined"))).order_by(SignIn.id).limit(1)).first()
    return Outcome(door.meeting, door.kind, claim, first=False) if claim else None


def _within(moment: datetime, first: datetime, longest_ms: int) -> datetime:
    """The moment, or the nearest one at which the code stood: a phone's clock may be wrong."""
    return min(max(moment, first), first + timedelta(milliseconds=longest_ms))


def _book(actor: Actor, door: Door, device: ThisDevice, **mark: Any) -> Outcome:
    mark = {"member_id": actor.id, "kind": door.kind, "device": device.subject, **mark}
    try:
        booked = book(door.meeting, actor.branch_id, **mark)
    except DeviceUsed:
        if again := _claimed_before(door):
            return again
        booked = _wait_for_confirmation(actor, door.meeting, mark)
    return Outcome(door.meeting, door.kind, booked.sign_in, booked.first, booked.points)


def _wait_for_confirmation(actor: Actor, meeting: AnyMeeting, mark: dict[str, Any]) -> Booked:
    """Elders share phones, and may: the second member on one waits for the secretary's tap."""
    same = (SignIn.meeting_id == meeting.id, SignIn.device == mark["device"], SignIn.waits_for == "shared_device")
    if db.session.scalars(select(func.count()).select_from(SignIn).where(*same)).one() >= MOST_ON_ONE_DEVICE:
        raise Refused("device_used", "This phone has signed in several people: ask the secretary to mark you.")
    return book(meeting, actor.branch_id, **{**mark, "state": "waiting", "waits_for": "shared_device", "assurance": "B"})


def _answer_check(door: Door) -> Outcome:
    _refuse_who_is_not_in(door)
    check = checks.check_with_code(door.meeting.id, grace=timedelta(milliseconds=2 * door.meeting.slot_ms + TRAVEL_MS))
    if check is None:
        raise Refused("nobody_asked", "No second check is going on.")
    checks.answer(check, door.member_id, present=True, actor_id=door.member_id)
    return Outcome(door.meeting, "check", None, first=True)


def _refuse_who_is_not_in(door: Door) -> None:
    came = (SignIn.meeting_id == door.meeting.id, SignIn.member_id == door.member_id, SignIn.kind == "in", SignIn.counts)
    if db.session.scalar(select(SignIn.id).where(*came)) is None:
        raise Refused("not_in_yet", "Sign in to the meeting first.")
