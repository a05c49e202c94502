"""Looks into the database after a storm: everybody is in once, paid once, and the ledger agrees."""

from collections import Counter

from sqlalchemy import func, select, text

from backend.core.db import db
from backend.ledger.models import HOURS, POINTS, Entry
from backend.ledger.verify import verify
from backend.meetings.sign_ins import SignIn
from bench_.crowd import Pair
from bench_.report import Result
from bench_.seed import Hall


def prove_sign_ins(result: Result, hall: Hall, wanted: dict[int, int], *, assurance: str | None = None) -> None:
    """So many members have signed in to each meeting, each exactly once, with hours and points booked exactly once."""
    with hall.reading():
        for meeting, members in wanted.items():
            rows = list(db.session.scalars(select(SignIn).where(SignIn.meeting_id == meeting)))
            counting = [row for row in rows if row.counts and row.state == "accepted"]
            once = len({row.member_id for row in counting}) == len(counting) == members
            sure = assurance is None or all(row.assurance == assurance for row in counting)
            if not (once and sure and _paid_once(rows)):
                result.prove(False, f"{members} members are in meeting {meeting} once, and paid once")
        result.prove(not verify(), "every balance is the sum of its entries")
    word = f" with assurance {assurance}" if assurance else ""
    result.prove(True, f"{sum(wanted.values()):,} sign-ins to {len(wanted)} meetings stand in the database once each{word}, paid once each")


def prove_what_was_told(result: Result, hall: Hall, sent: set[Pair], acknowledged: set[Pair]) -> None:
    """Whoever was acknowledged is in exactly once and paid once; nobody is in who never sent."""
    with hall.reading():
        rows = list(db.session.scalars(select(SignIn)))
        marks = Counter((row.meeting_id, row.member_id) for row in rows)
        counting = {(row.meeting_id, row.member_id) for row in rows if row.counts and row.state == "accepted"}
        result.prove(acknowledged <= counting, f"all {len(acknowledged):,} acknowledged sign-ins stand in the database")
        result.prove(set(marks.values()) <= {1}, "nobody stands in a meeting twice")
        result.prove(set(marks) <= sent, "nobody stands in a meeting who never sent")
        result.prove(_paid_once(rows), "hours and points are booked once for each")
        result.prove(not verify(), "every balance is the sum of its entries")
        if db.engine.dialect.name == "sqlite":
            result.prove(db.session.scalar(text("PRAGMA integrity_check")) == "ok", "the database file is sound")


def count_doubles(hall: Hall) -> int:
    """Members who stand in a meeting more than once."""
    again = select(SignIn.member_id).where(SignIn.counts).group_by(SignIn.meeting_id, SignIn.member_id).having(func.count() > 1)
    with hall.reading():
        return db.session.scalars(select(func.count()).select_from(again.subquery())).one()


def _paid_once(rows: list[SignIn]) -> bool:
    """One entry of hours and one of points for each sign-in that counts, and none for the others."""
    sources = select(Entry.book, Entry.source_id, func.count()).where(Entry.source_type == "sign_in")
    ids = {str(row.id): row.counts for row in rows}
    entries = [row for row in db.session.execute(sources.group_by(Entry.book, Entry.source_id)) if row.source_id in ids]
    paid = {book: {row.source_id for row in entries if row.book == book} for book in (HOURS, POINTS)}
    counting = {id for id, counts in ids.items() if counts}
    return all(row[2] == 1 for row in entries) and all(one == counting for one in paid.values())
