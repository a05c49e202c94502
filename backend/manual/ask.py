"""Ask for points by hand, or for the reversal of an entry: nothing is booked before a second person agrees."""

from datetime import date
from typing import Any

from sqlalchemy import select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db, insert_once
from backend.core.errors import Refused
from backend.ledger.models import POINTS, Entry
from backend.ledger.reversals import reversals_of
from backend.manual.limits import refuse_too_much
from backend.manual.models import ManualAward
from backend.manual.second_person import second_persons
from backend.members.models import Member, lock_member
from backend.notices.tell import tell_many
from backend.permissions import is_placed_above

SAID = ("member_id", "book", "amount", "day", "entry_id", "reason", "document")


def ask_award(actor: Actor, member: Member, said: dict[str, Any]) -> tuple[ManualAward, bool]:
    """What is asked for, and whether it is new. `said`: operation_id, amount, day (None: today), reason, document.
    Raises Refused beyond the limits, and where nobody could decide."""
    day = said["day"] or clock.today()
    row = _row(actor, member, said) | {"book": POINTS, "amount": said["amount"], "day": day, "entry_id": None}
    lock_member(member.id)
    if standing := _asked_before(row):
        return standing, False
    _refuse_day(day)
    refuse_too_much(member.id, said["amount"], day)
    return _ask(actor, member, row)


def ask_reversal(actor: Actor, entry: Entry, said: dict[str, Any]) -> tuple[ManualAward, bool]:
    """The same for taking an entry of either book back. `said`: operation_id, reason, document."""
    member = db.session.get_one(Member, entry.member_id)
    row = _row(actor, member, said) | {"book": entry.book, "amount": -entry.amount, "day": entry.day, "entry_id": entry.id}
    lock_member(member.id)
    if standing := _asked_before(row):
        return standing, False
    refuse_reversed(entry.id)
    return _ask(actor, member, row)


def refuse_reversed(entry_id: int) -> None:
    if reversals_of([entry_id]):
        raise Refused("reversed_already", "This entry is taken back already.")


def _row(actor: Actor, member: Member, said: dict[str, Any]) -> dict[str, Any]:
    if is_placed_above(actor, member):
        raise Refused("forbidden", "You may not do this.", status=403)
    about = {"operation_id": str(said["operation_id"]), "member_id": member.id, "asked_by": actor.id}
    return {**about, "reason": said["reason"], "document": said["document"] or None}


def _asked_before(row: dict[str, Any]) -> ManualAward | None:
    same = (ManualAward.asked_by == row["asked_by"], ManualAward.operation_id == row["operation_id"])
    standing = db.session.scalars(select(ManualAward).where(*same)).first()
    if standing and any(getattr(standing, name) != row[name] for name in SAID):
        raise Refused("operation_taken", "This was sent before with other words: open the page again and ask anew.")
    return standing


def _refuse_day(day: date) -> None:
    if day > clock.today():
        raise Refused("day_to_come", "That day is still to come.", status=422)
    if day.year != clock.today().year:
        raise Refused("another_year", "Points are given or taken by hand within the running year.", status=422)


def _ask(actor: Actor, member: Member, row: dict[str, Any]) -> tuple[ManualAward, bool]:
    deciders = second_persons(member, actor.id)
    added = insert_once(ManualAward, [{**row, "state": "waiting", "asked_at": clock.now()}], returning=[ManualAward.id])
    if not added:
        raise Refused("reversal_asked_already", "Somebody has asked to take this entry back already: it waits for a decision.")
    award = db.session.get_one(ManualAward, added[0].id)
    tell_many(deciders, "award_waiting", {"award_id": award.id, "name": member.name}, once=f"award/{award.id}/waiting")
    return award, True
