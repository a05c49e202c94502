"""Lists of entries and their shapes: every number with the rule and the thing that earned it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from marshmallow import fields
from sqlalchemy import Select, func, select

from backend.core.pages import Listing
from backend.core.shapes import Instant, Line, PageQuery, Shape
from backend.ledger.late import is_late, positions_of
from backend.ledger.models import Entry
from backend.ledger.periods import bounds_of, named_period
from backend.ledger.reversals import reversals_of

_SHOWN = ("id", "book", "day", "amount", "rule", "rule_version", "title", "reason", "created_at", "reverses_id")


class EntryShape(Shape):
    id = fields.Integer(required=True)
    day = fields.Date(required=True)
    amount = fields.Integer(required=True, metadata={"description": "Seconds in the hours book, points in the points book."})
    rule = fields.String(required=True)
    title = fields.String(required=True, metadata={"description": "What earned it: a lesson, a meeting."})
    reason = fields.String(required=True, allow_none=True)
    created_at = Instant(required=True)


class OneEntryShape(EntryShape):
    book = fields.String(required=True)
    rule_version = fields.Integer(required=True)
    reverses_id = fields.Integer(required=True, allow_none=True)
    reversed_by_id = fields.Integer(required=True, allow_none=True)
    late = fields.Boolean(required=True, metadata={"description": "Booked after its month or its year was closed."})


class EntriesQuery(PageQuery):
    period = fields.String(load_default="all", validate=named_period, metadata={"description": "2026-11, 2026-Q4, 2026 or all."})
    rule = Line(40, load_default=None)
    day = fields.Date(load_default=None)


def sums_of(member_id: int, book: str) -> Listing:
    """Newest first, what belongs together added up: an hour of one lesson arrives in sixty small bookings."""
    together = (Entry.day, Entry.rule, Entry.title, Entry.reason)
    sums = (func.max(Entry.id).label("id"), func.sum(Entry.amount).label("amount"), func.max(Entry.created_at).label("created_at"))
    mine = select(*together, *sums).where(Entry.member_id == member_id, Entry.book == book).group_by(*together).subquery()
    return Listing(select(mine).where(mine.c.amount != 0), by=(mine.c.day.desc(), mine.c.id.desc()), shape=list)


def named(query: dict[str, Any]) -> dict[str, Any]:
    """What of a query names entries; the rest names a page."""
    return {name: query[name] for name in ("period", "rule", "day")}


def entries_of(member_id: int, book: str, *, period: str = "all", rule: str | None = None, day: date | None = None) -> Listing:
    """Newest first."""
    mine = select(Entry).where(Entry.member_id == member_id, Entry.book == book)
    mine = mine.where(Entry.rule == rule) if rule else mine
    mine = mine.where(Entry.day == day) if day else mine
    return Listing(within_period(mine, period), by=(Entry.day.desc(), Entry.id.desc()), shape=shape_rows)


def within_period(entries: Select[Any], period: str) -> Select[Any]:
    """The entries whose days lie in a period."""
    bounds = bounds_of(period)
    return entries.where(Entry.day.between(*bounds)) if bounds else entries


def shape_rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Entries with what reverses them and whether they came after the close: two statements for a page."""
    entries = [row[0] for row in rows]
    back = reversals_of([entry.id for entry in entries])
    positions = positions_of({entry.day for entry in entries})
    return [
        {
            **{name: getattr(entry, name) for name in _SHOWN},
            "reversed_by_id": back[entry.id].id if entry.id in back else None,
            "late": is_late(entry, positions),
        }
        for entry in entries
    ]
