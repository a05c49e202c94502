"""Pages of a list: a cursor holds the sort key of the last row, so a page costs the same anywhere in the list."""

import base64
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import orjson
from flask import Response, json, request
from sqlalchemy import ColumnElement, and_, literal, or_
from sqlalchemy.sql import operators

from backend.core.db import db
from backend.core.errors import Refused
from backend.core.keys import signature


@dataclass
class Listing:
    """A select in a total order. `shape` turns a row into what the schema dumps; `beside` stands beside `items`."""

    select: Any  # a Select; its type varies with its columns
    by: Sequence[Any]
    shape: Callable[[Sequence[Any]], Any] = lambda rows: [row[0] for row in rows]
    beside: dict[str, Any] = field(default_factory=dict)


@dataclass
class Ready:
    """A list that stands in an order of its own, not in a table: `take(key, limit)` answers what comes after a row's key as the
    values of JSON, the key of the last one if more follow, and what stands beside."""

    take: Callable[[list[Any] | None, int], tuple[list[Any], list[Any] | None, dict[str, Any]]]


def read_page(listing: Listing | Ready, after: str | None, limit: int) -> Any:
    """One page: `items`, `next` (None on the last page) and what the listing puts beside them."""
    if isinstance(listing, Ready):
        return _read_ready(listing, after, limit)
    keys = [_column(order) for order in listing.by]
    statement = listing.select.add_columns(*(key.label(f"key_{n}") for n, key in enumerate(keys)))
    if after:
        statement = statement.where(_beyond(listing.by, _read_cursor(after, listing.by)))
    rows = db.session.execute(statement.order_by(*listing.by).limit(limit + 1)).all()
    shown = rows[:limit]
    cursor = _write_cursor(shown[-1][-len(keys) :]) if len(rows) > limit else None
    return {**listing.beside, "items": listing.shape(shown), "next": cursor}


def _read_ready(listing: Ready, after: str | None, limit: int) -> Response:
    items, last, beside = listing.take(_open_cursor(after) if after else None, limit)
    page = {**beside, "items": items, "next": last and _write_cursor(last)}
    return Response(orjson.dumps(page), content_type="application/json")


def _column(order: Any) -> Any:
    return order.element if _falls(order) else order


def _falls(order: Any) -> bool:
    return getattr(order, "modifier", None) is operators.desc_op


def _beyond(by: Sequence[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    """The rows after a key, also where some columns rise and others fall."""
    columns = [_column(order) for order in by]
    key = [literal(value, column.type) for value, column in zip(values, columns, strict=True)]
    steps = []
    for n, order in enumerate(by):
        same = [column == value for column, value in zip(columns[:n], key[:n], strict=True)]
        steps.append(and_(*same, columns[n] < key[n] if _falls(order) else columns[n] > key[n]))
    return or_(*steps)


def _write_cursor(key: Sequence[Any]) -> str:
    texts = [value.isoformat() if isinstance(value, date) else value for value in key]
    payload = base64.urlsafe_b64encode(orjson.dumps(texts, default=str)).decode().rstrip("=")
    return f"{payload}.{_proof(payload)}"


def _read_cursor(text: str, by: Sequence[Any]) -> list[Any]:
    return [_typed(value, _column(order)) for value, order in zip(_open_cursor(text), by, strict=True)]


def _open_cursor(text: str) -> list[Any]:
    """Only a cursor that this very list has written: nothing else reaches the database."""
    payload, _, proof = text.partition(".")
    if not hmac.compare_digest(_proof(payload).encode(), proof.encode(errors="replace")):
        raise Refused("cursor_invalid", "Start again from the first page.", status=422)
    values: list[Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return values


def _proof(payload: str) -> str:
    return signature("cursor", f"{request.endpoint}|{payload}")


def _typed(value: Any, column: Any) -> Any:
    kind = column.type.python_type
    return kind.fromisoformat(value) if kind in (datetime, date) else value
