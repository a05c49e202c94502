"""Who took out a report in which a member stands: who, in what role, when, which report, how many stood in it, and why."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from backend.core import clock
from backend.core.db import db
from backend.core.pages import Listing
from backend.members.models import Member, Role
from backend.reports.models import ReportRun
from backend.reports.people import concerned

TOLD = ("id", "kind", "first_day", "last_day", "people", "reason", "format", "saved")


def exports_of(member: Member) -> Listing:
    """Newest first. What I took out myself is left out."""
    by_others = concerned(member).where(ReportRun.member_id != member.id)
    return Listing(by_others, by=(ReportRun.id.desc(),), shape=_shape)


def _shape(rows: Sequence[Any]) -> list[dict[str, Any]]:
    runs = [row[0] for row in rows]
    roles = _roles({run.member_id for run in runs})
    return [
        {
            **{name: getattr(run, name) for name in TOLD},
            "at": run.created_at,
            "name": run.member.name,
            "roles": _held(run, roles[run.member_id]),
        }
        for run in runs
    ]


def _roles(people: set[int]) -> dict[int, list[Role]]:
    found: dict[int, list[Role]] = defaultdict(list)
    for role in db.session.scalars(select(Role).where(Role.member_id.in_(people)).order_by(Role.id)):
        found[role.member_id].append(role)
    return found


def _held(run: ReportRun, roles: list[Role]) -> list[dict[str, Any]]:
    """What made it their business on that day."""
    day = clock.day_of(run.created_at)
    return [{"kind": role.kind, "organisation": role.organisation.name} for role in roles if role.holds_on(day)]
