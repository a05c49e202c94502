"""What has changed since a ranking was counted: new entries and moved members, also those whose transactions began before the count
and committed after it.

PostgreSQL numbers entries when they are written, not when they are committed, so "a larger number" would miss who commits late.
But each row says which transaction wrote it, and a snapshot says which transactions it does not see. SQLite has one writer at a
time: there the number is enough.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, BigInteger, String, Text, and_, any_, bindparam, cast, func, literal_column, null, select, union_all

from backend.core.db import Prepared
from backend.ledger.models import POINTS, Balance, Entry
from backend.members.models import Member
from backend.members.moves import MemberMove
from backend.organisations.models import Organisation

FEW, MANY = 500, 20_000  # changes looked at in one step; with more, a ranking is counted anew


@dataclass(frozen=True)
class Seen:
    """What a count has seen: on PostgreSQL every transaction before `next_xid` but those under way; on SQLite all up to these ids."""

    next_xid: int = 0
    under_way: tuple[int, ...] = ()
    last_entry: int = 0
    last_move: int = 0


def snapshot(dialect: str) -> list[Any]:
    """The columns by which a statement says what it saw, for `read_seen`."""
    if dialect == "postgresql":
        return [select(cast(func.pg_current_snapshot(), Text)).scalar_subquery().label("seen")]
    ids = (select(func.coalesce(func.max(model.id), 0)).scalar_subquery() for model in (Entry, MemberMove))
    return [column.label(name) for column, name in zip(ids, ("last_entry", "last_move"), strict=True)]


def read_seen(row: Any) -> Seen:
    if not hasattr(row, "seen"):
        return Seen(last_entry=row.last_entry, last_move=row.last_move)
    _, end, under_way = row.seen.split(":")
    return Seen(int(end), tuple(int(xid) for xid in under_way.split(",") if xid))


def changes_since(seen: Seen, dialect: str, most: int, **named: Any) -> list[Any]:
    """Everybody touched since, with the points and the branch of now (None for who is disabled): a row an entry or a move, and one for
    `me` in any case; at most `most` of each.
    Named are me, period, first_day, last_day."""
    known = {"next_xid": seen.next_xid, "under_way": list(seen.under_way)}
    if dialect == "sqlite":
        known = {"last_entry": seen.last_entry, "last_move": seen.last_move}
    return _prepared(dialect, most).rows(**known, **named)


def _unseen(model: Any, dialect: str, last: str) -> list[Any]:
    """The condition in parts that an index answers each."""
    if dialect == "sqlite":
        return [model.id > bindparam(last)]
    under_way = model.xid == any_(bindparam("under_way", type_=ARRAY(BigInteger)))
    # A backup put back on another server brings numbers that this one has not come to: what we see with such a number is old.
    not_yet = cast(cast(func.pg_snapshot_xmax(func.pg_current_snapshot()), Text), BigInteger)
    began_since = and_(model.xid >= bindparam("next_xid", type_=BigInteger), model.xid < not_yet)
    return [began_since, and_(model.xid.is_not(None), under_way)]


@cache
def _prepared(dialect: str, most: int) -> Prepared:
    return Prepared(_statement(dialect, most))


def _statement(dialect: str, most: int) -> Any:
    nothing: Any = literal_column("0").label("move_id")
    nowhere: Any = cast(null(), String(255)).label("old_path")
    me = select(bindparam("me", type_=BigInteger).label("member_id"), literal_column("0").label("added"), nothing, nowhere)
    days = (bindparam("first_day", type_=Entry.day.type), bindparam("last_day", type_=Entry.day.type))
    # Said literally, or PostgreSQL could not know that the index of points' entries will do. With the plus, SQLite lets its own
    # index of books and days be and reads what was added last.
    plus = "+" if dialect == "sqlite" else ""
    book: Any = literal_column(f"{plus}entries.book")
    day: Any = literal_column(f"{plus}entries.day", type_=Entry.day.type)
    of_points = and_(book == literal_column(f"'{POINTS}'"), day.between(*days))
    entries = [
        select(Entry.member_id, Entry.amount, nothing, nowhere).where(of_points, unseen) for unseen in _unseen(Entry, dialect, "last_entry")
    ]
    moved: Any = (MemberMove.member_id, literal_column("0").label("added"), MemberMove.id, MemberMove.old_path)
    moves = [select(*moved).where(unseen) for unseen in _unseen(MemberMove, dialect, "last_move")]
    parts = [_at_most(part, Entry if part in entries else MemberMove, dialect, most) for part in (*entries, *moves)]
    touched = union_all(me, *parts).subquery("touched")
    # One look each by its key: a planner that expects many rows would rather join whole tables.
    points = select(Balance.amount).where(
        Balance.member_id == touched.c.member_id, Balance.book == POINTS, Balance.period == bindparam("period")
    )
    place = select(Organisation.path).join(Member, Member.branch_id == Organisation.id)
    place = place.where(Member.id == touched.c.member_id, Member.status == "active")
    looks = (func.coalesce(points.scalar_subquery(), 0).label("points"), place.scalar_subquery().label("path"))
    return select(touched, *looks, *snapshot(dialect))


def _at_most(part: Any, model: Any, dialect: str, most: int) -> Any:
    """In the order of the index, or a planner that expects many rows would rather read the whole table; and so many literally, or
    it would expect more, and spend a hundred times longer on compiling the statement than on running it."""
    order = model.xid if dialect == "postgresql" else model.id
    return select(part.order_by(order).limit(literal_column(str(most))).subquery())
