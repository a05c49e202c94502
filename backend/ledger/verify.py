"""Prove that every balance is the sum of its entries, and rebuild them where it is not."""

from sqlalchemy import delete, func, insert, select

from backend.core.db import db
from backend.ledger.models import Balance, Entry
from backend.ledger.post import sum_by_period

Differences = dict[tuple[int, str, str], tuple[int, int]]


def verify() -> Differences:
    """Balances that differ from their entries: {(member, book, period): (balance, sum of entries)}; empty when all is well."""
    by_day = select(Entry.member_id, Entry.book, Entry.day, func.sum(Entry.amount).label("amount")).group_by(
        Entry.member_id, Entry.book, Entry.day
    )
    sums = sum_by_period(db.session.execute(by_day).yield_per(10_000))
    stored = {
        (row.member_id, row.book, row.period): row.amount
        for row in db.session.execute(select(Balance.member_id, Balance.book, Balance.period, Balance.amount))
    }
    return {
        key: (stored.get(key, 0), int(sums.get(key, 0))) for key in stored.keys() | sums.keys() if stored.get(key, 0) != sums.get(key, 0)
    }


def rebuild() -> int:
    """Write all balances anew from the entries; answers how many were wrong."""
    wrong = verify()
    for member_id, book, period in wrong:
        db.session.execute(delete(Balance).where(Balance.member_id == member_id, Balance.book == book, Balance.period == period))
    rows = [
        {"member_id": member, "book": book, "period": period, "amount": total}
        for (member, book, period), (_, total) in wrong.items()
        if total
    ]
    if rows:
        db.session.execute(insert(Balance), rows)
    return len(wrong)
