"""A member says that an entry is wrong or missing, takes it back, or brings an answered one before the level above."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db, insert_once
from backend.core.errors import NotFound, Refused
from backend.disputes.models import WAITING, Dispute
from backend.disputes.parties import parties
from backend.disputes.turns import begin_turns, end_turns, keepers_above, places_above, places_from
from backend.ledger.models import Entry
from backend.members.models import lock_member

MOST_OPEN = 3  # of one member at a time
OLDEST_MISSING = timedelta(days=366)
SAID = ("book", "entry_id", "day", "title", "words")


def open_dispute(actor: Actor, said: dict[str, Any]) -> tuple[Dispute, bool]:
    """The dispute, and whether it is new. Raises Refused where the operation id stands for something else already."""
    operation_id = str(said["operation_id"])
    lock_member(actor.id)
    facts = _facts(actor, said)
    if stands := _sent_before(actor, operation_id):
        return _the_same(stands, facts), False
    _refuse_too_many(actor)
    _refuse_twice(facts["entry_id"])
    row = {**facts, "member_id": actor.id, "operation_id": operation_id, "opened_at": clock.now()}
    if not insert_once(Dispute, [{**row, "state": "open", "round": 1, "version": 1}], returning=[Dispute.id]):
        raise Refused("disputed_already", "This entry is under dispute already.")
    dispute = _sent_before(actor, operation_id)
    assert dispute is not None
    path = dispute.member.branch.path
    keepers = keepers_above(path, without=parties(dispute))
    begin_turns(dispute, places_from(path, keepers), keepers)
    return dispute, True


def withdraw(dispute: Dispute) -> None:
    """Take it back while it waits. A second time changes nothing."""
    hold(dispute)
    if dispute.state == "withdrawn":
        return
    if dispute.state != "open":
        raise Refused("answered_already", "It has its answer, or a correction is under way: it can't be taken back any more.")
    end_turns(dispute)
    dispute.state, dispute.version = "withdrawn", dispute.version + 1


def raise_again(dispute: Dispute, said: dict[str, Any]) -> None:
    """Not content with the answer: once, before the level above the one that answered."""
    hold(dispute)
    if dispute.round == 2:
        if dispute.words_again == said["words"]:
            return
        raise Refused("raised_already", "You have brought this before the level above once: its answer is the last one.")
    if dispute.state not in ("explained", "corrected"):
        raise Refused("not_answered_yet", "It has no answer yet: unanswered, it rises by itself.")
    answered_at = dispute.answers[-1].organisation
    dispute.round, dispute.words_again, dispute.state, dispute.version = 2, said["words"], "open", dispute.version + 1
    keepers = keepers_above(dispute.member.branch.path, without=parties(dispute))
    places = places_above(answered_at, keepers)
    if not places:
        raise Refused("nobody_above", "There is nobody above who could answer: talk to your branch.")
    begin_turns(dispute, places, keepers)


def hold(dispute: Dispute) -> None:
    """From here on nobody else changes this member's disputes until the transaction ends."""
    lock_member(dispute.member_id)
    db.session.refresh(dispute)


def _facts(actor: Actor, said: dict[str, Any]) -> dict[str, Any]:
    """What it is about: the entry's own book, day and title, or what the member says of the missing one."""
    if said["entry_id"] is None:
        _refuse_other_days(said["day"])
        return {**{name: said[name] for name in SAID}, "kind": "missing"}
    entry = db.session.scalars(select(Entry).where(Entry.id == said["entry_id"], Entry.member_id == actor.id)).one_or_none()
    if entry is None:
        raise NotFound
    return {"kind": "entry", "entry_id": entry.id, "book": entry.book, "day": entry.day, "title": entry.title, "words": said["words"]}


def _refuse_other_days(day: Any) -> None:
    if not clock.today() - OLDEST_MISSING <= day <= clock.today():
        raise Refused("day_unusable", "Name a day of the last twelve months.", status=422)


def _sent_before(actor: Actor, operation_id: str) -> Dispute | None:
    mine = select(Dispute).where(Dispute.member_id == actor.id, Dispute.operation_id == operation_id)
    return db.session.scalars(mine).unique().one_or_none()


def _the_same(stands: Dispute, facts: dict[str, Any]) -> Dispute:
    if any(getattr(stands, name) != value for name, value in facts.items()):
        raise Refused("operation_taken", "This was sent before with other words: open the page again and write it anew.")
    return stands


def _refuse_too_many(actor: Actor) -> None:
    open_ones = select(func.count(Dispute.id)).where(Dispute.member_id == actor.id, Dispute.state.in_(WAITING))
    if (db.session.scalar(open_ones) or 0) >= MOST_OPEN:
        raise Refused("too_many_disputes", f"{MOST_OPEN} of yours wait for an answer: wait for one, or take one back.")


def _refuse_twice(entry_id: int | None) -> None:
    standing = select(Dispute.id).where(Dispute.entry_id == entry_id, Dispute.state != "withdrawn")
    if entry_id is not None and db.session.scalar(standing):
        raise Refused("disputed_already", "You have disputed this entry already: see its answer.")
