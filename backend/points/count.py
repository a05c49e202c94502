"""Count a ranking from the balances, and bring one up to date with what has changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, bindparam, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from backend.core.db import db
from backend.ledger.models import POINTS, Balance
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import lies_within
from backend.points.board import MEMBERS, Board, OutOfStep, key_of
from backend.points.since import FEW, MANY, Seen, changes_since, read_seen, snapshot


@dataclass(frozen=True)
class Scope:
    """Which ranking: of the subtree at this path, in this period."""

    path: str
    period: str

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that the period can have."""
        if self.period == "all":
            return date.min, date.max
        year, months = int(self.period[:4]), _months(self.period[5:])
        last = date(year, months[1] + 1, 1).toordinal() - 1 if months[1] < 12 else date(year, 12, 31).toordinal()
        return date(year, months[0], 1), date.fromordinal(last)

    def holds(self, row: Any) -> bool:
        return row.points > 0 and row.path is not None and lies_within(row.path, self.path)


def count(scope: Scope) -> tuple[Board, Seen]:
    """Everybody with points, and what the count has seen, in one statement (on SQLite in one transaction)."""
    dialect = db.engine.dialect.name
    key = (cast(Member.id, BigInteger) - cast(Balance.amount, BigInteger) * literal_column(str(MEMBERS))).label("key")
    # The path literally: a plan made for any path would be wrong for the whole city or for a branch.
    path, end = (bindparam(None, text, Organisation.path.type, literal_execute=True) for text in (scope.path, f"{scope.path[:-1]}0"))
    keys = (
        select(key)
        .select_from(Balance)
        .join(Member, Member.id == Balance.member_id)
        .join(Organisation, Organisation.id == Member.branch_id)
        .where(Balance.book == POINTS, Balance.period == scope.period, Balance.amount > 0, Member.status == "active")
        .where(Organisation.path >= path, Organisation.path < end)
    )
    if dialect == "postgresql":
        inner = keys.subquery()
        in_order = func.array_agg(aggregate_order_by(inner.c.key, inner.c.key)).label("keys")
        row = db.session.execute(select(in_order, *snapshot(dialect))).one()
        return Board(row.keys or ()), read_seen(row)
    seen = read_seen(db.session.execute(select(*snapshot(dialect))).one())
    return Board(row.key for row in db.session.execute(keys.order_by(key))), seen


def follow(board: Board, seen: Seen, scope: Scope, me: int) -> tuple[Seen, int | None]:
    """Bring a ranking up to date; answers what it has seen now, and my points if I stand in it. Raises OutOfStep."""
    rows = _changes_since(seen, scope, me, FEW)
    if len(rows) > FEW and len(board) > MANY:
        rows = _changes_since(seen, scope, me, MANY)
    elif len(rows) > FEW:
        raise OutOfStep
    if len(rows) > MANY:
        raise OutOfStep
    mine = next(row for row in rows if row.member_id == me)
    board.change(*_changes(rows, scope))
    return read_seen(mine), mine.points if scope.holds(mine) else None


def _changes_since(seen: Seen, scope: Scope, me: int, most: int) -> list[Any]:
    first_day, last_day = scope.days
    return changes_since(seen, db.engine.dialect.name, most, me=me, period=scope.period, first_day=first_day, last_day=last_day)


def _changes(rows: Iterable[Any], scope: Scope) -> tuple[list[int], list[int]]:
    """The keys that go and that come. What a member had is what it has without what was booked since."""
    touched: dict[int, list[Any]] = {}
    for row in rows:
        if row.member_id is None:
            raise OutOfStep
        touched.setdefault(row.member_id, []).append(row)
    gone, come = [], []
    for member_id, its in touched.items():
        points, had = its[0].points, its[0].points - sum(row.added for row in its)
        if had > 0 and _stood_in(its, scope):
            gone.append(key_of(had, member_id))
        if scope.holds(its[0]):
            come.append(key_of(points, member_id))
    same = set(gone) & set(come)
    return [key for key in gone if key not in same], [key for key in come if key not in same]


def _stood_in(rows: list[Any], scope: Scope) -> bool:
    """Where the member stood then: before the first move since, or where it stands still."""
    moves = sorted((row for row in rows if row.move_id), key=lambda row: int(row.move_id))
    path = moves[0].old_path if moves else rows[0].path
    return path is not None and lies_within(path, scope.path)


def _months(part: str) -> tuple[int, int]:
    """The first and last month of `Q4`, `11` or nothing."""
    if not part:
        return 1, 12
    if part[0] == "Q":
        return int(part[1]) * 3 - 2, int(part[1]) * 3
    return int(part), int(part)
