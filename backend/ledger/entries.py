"""A member's entries as a list, and their shape: every number with the rule and the thing that earned it."""

from marshmallow import fields
from sqlalchemy import func, select

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


def sums_of(member_id: int, book: str) -> Listing:
    """Newest first, what belongs together added up: an hour of one lesson arrives in sixty small bookings."""
    together = (Entry.day, Entry.rule, Entry.title, Entry.reason)
    sums = (func.max(Entry.id).label("id"), func.sum(Entry.amount).label("amount"), func.max(Entry.created_at).label("created_at"))
    mine = select(*together, *sums).where(Entry.member_id == member_id, Entry.book == book).group_by(*together).subquery()
    return Listing(select(mine).where(mine.c.amount != 0), by=(mine.c.day.desc(), mine.c.id.desc()), shape=list)


def entries_of(member_id: int, book: str) -> Listing:
    """Newest first."""
    mine = select(Entry).where(Entry.member_id == member_id, Entry.book == book)
    return Listing(mine, by=(Entry.day.desc(), Entry.id.desc()))
