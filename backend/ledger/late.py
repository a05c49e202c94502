"""Entries that came after the close of their period: they count, and are told apart from what was closed."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.ledger.models import Closing, Entry
from backend.ledger.periods import bounds_of
from backend.ledger.post import periods_of


def closings_of(days: Collection[date]) -> list[Closing]:
    """The closings that hold one of these days."""
    wanted = {period for day in days for period in periods_of(day)}
    return list(db.session.scalars(select(Closing).where(Closing.period.in_(wanted)).order_by(Closing.id))) if wanted else []


def positions_of(days: Collection[date]) -> dict[str, int]:
    """How far the books were read when the periods of these days were closed."""
    return {closing.period: closing.position for closing in closings_of(days)}


def is_late(entry: Any, positions: Mapping[str, int]) -> bool:
    """Was it booked after its month or its year was closed?"""
    return any(entry.id > positions[period] for period in periods_of(entry.day) if period in positions)


def late_entries(closing: Closing) -> Any:
    """The entries of a closed period's days that came after the close."""
    bounds = bounds_of(closing.period)
    assert bounds is not None  # only months and years are closed
    return select(Entry).where(Entry.id > closing.position, Entry.day.between(*bounds))
