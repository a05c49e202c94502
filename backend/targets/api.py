"""Endpoints of targets of a subtree: how branches stand, who has not met the target, and telling them."""

from collections.abc import Sequence
from typing import Any

from flask import g
from sqlalchemy import select

from backend.core import clock
from backend.core.db import db
from backend.core.pages import Ready
from backend.core.web import Feature
from backend.members.models import Member
from backend.members.targets import day_of_judgement, target_column, targets_of_year
from backend.organisations.models import Organisation
from backend.permissions import any_member, looks_after_it
from backend.targets.below import below_target
from backend.targets.remind import remind, to_remind
from backend.targets.schemas import (
    BelowBeside,
    BelowQuery,
    BelowShape,
    BranchStandingsBeside,
    BranchStandingShape,
    Reminded,
    ReminderQuery,
    ReminderYear,
    StandingsQuery,
    ToRemind,
)
from backend.targets.standings import standings

targets = Feature("targets")
PLACE = "/organisations/<int:organisation_id>"


@targets.get(
    f"{PLACE}/branch-standings",
    may=any_member,
    on=Organisation,
    query=StandingsQuery,
    lists=BranchStandingShape,
    beside=BranchStandingsBeside,
)
def list_standings(organisation: Organisation, query: dict[str, Any]) -> Ready:
    """The branches of a subtree by the share of their members who have met the year's target."""
    return standings(g.actor, organisation, _year(query), query["size"])


@targets.get(f"{PLACE}/below-target", may=looks_after_it, on=Organisation, query=BelowQuery, lists=BelowShape, beside=BelowBeside)
def list_below(organisation: Organisation, query: dict[str, Any]) -> Ready:
    """Who of a subtree has not met the year's target and how much is missing, most first."""
    year, place = _year(query), {"id": organisation.id, "name": organisation.name}
    found = below_target(organisation, year)
    counts = {"members": found.members, "met": found.members - found.below, "below": found.below}
    beside = {"organisation": place, "year": year, **counts, "as_of": found.as_of.strftime("%Y-%m-%dT%H:%M:%SZ")}

    def take(after: list[Any] | None, limit: int) -> tuple[list[Any], list[Any] | None, dict[str, Any]]:
        rows, last = found.after(after[0] if after else None, limit)
        return _shape(rows, year), None if last is None else [last], beside

    return Ready(take)


@targets.get(f"{PLACE}/target-reminders", may=looks_after_it, on=Organisation, query=ReminderQuery, gives=ToRemind)
def preview_reminder(organisation: Organisation, query: dict[str, Any]) -> dict[str, Any]:
    """How many a reminder would reach now; whoever was told today is left out."""
    return to_remind(organisation, _year(query))


@targets.post(f"{PLACE}/target-reminders", may=looks_after_it, on=Organisation, takes=ReminderYear, gives=Reminded, status=201)
def send_reminder(organisation: Organisation, body: dict[str, Any]) -> dict[str, Any]:
    """Tell those who have not met the target; each at most once a day, whoever sends it."""
    return remind(organisation, _year(body))


def _year(said: dict[str, Any]) -> int:
    return said["year"] or clock.today().year


def _shape(rows: Sequence[tuple[int, int]], year: int) -> list[dict[str, Any]]:
    target = target_column(targets_of_year(year), day_of_judgement(year)).label("target")
    people = select(Member.id, Member.name, Member.branch_id, Organisation.name.label("branch_name"), target)
    people = people.join(Organisation, Organisation.id == Member.branch_id).where(Member.id.in_([member_id for member_id, _ in rows]))
    known = {row.id: row for row in db.session.execute(people)}
    return [
        {
            "member": {"id": member_id, "name": known[member_id].name},
            "branch": {"id": known[member_id].branch_id, "name": known[member_id].branch_name},
            "seconds": known[member_id].target - missing,
            "target_seconds": known[member_id].target,
            "missing_seconds": missing,
        }
        for member_id, missing in rows
    ]
