"""Those who look after the branch answer a dispute: the entry is right, and why; or it is corrected, and how."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db, insert_once
from backend.core.errors import Refused
from backend.disputes.dispute import hold
from backend.disputes.models import Dispute, DisputeAnswer
from backend.disputes.parties import is_before, parties
from backend.disputes.turns import begin_turns, end_turns, keepers_above, places_from
from backend.ledger.models import POINTS, Entry
from backend.manual.ask import ask_award, ask_reversal
from backend.manual.models import ManualAward
from backend.notices.tell import tell

SAME = ("outcome", "correction", "sentence")


def answer(dispute: Dispute, actor: Actor, said: dict[str, Any]) -> None:
    """Answer the version that was seen. The same answer again changes nothing; one that came in between is told."""
    hold(dispute)
    if _is_repeated(dispute, actor, said):
        return
    if dispute.version != said["version"] or dispute.state != "open":
        raise Refused("answered_meanwhile", "It has changed in the meantime: look again.")
    _refuse_others(dispute, actor)
    award = _correct(dispute, actor, said)
    _write_down(dispute, actor, said, award)
    end_turns(dispute)
    dispute.version += 1
    if award is None:
        settle(dispute)
    else:
        dispute.state = "awaiting_second"


def hear_decision(award: ManualAward) -> None:
    """The second person has decided on a correction, or who asked for it took it back. Unless it is booked, the dispute is open
    again, with the whole time to answer it."""
    dispute = _corrected_by(award)
    if dispute is None:
        return
    dispute.version += 1
    if award.state == "approved":
        settle(dispute)
    else:
        dispute.state = "open"
        keepers = keepers_above(dispute.member.branch.path, without=parties(dispute))
        begin_turns(dispute, places_from(dispute.turn.organisation.path, keepers), keepers)


def settle(dispute: Dispute) -> None:
    """The last answer holds, and the member is told."""
    last = dispute.answers[-1]
    dispute.state = last.outcome
    about = {"dispute_id": dispute.id, "title": dispute.title, "corrected": last.outcome == "corrected", "reason": last.sentence}
    tell(dispute.member_id, "dispute_answered", about, once=f"dispute/{dispute.id}/answer/{last.number}")


def may_answer(dispute: Dispute, actor: Actor) -> bool:
    """Is it open, this person's turn, and is this person no part of it? (That they look after the member is asked elsewhere.)"""
    return dispute.state == "open" and is_before(actor, dispute) and actor.id not in parties(dispute)


def _is_repeated(dispute: Dispute, actor: Actor, said: dict[str, Any]) -> bool:
    last = dispute.answers[-1] if dispute.answers else None
    return (
        last is not None
        and (last.number, last.answered_by) == (said["version"], actor.id)
        and all(getattr(last, name) == said[name] for name in SAME)
    )


def _refuse_others(dispute: Dispute, actor: Actor) -> None:
    if not is_before(actor, dispute):
        raise Refused("risen_above", "It has risen to the level above, which answers it now.")
    if actor.id in parties(dispute):
        raise Refused("part_of_it", "You booked this yourself or have answered before: somebody else answers it.", status=403)


def _correct(dispute: Dispute, actor: Actor, said: dict[str, Any]) -> ManualAward | None:
    """Ask for the booking that puts it right, if it is to be booked by hand: a second person decides on it."""
    asked = {
        "operation_id": uuid5(NAMESPACE_URL, f"dispute/{dispute.id}/{dispute.version}"),
        "reason": said["sentence"][:200],
        "document": None,
    }
    if said["correction"] == "reversal":
        if dispute.entry_id is None:
            raise Refused("nothing_to_reverse", "There is no entry to take back: book the missing one.", status=422)
        return ask_reversal(actor, db.session.get_one(Entry, dispute.entry_id), asked)[0]
    if said["correction"] == "award":
        if dispute.book != POINTS:
            raise Refused("hours_not_by_hand", "Hours are put right where they were earned: in the record or the study.", status=422)
        day = dispute.day if dispute.day.year == clock.today().year else None  # a year that is over gets no points by hand
        return ask_award(actor, dispute.member, {**asked, "amount": said["amount"], "day": day})[0]
    return None


def _write_down(dispute: Dispute, actor: Actor, said: dict[str, Any], award: ManualAward | None) -> None:
    numbered = {"number": _number(dispute, actor), "round": dispute.round, "award_id": award and award.id}
    row = {name: said[name] for name in SAME} | numbered
    who = {"dispute_id": dispute.id, "answered_by": actor.id, "organisation_id": dispute.turn.organisation_id}
    if not insert_once(DisputeAnswer, [{**row, **who, "answered_at": clock.now()}], returning=[DisputeAnswer.id]):
        raise Refused("answered_meanwhile", "Somebody else has answered in the meantime: look again.")
    db.session.expire(dispute, ["answers"])


def _number(dispute: Dispute, actor: Actor) -> int:
    """An answer is numbered by the version that it answers, whoever gives it: the database lets one in."""
    return dispute.version


def _corrected_by(award: ManualAward) -> Dispute | None:
    """The dispute that waits for this award, held."""
    asked = select(Dispute).join(DisputeAnswer).where(DisputeAnswer.award_id == award.id, Dispute.state == "awaiting_second")
    dispute = db.session.scalars(asked).unique().one_or_none()
    if dispute is None:
        return None
    hold(dispute)
    return dispute if dispute.state == "awaiting_second" else None
