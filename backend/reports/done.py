"""What each member has of the hours of a period: from the balances, which are the sum of everything, less what does not belong to it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select, union_all

from backend.core import clock
from backend.core.db import db
from backend.ledger.models import HOURS, Balance, Entry
from backend.reports.cover import cover
from backend.reports.kind import Question
from backend.reports.ledger_kind import bookings
from backend.reports.places import whole

MOST_TAKEN_AWAY = 1_000_000  # entries; as of an earlier moment all entries up to then are read


def done_by_member(question: Question, people: Any) -> Any:
    """`member_id` and `seconds` as a subquery, of these people (a select of ids; None: of all)."""
    position = question.position("entries")
    if position is not None and (db.session.scalar(select(func.max(Entry.id))) or 0) - position > MOST_TAKEN_AWAY:
        return _added_up(select(Entry.member_id, Entry.amount).where(bookings(question, HOURS)), people, Entry.member_id)
    covered = cover(question.first_day, question.last_day, clock.today())
    days = [stretch for stretch in covered.days if _has_bookings(*stretch[1:])]
    kept = select(Balance.member_id, Balance.amount).where(Balance.book == HOURS, Balance.period.in_(covered.periods))
    if position is None and len(covered.periods) == 1 and not days:
        alone = kept if people is None else kept.where(Balance.member_id.in_(people))
        return alone.with_only_columns(Balance.member_id, Balance.amount.label("seconds")).subquery("done")
    parts = [kept, *_corrections(question, days, position)]
    rows = union_all(*(part if people is None else part.where(part.selected_columns[0].in_(people)) for part in parts)).subquery("booked")
    return _added_up(select(rows.c.member_id, rows.c.amount), None, rows.c.member_id)


def _has_bookings(first: date, last: date) -> bool:
    """Mostly there are none: of a month that is not over, the days to come are what is not asked for."""
    return db.session.scalar(select(Entry.id).where(Entry.book == HOURS, Entry.day >= first, Entry.day <= last).limit(1)) is not None


def _corrections(question: Question, days: Any, position: int | None) -> Iterator[Any]:
    """Days too few and too many, and what came after the moment; of the days that count, that is."""
    for sign, first, last in days:
        yield select(Entry.member_id, Entry.amount * sign).where(Entry.book == HOURS, Entry.day >= first, Entry.day <= last)
    if position is not None:
        # The book in brackets, or a database may read the whole period by its days.
        later = select(Entry.member_id, -Entry.amount).where(Entry.id > position, func.coalesce(Entry.book, "") == HOURS)
        yield later.where(Entry.day >= question.first_day, Entry.day <= question.last_day)


def _added_up(rows: Any, people: Any, member_id: Any) -> Any:
    amount = rows.selected_columns[1]
    chosen = rows if people is None else rows.where(member_id.in_(people))
    return chosen.with_only_columns(member_id, whole(func.sum(amount)).label("seconds")).group_by(member_id).subquery("done")
