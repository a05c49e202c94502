"""All that stands behind one entry: the rule that paid, what earned it, what took it back, and whether its period is closed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from backend.core.db import db
from backend.ledger.entries import within_period
from backend.ledger.late import closings_of
from backend.ledger.models import Balance, Entry, PointRule
from backend.ledger.reversals import reversals_of
from backend.members.models import Member
from backend.organisations.models import Organisation

_RULE = ("from_day", "amount", "daily_cap", "weekly_cap", "yearly_cap")
_PLAIN = ("id", "book", "amount", "day", "created_at", "title", "reason")
_SHORT = ("id", "day", "amount", "title", "reason", "created_at")


def facts_of(entry: Entry) -> dict[str, Any]:
    """One entry with everything that its figure rests on."""
    return {
        **{name: getattr(entry, name) for name in _PLAIN},
        "member": db.session.get_one(Member, entry.member_id),
        "branch": db.session.get_one(Organisation, entry.branch_id),
        "rule": _rule_of(entry),
        "source": {"kind": entry.source_type, "id": entry.source_id},
        "actor": db.session.get(Member, entry.actor_id) if entry.actor_id else None,
        "reverses": _short(db.session.get(Entry, entry.reverses_id) if entry.reverses_id else None),
        "reversed_by": _short(reversals_of([entry.id]).get(entry.id)),
        "closings": [_closing(closing, entry) for closing in closings_of([entry.day])],
    }


def sums_by_rule(member: Member, book: str, period: str) -> dict[str, Any]:
    """A member's figure and the rules that it is made of; each leads to its entries."""
    balance = select(Balance.amount).where(Balance.member_id == member.id, Balance.book == book, Balance.period == period)
    amounts = (func.sum(Entry.amount).label("amount"), func.count(Entry.id).label("entry_count"))
    mine: Any = select(Entry.rule, *amounts).where(Entry.member_id == member.id, Entry.book == book)
    by_rule = within_period(mine, period).group_by(Entry.rule).order_by(Entry.rule)
    rules = [row._asdict() for row in db.session.execute(by_rule)]
    return {"member": member, "book": book, "period": period, "amount": db.session.scalar(balance) or 0, "rules": rules}


def with_members(shaped: Sequence[dict[str, Any]], rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Entries of several people, each with whose it is."""
    ids = {row[0].member_id for row in rows}
    people = {one.id: one for one in db.session.scalars(select(Member).where(Member.id.in_(ids)))} if ids else {}
    return [{**one, "member": people[row[0].member_id]} for one, row in zip(shaped, rows, strict=True)]


def _rule_of(entry: Entry) -> dict[str, Any]:
    """The version that paid, where it is one of the dated rules of points; of the others the name alone."""
    version = select(PointRule).where(PointRule.name == entry.rule, PointRule.version == entry.rule_version)
    rule = db.session.scalars(version).first() if entry.book == "points" else None
    said = {name: getattr(rule, name) for name in _RULE} if rule else dict.fromkeys(_RULE)
    return {"name": entry.rule, "version": entry.rule_version, **said}


def _short(entry: Entry | None) -> dict[str, Any] | None:
    return {name: getattr(entry, name) for name in _SHORT} if entry else None


def _closing(closing: Any, entry: Entry) -> dict[str, Any]:
    return {"id": closing.id, "period": closing.period, "closed_at": closing.closed_at, "late": entry.id > closing.position}
