"""Close a month or a year at a position of the ledger: from then on its figures stand, and what comes later is told apart.

Months are closed in their order, each when it is over, and a year after its December.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select, text

from backend.core import clock
from backend.core.db import db, insert_once
from backend.core.errors import Refused
from backend.ledger.digest import TooMany, read_figures
from backend.ledger.models import HOURS, POINTS, Closing, Entry
from backend.ledger.periods import is_over, month_after
from backend.ledger.position import settled_position

MOST_AT_ONCE = 200_000  # entries: some seconds
_MONTH = func.length(Closing.period) == 7


def close_at_once(period: str, closed_by: int) -> tuple[Closing, bool]:
    """Close while somebody waits for it. Raises Refused (close_by_command) where that would take minutes."""
    try:
        return close(period, closed_by, most=MOST_AT_ONCE)
    except TooMany as too_many:
        said = f"There are more than {MOST_AT_ONCE:,} entries: run `flask ledger close {period}` on the server."
        raise Refused("close_by_command", said) from too_many


def close(period: str, closed_by: int | None, *, most: int | None = None) -> tuple[Closing, bool]:
    """The closing of a period, and whether it is new: closing it again changes nothing.
    Raises Refused where the period is not over, or where an earlier one is to be closed first."""
    _wait_for_others()
    if standing := _closing_of(period):
        return standing, False
    _refuse_out_of_turn(period)
    position = settled_position()
    before = db.session.scalars(select(Closing).order_by(Closing.id.desc()).limit(1)).first()
    figures = read_figures(period, position, before.digest if before else "", most=most)
    row = {"period": period, "position": position, "closed_at": clock.now(), "closed_by": closed_by, **vars(figures)}
    first = bool(insert_once(Closing, [row], returning=[Closing.id]))
    return db.session.scalars(select(Closing).where(Closing.period == period)).one(), first


def next_month() -> str | None:
    """The month to be closed next; None while it is not over or nothing was booked."""
    latest = db.session.scalar(select(func.max(Closing.period)).where(_MONTH))
    month = month_after(latest) if latest else _first_month()
    return month if month and is_over(month, clock.today()) else None


def next_year() -> str | None:
    """The year to be closed next; None while its December is open."""
    latest = db.session.scalar(select(func.max(Closing.period)).where(~_MONTH))
    first = _first_month()
    year = str(int(latest) + 1) if latest else first and first[:4]
    return year if year and _closing_of(f"{year}-12") else None


def changed_closings() -> Iterator[str]:
    """What is no longer as it was closed, a sentence each. Reads every closed entry once for its month and once for its year."""
    previous = ""
    for closing in db.session.scalars(select(Closing).order_by(Closing.id)).all():
        now = read_figures(closing.period, closing.position, previous)
        if (now.digest, now.entry_count, now.totals) != (closing.digest, closing.entry_count, closing.totals):
            was = f"{closing.entry_count} entries, {closing.totals}, {closing.digest}"
            yield f"{closing.period} was closed with {was}, and now has {now.entry_count} entries, {now.totals}, {now.digest}"
        previous = closing.digest


def _wait_for_others() -> None:
    """One closing at a time, each chained to the one before; reading goes on. (SQLite has one writer anyway.)"""
    if db.engine.dialect.name != "sqlite":
        db.session.execute(text("LOCK TABLE closings IN SHARE ROW EXCLUSIVE MODE"))


def _closing_of(period: str) -> Closing | None:
    return db.session.scalars(select(Closing).where(Closing.period == period)).first()


def _refuse_out_of_turn(period: str) -> None:
    if not is_over(period, clock.today()):
        raise Refused("period_not_over", "A period is closed when its last day is over.", status=422)
    latest = db.session.scalar(select(func.max(Closing.period)).where(_MONTH if "-" in period else ~_MONTH))
    if "-" not in period and not _closing_of(f"{period}-12"):
        raise Refused("close_in_order", f"Close the months of the year first, up to {period}-12.")
    due = _due(period, latest)
    if due and due != period:
        raise Refused("close_in_order", f"Close {due} first: periods are closed in their order.")


def _due(period: str, latest: str | None) -> str | None:
    """What must be closed before anything else: what follows the last one, or the first that has entries."""
    if latest:
        return month_after(latest) if "-" in period else str(int(latest) + 1)
    first = _first_month()
    return first if "-" in period else first and first[:4]


def _first_month() -> str | None:
    """The month of the earliest day in the books."""
    days: list[date | None] = [db.session.scalar(select(func.min(Entry.day)).where(Entry.book == book)) for book in (HOURS, POINTS)]
    first = min((day for day in days if day), default=None)
    return f"{first:%Y-%m}" if first else None
