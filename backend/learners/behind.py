"""Who is behind and by how much: the hours of this year beside the part of the target that is due by today."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Integer, and_, case, cast, func, select

from backend.core import clock
from backend.core.db import db
from backend.core.pages import Listing
from backend.learners.overdue import overdue_by_member
from backend.ledger.models import HOURS, Balance
from backend.members.models import Member
from backend.members.targets import target_column, targets_of_year
from backend.organisations.models import Organisation
from backend.organisations.tree import within


def learners_of(organisation: Organisation, *, show: str) -> Listing:
    """The active members of a subtree with their hours, who is most behind first; `show` is "behind" or "all"."""
    today = clock.today()
    targets = targets_of_year(today.year)
    expected = {role: due_by(today, seconds) for role, seconds in targets.items()}
    people = _people(organisation, today, targets, expected).subquery()
    counts = db.session.execute(_counts(people)).one()
    shown = select(people).where(people.c.behind > 0) if show == "behind" else select(people)
    beside = {"learners": counts.learners, "behind": counts.late or 0, "reached": counts.reached or 0}
    return Listing(shown, by=(people.c.behind.desc(), people.c.id), shape=_shape, beside=beside)


def due_by(day: date, target: int) -> int:
    """The seconds of a year's target that are due by the evening of a day, pro rata."""
    days_in_year = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    return target * day.timetuple().tm_yday // days_in_year


def _people(organisation: Organisation, today: date, targets: Mapping[str, int], expected: Mapping[str, int]) -> Any:
    seconds = func.coalesce(Balance.amount, 0)
    return (
        select(
            Member.id,
            Member.name,
            Member.branch_id,
            Organisation.name.label("branch_name"),
            Organisation.path.label("branch_path"),
            seconds.label("seconds"),
            target_column(targets, today).label("target"),
            target_column(expected, today).label("expected"),
            cast(target_column(expected, today) - seconds, Integer).label("behind"),
        )
        .join(Organisation, Organisation.id == Member.branch_id)
        .outerjoin(Balance, and_(Balance.member_id == Member.id, Balance.book == HOURS, Balance.period == f"{today.year}"))
        .where(within(Organisation.path, organisation.path), Member.status == "active")
    )


def _counts(people: Any) -> Any:
    late = func.sum(case((people.c.behind > 0, 1), else_=0)).label("late")
    reached = func.sum(case((people.c.seconds >= people.c.target, 1), else_=0)).label("reached")
    return select(func.count().label("learners"), late, reached).select_from(people)


def _shape(rows: Sequence[Any]) -> list[dict[str, Any]]:
    overdue = overdue_by_member({row.id: row.branch_path for row in rows})
    return [
        {
            "member": {"id": row.id, "name": row.name},
            "branch": {"id": row.branch_id, "name": row.branch_name},
            "seconds": int(row.seconds),
            "target_seconds": row.target,
            "expected_seconds": row.expected,
            "behind_seconds": max(0, row.behind),
            "overdue_assignments": overdue.get(row.id, 0),
        }
        for row in rows
    ]
