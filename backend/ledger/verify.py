"""Prove that every balance is the sum of its entries, and rebuild them where it is not.

The database compares, so many members at a time: what this takes of memory does not grow with the books.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import func, select, text

from backend.core.db import db, upsert
from backend.ledger.models import Balance
from backend.members.models import Member
from backend.members.moves import count_anew

Differences = dict[tuple[int, str, str], tuple[int, int]]
AT_A_TIME = 2_000  # members


class Part(NamedTuple):
    """Members from one id to another, and their balances that are wrong."""

    first_id: int
    last_id: int
    wrong: Differences


def verify() -> Differences:
    """Balances that differ from their entries: {(member, book, period): (balance, sum of entries)}; empty when all is well."""
    return {key: amounts for part in parts() for key, amounts in part.wrong.items()}


def parts() -> Iterator[Part]:
    """The whole ledger, part after part."""
    last = 0
    while bounds := _next_members(last):
        first, last = bounds
        yield Part(first, last, _differences(first, last))


def rebuild() -> int:
    """Add to each wrong balance what it lacks; answers how many were wrong. Whoever books meanwhile loses nothing."""
    corrected = 0
    for part in parts():
        keys = ("member_id", "book", "period")
        rows = [dict(zip(keys, key, strict=True)) | {"amount": total - balance} for key, (balance, total) in sorted(part.wrong.items())]
        if rows:
            upsert(Balance, rows, keys, _added)
        corrected += len(rows)
    if corrected:
        count_anew()
    return corrected


def crooked_reversals() -> Iterator[str]:
    """Reversals that do not take back what they reverse, a sentence each."""
    for row in db.session.execute(_CROOKED):
        yield f"entry {row.id} reverses entry {row.reverses_id}, but is not its opposite"


def _next_members(last: int) -> tuple[int, int] | None:
    following = select(Member.id).where(Member.id > last).order_by(Member.id).limit(AT_A_TIME).subquery()
    first, last = db.session.execute(select(func.min(following.c.id), func.max(following.c.id))).one()
    return None if first is None else (first, last)


def _differences(first: int, last: int) -> Differences:
    rows = db.session.execute(_COMPARED, {"first": first, "last": last})
    return {(row.member_id, row.book, row.period): (int(row.balance), int(row.total)) for row in rows}


def _added(old: Any, new: Any) -> dict[str, Any]:
    return {"amount": old.amount + new.amount}


# Days are ISO dates as text on both databases: the first seven signs are the month.
_COMPARED = text("""
WITH days AS (
    SELECT member_id, book, substr(CAST(day AS TEXT), 1, 7) AS month, amount FROM entries WHERE member_id BETWEEN :first AND :last
), months AS (
    SELECT member_id, book, month, sum(amount) AS amount FROM days GROUP BY member_id, book, month
), both_sides AS (
    SELECT member_id, book, month AS period, amount AS total, 0 AS balance FROM months
    UNION ALL
    SELECT member_id, book, substr(month, 1, 4) || '-Q' || ((CAST(substr(month, 6, 2) AS INTEGER) + 2) / 3), amount, 0 FROM months
    UNION ALL SELECT member_id, book, substr(month, 1, 4), amount, 0 FROM months
    UNION ALL SELECT member_id, book, 'all', amount, 0 FROM months
    UNION ALL SELECT member_id, book, period, 0, amount FROM balances WHERE member_id BETWEEN :first AND :last
)
SELECT member_id, book, period, sum(balance) AS balance, sum(total) AS total
FROM both_sides GROUP BY member_id, book, period HAVING sum(balance) <> sum(total)
""")
_CROOKED = text("""
SELECT back.id, back.reverses_id FROM entries AS back LEFT JOIN entries AS entry ON entry.id = back.reverses_id
WHERE back.reverses_id IS NOT NULL AND (entry.id IS NULL OR back.amount <> -entry.amount OR back.member_id <> entry.member_id
    OR back.book <> entry.book OR back.day <> entry.day)
""")
