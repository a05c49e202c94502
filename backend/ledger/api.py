"""Endpoints of the ledger: from every figure down to the entries behind it, and the closing of months and years."""

from collections.abc import Sequence
from typing import Any

from flask import g
from sqlalchemy import select

from backend.core.db import db
from backend.core.pages import Listing
from backend.core.web import Feature
from backend.ledger.closings import close_at_once, next_month, next_year
from backend.ledger.entries import OneEntryShape, entries_of, named, shape_rows
from backend.ledger.facts import facts_of, sums_by_rule, with_members
from backend.ledger.late import late_entries
from backend.ledger.models import Closing, Entry
from backend.ledger.schemas import (
    BookQuery,
    EntryFacts,
    EntryOfMember,
    MemberEntriesQuery,
    NextToClose,
    PeriodClosing,
    PeriodToClose,
    SumsOfMember,
)
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within_any
from backend.permissions import administers_everything, any_member, can_on_entry, looks_after_somebody

ledger = Feature("ledger")


@ledger.get("/entries/<int:entry_id>", may=any_member, on=Entry, gives=EntryFacts)
def get_entry(entry: Entry) -> dict[str, Any]:
    """One entry: the rule's version that paid, what earned it, what took it back, and whether its period is closed."""
    facts = facts_of(entry)
    open_to_reversal = facts["reversed_by"] is None
    return {**facts, "can": can_on_entry(g.actor, facts["member"]) if open_to_reversal else []}


@ledger.get("/members/<int:member_id>/entries", may=any_member, on=Member, query=MemberEntriesQuery, lists=OneEntryShape)
def list_member_entries(member: Member, query: dict[str, Any]) -> Listing:
    """A member's entries, newest first: my own, or those of a member I look after. Of a period, a rule, a day."""
    return entries_of(member.id, query["book"], **named(query))


@ledger.get("/members/<int:member_id>/sums", may=any_member, on=Member, query=BookQuery, gives=SumsOfMember)
def get_member_sums(member: Member, query: dict[str, Any]) -> dict[str, Any]:
    """A member's figure of a period, and the rules that it is made of."""
    return sums_by_rule(member, query["book"], query["period"])


@ledger.get("/closings", may=any_member, lists=PeriodClosing, beside=NextToClose)
def list_closings() -> Listing:
    """Which months and years are closed, the latest first, and which may be closed next."""
    beside = {"next_month": next_month(), "next_year": next_year()}
    return Listing(select(Closing), by=(Closing.id.desc(),), shape=_shape_closings, beside=beside)


@ledger.post("/closings", may=administers_everything, takes=PeriodToClose, gives=PeriodClosing, status=201)
def close_period(body: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Close a month or a year that is over. Its figures stand from now on; what comes later is marked as such."""
    closing, first = close_at_once(body["period"], g.actor.id)
    return _shape_closings([(closing,)])[0], 201 if first else 200


@ledger.get("/closings/<int:closing_id>/late-entries", may=looks_after_somebody, on=Closing, lists=EntryOfMember)
def list_late_entries(closing: Closing) -> Listing:
    """What was booked for this period after its close, of the members I look after, the latest first."""
    theirs = select(Member.id).join(Organisation).where(within_any(Organisation.path, g.actor.scope))
    late = late_entries(closing).where(Entry.member_id.in_(theirs))
    return Listing(late, by=(Entry.id.desc(),), shape=lambda rows: with_members(shape_rows(rows), rows))


_PLAIN = ("id", "period", "position", "entry_count", "totals", "digest", "closed_at")


def _shape_closings(rows: Sequence[Any]) -> list[dict[str, Any]]:
    ids = {row[0].closed_by for row in rows if row[0].closed_by}
    people = {one.id: one for one in db.session.scalars(select(Member).where(Member.id.in_(ids)))} if ids else {}
    return [{**{name: getattr(row[0], name) for name in _PLAIN}, "closed_by": people.get(row[0].closed_by)} for row in rows]
