"""Pages of a list: a cursor holds the sort key of the last row, so a page costs the same anywhere in the list."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask import json
from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.sql import operators

from backend.core.db import db
from backend.core.errors import Refused


@dataclass
class Listing:
    """A select in a total order. `shape` turns a row into what the schema dumps; `beside` stands beside `items`."""

    select: Any  # a Select; its type varies with its columns
    by: Sequence[Any]
    shape: Callable[[Sequence[Any]], Any] = lambda rows: [row[0] for row in rows]
    beside: dict[str, Any] = field(default_factory=dict)


def read_page(listing: Listing, after: str | None, limit: int) -> dict[str, Any]:
    """One page: `items`, `next` (None on the last page) and what the listing puts beside them."""
    keys = [_column(order) for order in listing.by]
    statement = listing.select.add_columns(*(key.label(f"key_{n}") for n, key in enumerate(keys)))
    if after:
        statement = statement.where(_beyond(listing.by, _read_cursor(after, listing.by)))
    rows = db.session.execute(statement.order_by(*listing.by).limit(limit + 1)).all()
    more = len(rows) > limit
    last = rows[limit - 1][-len(keys) :] if more else None
    shown = [row[: -len(keys)] for row in rows[:limit]]
    return {**listing.beside, "items": listing.shape(shown), "next": _write_cursor(last) if last else None}


def _column(order: Any) -> Any:
    return order.element if _falls(order) else order


def _falls(order: Any) -> bool:
    return getattr(order, "modifier", None) is operators.desc_op


def _beyond(by: Sequence[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    """The rows after a key, also where some columns rise and others fall."""
    steps = []
    for n, order in enumerate(by):
        same = [_column(before) == value for before, value in zip(by[:n], values[:n], strict=True)]
        column = _column(order)
        steps.append(and_(*same, column < values[n] if _falls(order) else column > values[n]))
    return or_(*steps)


def _write_cursor(key: Any) -> str:
    texts = [value.isoformat() if isinstance(value, date) else value for value in key]
    return base64.urlsafe_b64encode(json.dumps(texts).encode()).decode().rstrip("=")


def _read_cursor(text: str, by: Sequence[Any]) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not isinstance(values, list) or len(values) != len(by):
            raise ValueError
        return [_typed(value, _column(order)) for value, order in zip(values, by, strict=True)]
    except (ValueError, TypeError, binascii.Error, UnicodeDecodeError):
        raise Refused("cursor_invalid", "Start again from the first page.", status=422) from None


def _typed(value: Any, column: Any) -> Any:
    kind = column.type.python_type
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    if not isinstance(value, kind) or (kind is int and abs(value) >= 2**63) or (kind is str and "\0" in value):
        raise ValueError
    return value
