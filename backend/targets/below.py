"""Who has not met the year's target: the members of a subtree with what each still lacks, whoever lacks most first.

A branch is read afresh at each look. Of anything larger the order is kept for a minute, and the answer says from when it is: a
district has no use for a half minute, and pages of one list must not contradict each other.
"""

from array import array
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import Integer, and_, cast, func, select

from backend.core import clock
from backend.core.kept_here import KeptHere
from backend.ledger.models import HOURS, Balance
from backend.members.models import Member
from backend.members.targets import day_of_judgement, target_column, targets_of_year
from backend.organisations.models import Organisation
from backend.organisations.tree import within
from backend.targets.in_order import page_of, read_keys, those_who_lack

EXTENSION = "muster.below_target"
KEPT_FOR = 60.0  # seconds


@dataclass(frozen=True)
class Below:
    """Everybody in order, and how many of them have not met it."""

    keys: "array[int]"
    as_of: datetime

    @property
    def members(self) -> int:
        return len(self.keys)

    @property
    def below(self) -> int:
        return those_who_lack(self.keys)

    def after(self, key: int | None, limit: int) -> tuple[list[tuple[int, int]], int | None]:
        """(member, missing seconds) behind a key, and the last key if more follow."""
        return page_of(self.keys, self.below, key, limit)


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
    return Below(read_keys(people, people.c.missing)[0], clock.now())
