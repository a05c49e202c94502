"""A member's entries as a list, and their shape: every number with the rule and the thing that earned it."""

from marshmallow import fields
from sqlalchemy import select

from backend.core.pages import Listing
from backend.core.shapes import Instant, Shape
from backend.ledger.models import Entry


class EntryShape(Shape):
    id = fields.Integer(required=True)
    day = fields.Date(required=True)
    amount = fields.Integer(required=True, metadata={"description": "Seconds in the hours book, points in the points book."})
    rule = fields.String(required=True)
    title = fields.String(required=True, metadata={"description": "What earned it: a lesson, a meeting."})
    reason = fields.String(required=True, allow_none=True)
    created_at = Instant(required=True)


def entries_of(member_id: int, book: str) -> Listing:
    """Newest first."""
    mine = select(Entry).where(Entry.member_id == member_id, Entry.book == book)
    return Listing(mine, by=(Entry.day.desc(), Entry.id.desc()))
