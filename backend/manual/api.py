"""Endpoints of what is booked by hand: asked for by one, decided by a second, shown to whom it concerns."""

from typing import Any

from flask import g
from sqlalchemy import select

from backend.core.pages import Listing
from backend.core.web import Feature
from backend.ledger.models import Entry
from backend.manual.ask import ask_award, ask_reversal
from backend.manual.decide import decide, withdraw
from backend.manual.limits import add_limit
from backend.manual.lists import awards_for, shape_awards
from backend.manual.models import ManualAward, ManualLimit
from backend.manual.schemas import (
    AwardDecision,
    AwardsQuery,
    AwardsToDecide,
    ManualAwardShape,
    ManualLimitPlan,
    ManualLimitShape,
    NewAward,
    NewReversal,
)
from backend.members.models import Member
from backend.permissions import (
    administers_everything,
    any_member,
    asked_for_it,
    decides_as_second,
    looks_after_another,
    looks_after_anothers,
)

manual = Feature("manual")


@manual.post(
    "/members/<int:member_id>/manual-awards",
    may=looks_after_another,
    on=Member,
    takes=NewAward,
    gives=ManualAwardShape,
    status=201,
)
def ask_for_award(member: Member, body: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Ask for points to be given to a member, or taken. They are booked once a second person has agreed."""
    return _answer(*ask_award(g.actor, member, body))


@manual.post(
    "/entries/<int:entry_id>/reversals",
    may=looks_after_anothers,
    on=Entry,
    takes=NewReversal,
    gives=ManualAwardShape,
    status=201,
)
def ask_for_reversal(entry: Entry, body: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Ask for an entry of either book to be taken back. A second person decides."""
    return _answer(*ask_reversal(g.actor, entry, body))


@manual.get("/manual-awards", may=any_member, query=AwardsQuery, lists=ManualAwardShape, beside=AwardsToDecide)
def list_awards(query: dict[str, Any]) -> Listing:
    """What was asked for by hand about members I look after, what waits for my decision, and what was approved of my own."""
    return awards_for(g.actor, query)


@manual.get("/manual-awards/<int:manualaward_id>", may=any_member, on=ManualAward, gives=ManualAwardShape)
def get_award(award: ManualAward) -> dict[str, Any]:
    """One, with who asked, why, and who decided."""
    return shape_awards([(award,)], g.actor)[0]


@manual.put(
    "/manual-awards/<int:manualaward_id>/decision",
    may=decides_as_second,
    on=ManualAward,
    takes=AwardDecision,
    gives=ManualAwardShape,
)
def decide_on_award(award: ManualAward, body: dict[str, Any]) -> dict[str, Any]:
    """Approve it, which books it at once, or decline it with a reason."""
    decide(award, g.actor, body)
    return shape_awards([(award,)], g.actor)[0]


@manual.delete("/manual-awards/<int:manualaward_id>", may=asked_for_it, on=ManualAward, status=204)
def withdraw_award(award: ManualAward) -> None:
    """Take it back while nobody has decided."""
    withdraw(award)


@manual.get("/manual-limits", may=any_member, lists=ManualLimitShape)
def list_limits() -> Listing:
    """How much may be given or taken by hand, from which day on, the latest first."""
    return Listing(select(ManualLimit), by=(ManualLimit.from_day.desc(),))


@manual.post("/manual-limits", may=administers_everything, takes=ManualLimitPlan, gives=ManualLimitShape, status=201)
def add_manual_limit(plan: dict[str, Any]) -> ManualLimit:
    """A new limit from a coming day on."""
    return add_limit(plan)


def _answer(award: ManualAward, first: bool) -> tuple[dict[str, Any], int]:
    return shape_awards([(award,)], g.actor)[0], 201 if first else 200
