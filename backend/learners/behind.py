"""Who is behind and by how much: the hours of this year beside the part of the target that is due by today."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import current_app
from sqlalchemy import Integer, and_, case, cast, func, select

from backend.core import clock
from backend.core.db import db
from backend.core.kept_here import KeptHere
from backend.core.pages import Ready
from backend.learners.overdue import overdue_by_member
from backend.ledger.models import HOURS, Balance
from backend.members.models import Member
from backend.members.targets import target_column, targets_of_year
from backend.organisations.models import Organisation
from backend.organisations.tree import within
from backend.targets.in_order import page_of, read_keys, those_who_lack

EXTENSION = "muster.learners"
KEPT_FOR = 60.0  # seconds


@dataclass(frozen=True)
class Learners:
    """Everybody in order, how many have reached the whole target, and from when this is."""

    keys: "array[int]"
    reached: int
    as_of: datetime


def learners_of(organisation: Organisation, *, show: str) -> Ready:
    """The active members of a subtree with their hours, who is most behind first; `show` is "behind" or "all"."""
    found = _learners(organisation, clock.today())
    late = those_who_lack(found.keys)
    beside = {"learners": len(found.keys), "behind": late, "reached": found.reached, "as_of": found.as_of.strftime("%Y-%m-%dT%H:%M:%SZ")}

    def take(after: list[Any] | None, limit: int) -> tuple[list[Any], list[Any] | None, dict[str, Any]]:
        rows, last = page_of(found.keys, late if show == "behind" else len(found.keys), after[0] if after else None, limit)
        return _shape(rows), None if last is None else [last], beside

    return Ready(take)


def _learners(organisation: Organisation, today: date) -> Learners:
    """A branch is read afresh at each look; of anything larger the order is kept for a minute, as in targets/below.py."""
    path = organisation.path
    if organisation.is_branch:
        return _read(path, today)
    kept: KeptHere[Learners] = current_app.extensions.setdefault(EXTENSION, KeptHere(KEPT_FOR))
    return kept.get((path, today), lambda: _read(path, today))


def due_by(day: date, target: int) -> int:
    """The seconds of a year's target that are due by the evening of a day, pro rata."""
    days_in_year = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    return target * day.timetuple().tm_yday // days_in_year


def _read(path: str, today: date) -> Learners:
    seconds, (target, expected) = func.coalesce(Balance.amount, 0), _asked(today)
    mine = and_(Balance.member_id == Member.id, Balance.book == HOURS, Balance.period == f"{today.year}")
    everybody = select(Member.id, cast(expected - seconds, Integer).label("behind"), case((seconds >= target, 1), else_=0).label("reached"))
    everybody = everybody.join(Organisation, Organisation.id == Member.branch_id).outerjoin(Balance, mine)
    people = everybody.where(within(Organisation.path, path), Member.status == "active").subquery()
    keys, (reached,) = read_keys(people, people.c.behind, func.sum(people.c.reached))
    return Learners(keys, reached or 0, clock.now())


def _asked(today: date) -> tuple[Any, Any]:
    """The target of each member, and the part of it that is due."""
    targets = targets_of_year(today.year)
    expected = {role: due_by(today, seconds) for role, seconds in targets.items()}
    return target_column(targets, today), target_column(expected, today)


def _shape(rows: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """Hours as they were when the order was made."""
    target, expected = _asked(clock.today())
    named = (Member.id, Member.name, Member.branch_id, Organisation.name.label("branch_name"), Organisation.path.label("branch_path"))
    people = select(*named, target.label("target"), expected.label("expected")).join(Organisation, Organisation.id == Member.branch_id)
    known = {row.id: row for row in db.session.execute(people.where(Member.id.in_([member_id for member_id, _ in rows])))}
    overdue = overdue_by_member({row.id: row.branch_path for row in known.values()})
    return [
        {
            "member": {"id": member_id, "name": known[member_id].name},
            "branch": {"id": known[member_id].branch_id, "name": known[member_id].branch_name},
            "seconds": known[member_id].expected - behind,
            "target_seconds": known[member_id].target,
            "expected_seconds": known[member_id].expected,
            "behind_seconds": max(0, behind),
            "overdue_assignments": overdue.get(member_id, 0),
        }
        for member_id, behind in rows
    ]
