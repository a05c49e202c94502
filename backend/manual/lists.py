"""Which manual awards a person sees, which of them wait for the person's decision, and how they are shown."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from backend.core.actor import Actor
from backend.core.db import db
from backend.core.pages import Listing
from backend.ledger.models import Entry
from backend.manual.models import ManualAward
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within_any
from backend.permissions import asked_for_it, decides_as_second

_PLAIN = ("id", "book", "member", "amount", "day", "entry_id", "reason", "document", "state", "asked_at", "decided_at")


def awards_for(actor: Actor, query: dict[str, Any]) -> Listing:
    """The oldest first of what is to be decided, else the latest first."""
    seen = ManualAward.visible_to(actor)
    for name, column in (("state", ManualAward.state), ("member", ManualAward.member_id)):
        seen = seen.where(column == query[name]) if query[name] else seen
    if query["entry"]:
        seen = seen.where(or_(ManualAward.entry_id == query["entry"], ManualAward.booked_id == query["entry"]))
    beside = {"to_decide": db.session.scalar(select(func.count(ManualAward.id)).where(_to_decide(actor)))}
    if query["to_decide"]:
        return Listing(seen.where(_to_decide(actor)), by=(ManualAward.id,), shape=lambda rows: shape_awards(rows, actor), beside=beside)
    return Listing(seen, by=(ManualAward.id.desc(),), shape=lambda rows: shape_awards(rows, actor), beside=beside)


def shape_awards(rows: Sequence[Any], actor: Actor) -> list[dict[str, Any]]:
    awards: list[ManualAward] = [row[0] for row in rows]
    titles = _titles([award.entry_id for award in awards if award.entry_id])
    return [_shape(award, titles.get(award.entry_id or 0), actor) for award in awards]


def _to_decide(actor: Actor) -> ColumnElement[bool]:
    inside = ManualAward.member.has(Member.branch.has(within_any(Organisation.path, actor.scope)))
    return and_(ManualAward.state == "waiting", ManualAward.asked_by != actor.id, ManualAward.member_id != actor.id, inside)


def _titles(entry_ids: Sequence[int]) -> dict[int, str]:
    named = select(Entry.id, Entry.title).where(Entry.id.in_(entry_ids))
    return {row.id: row.title for row in db.session.execute(named)} if entry_ids else {}


def _shape(award: ManualAward, title: str | None, actor: Actor) -> dict[str, Any]:
    people = {"branch": award.member.branch, "asked_by": award.asker, "decided_by": award.decider}
    told = {"kind": "reversal" if award.entry_id else "award", "title": title, "can": _can(award, actor)}
    # Who is concerned reads what was booked, not what was said among those who decided.
    open_to = award.member_id != actor.id
    inside = {"decision_reason": award.decision_reason if open_to else None, "booked_id": award.booked_id}
    return {**{name: getattr(award, name) for name in _PLAIN}, **people, **told, **inside}


def _can(award: ManualAward, actor: Actor) -> list[str]:
    deeds = {"decide_on_award": decides_as_second, "withdraw_award": asked_for_it}
    return [word for word, rule in deeds.items() if award.state == "waiting" and rule(actor, award)]
