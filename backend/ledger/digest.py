"""One number for all entries of a closed period: whoever changes, adds or takes away one of them changes it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.ledger.models import HOURS, POINTS, Entry
from backend.ledger.periods import bounds_of

AT_A_TIME = 5_000
_COLUMNS = (
    *("id", "book", "member_id", "amount", "rule", "rule_version", "source_type", "source_id", "title", "day", "branch_id", "reason"),
    *("actor_id", "reverses_id", "created_at"),
)
_BOOK, _AMOUNT, _DAY, _CREATED = (_COLUMNS.index(name) for name in ("book", "amount", "day", "created_at"))
_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass
class Figures:
    """What a period comes to at a position: its entries counted and summed by book, and the digest over all of them."""

    digest: str = ""
    entry_count: int = 0
    totals: dict[str, int] = field(default_factory=lambda: {HOURS: 0, POINTS: 0})


class TooMany(Exception):
    """More entries than were to be read."""


def read_figures(period: str, position: int, previous: str, *, most: int | None = None) -> Figures:
    """The figures of a period up to a position, chained to the digest of the closing before. Reads each entry once, in
    constant memory: a line of JSON each, in the order of their ids, the head first and the sums last (SHA-256, UTF-8).
    Raises TooMany where there are more than `most`."""
    figures, hashed = Figures(), hashlib.sha256()
    hashed.update(_line([previous, period, position]))
    for row in _entries(period, position):
        figures.entry_count += 1
        if most is not None and figures.entry_count > most:
            raise TooMany
        figures.totals[row[_BOOK]] += row[_AMOUNT]
        hashed.update(_line(_plain(row)))
    hashed.update(_line([figures.entry_count, figures.totals[HOURS], figures.totals[POINTS]]))
    figures.digest = hashed.hexdigest()
    return figures


def _entries(period: str, position: int) -> Iterator[Any]:
    bounds = bounds_of(period)
    assert bounds is not None  # only months and years are closed
    columns = (getattr(Entry, name) for name in _COLUMNS)
    these = select(*columns).where(Entry.day.between(*bounds), Entry.id <= position).order_by(Entry.id)
    yield from db.session.execute(these, execution_options={"yield_per": AT_A_TIME})


def _plain(row: Any) -> list[Any]:
    cells = list(row)
    cells[_DAY] = cells[_DAY].isoformat()
    cells[_CREATED] = cells[_CREATED].astimezone(UTC).isoformat(timespec="microseconds")
    return cells


def _line(content: list[Any]) -> bytes:
    return f"{_AS_JSON(content)}\n".encode()
