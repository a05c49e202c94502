"""Who is part of a dispute and can't answer it: the member, whoever booked it by hand, whoever has answered it before."""

from sqlalchemy import ColumnElement, select

from backend.core.actor import Actor
from backend.core.db import db
from backend.disputes.models import Dispute
from backend.ledger.models import Entry
from backend.manual.models import ManualAward
from backend.organisations.tree import lies_within


def parties(dispute: Dispute) -> set[int]:
    answered = {answer.answered_by for answer in dispute.answers if answer.round < dispute.round}
    return {dispute.member_id, *_booked_by_hand(dispute), *answered}


def is_before(actor: Actor, dispute: Dispute) -> bool:
    """Is it this person's turn? Whoever looks after the organisation before which it waits; and where the member has moved away
    from there, whoever looks after the member now."""
    place, home = dispute.turn.organisation.path, dispute.member.branch.path
    return any(lies_within(place, role.path) for role in actor.roles) or not lies_within(home, place)


def _booked_by_hand(dispute: Dispute) -> set[int]:
    """Who booked the entry, and the two who asked for it and decided where it was a manual award or a reversal."""
    entry = db.session.get(Entry, dispute.entry_id) if dispute.entry_id else None
    if entry is None:
        return set()
    booked = {entry.actor_id} if entry.actor_id else set()
    if entry.source_type == "manual":
        return booked | _asked_and_decided(ManualAward.id == int(entry.source_id))
    # Most entries reverse nothing: to ask for the award of no entry would find every award.
    return booked | _asked_and_decided(ManualAward.entry_id == entry.reverses_id) if entry.reverses_id else booked


def _asked_and_decided(by_hand: ColumnElement[bool]) -> set[int]:
    two = select(ManualAward.asked_by, ManualAward.decided_by).where(by_hand, ManualAward.state == "approved")
    return {one for row in db.session.execute(two) for one in row if one}
