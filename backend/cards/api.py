"""Endpoints of member cards: my own, a branch's to print, and a new one for a lost one."""

from collections.abc import Sequence
from typing import Any

from flask import g
from sqlalchemy import select

from backend.cards.card import card_link
from backend.cards.schemas import CardShape, CardsQuery
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.pages import Listing
from backend.core.shapes import Nothing
from backend.core.web import Feature, visible
from backend.members.models import Member, leave_trace
from backend.organisations.models import Organisation
from backend.organisations.tree import within
from backend.permissions import any_member, looks_after_another, looks_after_it, looks_after_somebody
from backend.sign_in.qr import qr_svg

cards = Feature("cards")


@cards.get("/me/card", may=any_member, gives=CardShape)
def get_my_card() -> dict[str, Any]:
    """My member card, for the secretary to scan."""
    return _shape_card(db.session.get_one(Member, g.actor.id))


@cards.get("/members/cards", may=looks_after_somebody, query=CardsQuery, lists=CardShape)
def list_cards(query: dict[str, Any]) -> Listing:
    """The member cards of an organisation, to print."""
    organisation = visible(Organisation, query["organisation"], g.actor)
    if not looks_after_it(g.actor, organisation):
        raise Refused("forbidden", "Cards are for those who look after the organisation.", status=403)
    members = select(Member).join(Organisation, Member.branch_id == Organisation.id)
    members = members.where(within(Organisation.path, organisation.path), Member.status == "active")
    return Listing(members, by=(Organisation.path, Member.card_number), shape=_shape_cards)


@cards.post("/members/<int:member_id>/card-resets", may=looks_after_another, on=Member, takes=Nothing, gives=CardShape, status=201)
def reset_card(member: Member, body: dict[str, Any]) -> dict[str, Any]:
    """A new card; the lost one is void."""
    member.card_serial += 1
    leave_trace("card_reset", member_id=member.id, actor_id=g.actor.id)
    return _shape_card(member)


def _shape_cards(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [_shape_card(row[0]) for row in rows]


def _shape_card(member: Member) -> dict[str, Any]:
    url = card_link(member.id, member.card_serial)
    return {"member_id": member.id, "name": member.name, "branch": member.branch.name, "url": url, "qr_svg": qr_svg(url)}
