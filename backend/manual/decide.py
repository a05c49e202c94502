"""A second person decides on what was asked for; whoever asked may take it back until then."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import Refused
from backend.ledger.models import POINTS, Entry
from backend.ledger.post import Posting, post, reverse
from backend.manual.ask import refuse_reversed
from backend.manual.models import ManualAward
from backend.members.models import lock_member
from backend.notices.tell import tell

BY_HAND = "by_hand"
SOURCE = "manual"
STATE_AFTER = {"approve": "approved", "decline": "declined"}
# Rooms above that wait for a decision add themselves here: each is called when an award is decided or taken back.
WHEN_OVER: list[Callable[[ManualAward], None]] = []


def decide(award: ManualAward, actor: Actor, decision: dict[str, Any]) -> None:
    """Approve, which books, or decline. The same decision by the same person again changes nothing."""
    _hold(award)
    state = STATE_AFTER[decision["decision"]]
    if (award.state, award.decided_by) == (state, actor.id):
        return
    _refuse_over(award)
    if state == "declined" and not decision["reason"]:
        raise Refused("reason_needed", "Say why: whoever asked reads it.", status=422)
    booked = _book(award) if state == "approved" else None
    award.booked_id = booked.id if booked else None
    award.state, award.decision_reason = state, decision["reason"]
    award.decided_by, award.decided_at = actor.id, clock.now()
    db.session.flush()
    db.session.expire(award)
    _tell(award, booked)
    _end(award)


def withdraw(award: ManualAward) -> None:
    """Take it back while nobody has decided. A second time changes nothing."""
    _hold(award)
    if award.state == "withdrawn":
        return
    _refuse_over(award)
    award.state = "withdrawn"
    db.session.flush()
    _end(award)


def _hold(award: ManualAward) -> None:
    lock_member(award.member_id)
    db.session.refresh(award)


def _refuse_over(award: ManualAward) -> None:
    if award.state == "withdrawn":
        raise Refused("withdrawn_already", "It was taken back by whoever asked.")
    if award.state != "waiting":
        raise Refused("decided_already", "It is decided.")


def _book(award: ManualAward) -> Entry:
    """The entry that comes of it, on the day it was asked for; the member's branch is that of today."""
    if award.entry_id:
        refuse_reversed(award.entry_id)
        reverse([db.session.get_one(Entry, award.entry_id)], reason=award.reason, actor_id=award.asked_by)
        return db.session.scalars(select(Entry).where(Entry.reverses_id == award.entry_id)).one()
    source = (SOURCE, str(award.id))
    who = {"member_id": award.member_id, "branch_id": award.member.branch_id, "actor_id": award.asked_by}
    post(Posting(POINTS, amount=award.amount, rule=BY_HAND, source=source, title=award.reason, day=award.day, reason=award.reason, **who))
    mine = (Entry.member_id == award.member_id, Entry.book == POINTS, Entry.rule == BY_HAND)
    return db.session.scalars(select(Entry).where(*mine, Entry.source_type == source[0], Entry.source_id == source[1])).one()


def _tell(award: ManualAward, booked: Entry | None) -> None:
    result = {"approved": award.state == "approved", "reason": award.decision_reason}
    tell(award.asked_by, "award_decided", {"award_id": award.id, "name": award.member.name, **result}, once=f"award/{award.id}/decided")
    if booked is None:
        return
    about = {"entry_id": booked.id, "book": booked.book, "amount": booked.amount, "reason": award.reason}
    if award.entry_id:
        tell(award.member_id, "entry_reversed", {**about, "title": booked.title}, once=f"award/{award.id}/booked")
    else:
        tell(award.member_id, "booked_by_hand", about, once=f"award/{award.id}/booked")


def _end(award: ManualAward) -> None:
    for hear in WHEN_OVER:
        hear(award)
