"""Who has not met the year's target: the members of a subtree with what each still lacks, whoever lacks most first.

A branch is read afresh at each look. Of anything larger the order is kept for a minute, and the answer says from when it is: a
district has no use for a half minute, and pages of one list must not contradict each other.
"""

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import ARRAY, BigInteger, Integer, and_, case, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from backend.core import clock
from backend.core.db import db
from backend.core.kept_here import KeptHere
from backend.ledger.models import HOURS, Balance
from backend.members.models import Member
from backend.members.targets import day_of_judgement, target_column, targets_of_year
from backend.organisations.models import Organisation
from backend.organisations.tree import within

EXTENSION = "muster.below_target"
KEPT_FOR = 60.0  # seconds
MEMBERS = 2**32  # ids below this


@dataclass(frozen=True)
class Below:
    """How many there are, and who lacks something: keys in the order of the list (what is missing, falling, then the id)."""

    members: int
    keys: "array[int]"
    as_of: datetime

    def after(self, key: int | None, limit: int) -> tuple[list[tuple[int, int]], int | None]:
        """(member, missing seconds) behind a key, and the last key if more follow."""
        first = 0 if key is None else bisect_right(self.keys, key)
        shown = self.keys[first : first + limit]
        rows = [(key % MEMBERS, -(key // MEMBERS)) for key in shown]
        return rows, shown[-1] if first + limit < len(self.keys) else None


def below_target(organisation: Organisation, year: int) -> Below:
    """Who of a subtree has not met the target of a year."""
    if organisation.is_branch:
        return _read(organisation.path, year)
    kept: KeptHere[Below] = current_app.extensions.setdefault(EXTENSION, KeptHere(KEPT_FOR))
    path = organisation.path
    return kept.get((path, year, clock.today()), lambda: _read(path, year))


def missing_by_member(path: str, year: int) -> Any:
    """A select of the active members of a subtree with `missing`: seconds that each lacks, less than 1 where the target is met."""
    seconds = func.coalesce(Balance.amount, 0)
    target = target_column(targets_of_year(year), day_of_judgement(year))
    return (
        select(Member.id, Member.branch_id, cast(target - seconds, Integer).label("missing"))
        .join(Organisation, Organisation.id == Member.branch_id)
        .outerjoin(Balance, and_(Balance.member_id == Member.id, Balance.book == HOURS, Balance.period == f"{year}"))
        .where(within(Organisation.path, path), Member.status == "active")
    )


def _read(path: str, year: int) -> Below:
    people = missing_by_member(path, year).subquery()
    key = (cast(people.c.id, BigInteger) - cast(people.c.missing, BigInteger) * literal_column(str(MEMBERS))).label("key")
    if db.engine.dialect.name == "sqlite":
        rows = db.session.execute(select(case((people.c.missing > 0, key), else_=None)).order_by(key)).scalars().all()
        return Below(len(rows), array("q", (key for key in rows if key is not None)), clock.now())
    in_order = func.array_agg(aggregate_order_by(key, key), type_=ARRAY(BigInteger)).filter(people.c.missing > 0)
    row = db.session.execute(select(func.count(), in_order).select_from(people)).one()
    return Below(row[0], array("q", row[1] or ()), clock.now())
