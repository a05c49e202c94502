"""Endpoints of disputes: a member says that an entry is wrong or missing, and gets an answer by a day."""

from typing import Any

from flask import g

from backend.core.pages import Listing
from backend.core.web import Feature
from backend.disputes.answer import answer, hear_decision
from backend.disputes.dispute import open_dispute, raise_again, withdraw
from backend.disputes.lists import disputes_below, my_disputes
from backend.disputes.models import Dispute
from backend.disputes.schemas import (
    DisputeShape,
    DisputesQuery,
    MyDisputesQuery,
    NewAnswer,
    NewDispute,
    Promise,
    RaisedAgain,
    ToAnswer,
)
from backend.disputes.shape import shape
from backend.manual.decide import WHEN_OVER
from backend.permissions import any_member, is_the_members_own, looks_after_anothers, looks_after_somebody

disputes = Feature("disputes")
WHEN_OVER.append(hear_decision)  # a correction that is booked by hand is over when a second person has decided


@disputes.post("/disputes", may=any_member, takes=NewDispute, gives=DisputeShape, status=201)
def dispute_entry(body: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Say that an entry of mine is wrong, or that one is missing. It is answered within days, or rises to the level above."""
    dispute, first = open_dispute(g.actor, body)
    return shape(dispute, g.actor), 201 if first else 200


@disputes.get("/me/disputes", may=any_member, query=MyDisputesQuery, lists=DisputeShape, beside=Promise)
def list_my_disputes(query: dict[str, Any]) -> Listing:
    """What I said is wrong, the latest first, and within how many days it is answered."""
    return my_disputes(g.actor, query["entry"])


@disputes.get("/disputes", may=looks_after_somebody, query=DisputesQuery, lists=DisputeShape, beside=ToAnswer)
def list_disputes(query: dict[str, Any]) -> Listing:
    """Those that wait for my answer, the most urgent first; all that are open below me; or those that were answered."""
    return disputes_below(g.actor, query["show"])


@disputes.get("/disputes/<int:dispute_id>", may=any_member, on=Dispute, gives=DisputeShape)
def get_dispute(dispute: Dispute) -> dict[str, Any]:
    """One dispute, with its answers."""
    return shape(dispute, g.actor)


@disputes.delete("/disputes/<int:dispute_id>", may=is_the_members_own, on=Dispute, status=204)
def withdraw_dispute(dispute: Dispute) -> None:
    """Take it back while it waits."""
    withdraw(dispute)


@disputes.put("/disputes/<int:dispute_id>/raising", may=is_the_members_own, on=Dispute, takes=RaisedAgain, gives=DisputeShape)
def raise_dispute(dispute: Dispute, body: dict[str, Any]) -> dict[str, Any]:
    """Not content with the answer: bring it before the level above, once."""
    raise_again(dispute, body)
    return shape(dispute, g.actor)


@disputes.put("/disputes/<int:dispute_id>/answer", may=looks_after_anothers, on=Dispute, takes=NewAnswer, gives=DisputeShape)
def answer_dispute(dispute: Dispute, body: dict[str, Any]) -> dict[str, Any]:
    """Explain the entry, or correct it: by a reversal or an award that a second person decides on, or where it was earned."""
    answer(dispute, g.actor, body)
    return shape(dispute, g.actor)
