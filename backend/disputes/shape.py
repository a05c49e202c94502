"""A dispute as it is shown, with before whom it waits and what the asker can do about it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.disputes.answer import may_answer
from backend.disputes.models import Dispute, DisputeTurn
from backend.ledger.models import Entry
from backend.permissions import is_the_members_own, looks_after_anothers

SHOWN = ("id", "member", "kind", "book", "day", "title", "words", "words_again", "state", "version", "opened_at", "answers")
ANSWERED = ("explained", "corrected")


def shape_rows(rows: Sequence[Any], actor: Actor) -> list[dict[str, Any]]:
    disputes = [row[0] for row in rows]
    wanted = [dispute.entry_id for dispute in disputes if dispute.entry_id]
    entries = {entry.id: entry for entry in db.session.scalars(select(Entry).where(Entry.id.in_(wanted)))} if wanted else {}
    return [_shape(dispute, entries.get(dispute.entry_id), actor) for dispute in disputes]


def shape(dispute: Dispute, actor: Actor) -> dict[str, Any]:
    return shape_rows([(dispute,)], actor)[0]


def _shape(dispute: Dispute, entry: Entry | None, actor: Actor) -> dict[str, Any]:
    shown = {name: getattr(dispute, name) for name in SHOWN}
    is_open = dispute.state == "open"
    waits = {
        "turn": _now(dispute.turn) if is_open else None,
        "then": _then(dispute) if is_open else None,
        "rose": is_open and _rose(dispute),
    }
    first = sum(answer.round == 1 for answer in dispute.answers)
    return {**shown, **waits, "answers_before": first, "branch": dispute.member.branch, "entry": entry, "can": _can(dispute, actor)}


def _now(turn: DisputeTurn) -> dict[str, Any]:
    named = {name: getattr(turn, name) for name in ("organisation", "from_day", "due_on")}
    return {**named, "days_left": (turn.due_on - clock.today()).days}


def _then(dispute: Dispute) -> DisputeTurn | None:
    return next((turn for turn in dispute.turns if turn.from_day > clock.today()), None)


def _rose(dispute: Dispute) -> bool:
    """Did the turn before this one end without an answer?"""
    begun = [turn for turn in dispute.turns if turn.from_day <= clock.today()]
    return len(begun) > 1 and all(clock.day_of(answer.answered_at) < begun[-2].from_day for answer in dispute.answers)


def _can(dispute: Dispute, actor: Actor) -> list[str]:
    if is_the_members_own(actor, dispute):
        mine = {"withdraw_dispute": dispute.state == "open", "raise_dispute": dispute.state in ANSWERED and dispute.round == 1}
        return [word for word, may in mine.items() if may]
    return ["answer_dispute"] if looks_after_anothers(actor, dispute) and may_answer(dispute, actor) else []
