"""Post entries and keep the balances, in the caller's transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from backend.core import clock
from backend.core.db import insert_once, upsert
from backend.ledger.models import Balance, Entry


@dataclass(frozen=True)
class Posting:
    """An entry to be. `source` is (type, id): the thing that earned it."""

    book: str
    member_id: int
    branch_id: int
    amount: int
    rule: str
    source: tuple[str, str]
    title: str
    day: date
    rule_version: int = 1
    reason: str | None = None
    actor_id: int | None = None
    reverses_id: int | None = None


def post(*postings: Posting) -> list[Posting]:
    """Book what is not booked yet; answers the postings that went in. A source already paid is passed over,
    so a retry books nothing twice. Two statements, however many postings."""
    wanted: dict[tuple[Any, ...], Posting] = {}
    for posting in postings:
        if posting.amount:
            wanted.setdefault((posting.book, posting.member_id, posting.rule, *posting.source), posting)
    if not wanted:
        return []
    key = (Entry.book, Entry.member_id, Entry.rule, Entry.source_type, Entry.source_id)
    booked = {tuple(row) for row in insert_once(Entry, [_row(posting) for posting in wanted.values()], returning=key)}
    fresh = [posting for source, posting in wanted.items() if source in booked]
    _add_to_balances(fresh)
    return fresh


def reverse(entries: Iterable[Entry], *, reason: str, actor_id: int | None) -> list[Posting]:
    """Take entries back, each by one that says the opposite on the same day. An entry is reversed once, whoever asks again."""
    copied = ("book", "member_id", "branch_id", "rule", "title", "day", "rule_version")
    return post(
        *(
            Posting(
                **{name: getattr(entry, name) for name in copied},
                amount=-entry.amount,
                source=("reversal", str(entry.id)),
                reason=reason,
                actor_id=actor_id,
                reverses_id=entry.id,
            )
            for entry in entries
        )
    )


def periods_of(day: date) -> tuple[str, str, str, str]:
    """The periods a day counts in: its month, its quarter, its year, all time."""
    return (f"{day:%Y-%m}", f"{day:%Y}-Q{(day.month + 2) // 3}", f"{day:%Y}", "all")


def period_from_to(first_day: date, last_day: date) -> str | None:
    """The period that these days are, from its first to its last; None if they are no period that is kept."""
    after = last_day + timedelta(days=1)
    months = (after.year - first_day.year) * 12 + after.month - first_day.month
    if (first_day.day, after.day) != (1, 1) or months not in (1, 3, 12) or first_day.month % months != 1 % months:
        return None
    return periods_of(first_day)[(1, 3, 12).index(months)]


def sum_by_period(entries: Iterable[Any]) -> dict[tuple[int, str, str], int]:
    """What balances must be for these entries: {(member, book, period): amount}."""
    sums: dict[tuple[int, str, str], int] = {}
    for entry in entries:
        for period in periods_of(entry.day):
            key = (entry.member_id, entry.book, period)
            sums[key] = sums.get(key, 0) + entry.amount
    return sums


def _add_to_balances(postings: list[Posting]) -> None:
    # Sorted: two transactions that touch the same balances take them in the same order, so neither waits in a circle.
    sums = sorted(sum_by_period(postings).items())
    rows = [{"member_id": member, "book": book, "period": period, "amount": amount} for (member, book, period), amount in sums]
    if rows:
        upsert(Balance, rows, ("member_id", "book", "period"), _added)


def _added(old: Any, new: Any) -> dict[str, Any]:
    return {"amount": old.amount + new.amount}


def _row(posting: Posting) -> dict[str, Any]:
    fields = ("book", "member_id", "branch_id", "amount", "rule", "rule_version", "day", "reason", "actor_id", "reverses_id")
    source_type, source_id = posting.source
    row = {name: getattr(posting, name) for name in fields}
    return {**row, "source_type": source_type, "source_id": source_id, "title": posting.title[:200], "created_at": clock.now()}
