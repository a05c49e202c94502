"""Whose card was scanned: a card of ours, the newest of its member, of somebody who is active."""

from backend.cards.card import read_card
from backend.core.db import db
from backend.core.errors import Refused
from backend.members.models import Member


def member_of_card(scanned: str) -> Member:
    """Raises Refused for what is no card of ours, or no longer one."""
    card = read_card(scanned.rstrip("/").rpartition("/")[2])
    member = db.session.get(Member, card.member_id) if card else None
    if card is None or member is None:
        raise Refused("card_invalid", "This is not a member card of ours.", status=422)
    if card.serial != member.card_serial or member.status != "active":
        raise Refused("card_replaced", "This card was replaced by a newer one.")
    return member
