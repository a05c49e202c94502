"""How branches stand: by the share of their members who have met the year's target. Added up apart from signing in, once a minute
for all processes."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.pages import Ready
from backend.core.shared_cache import cached
from backend.organisations.models import Organisation
from backend.permissions import can_look_after
from backend.targets.below import missing_by_member

KEPT_FOR = 60.0  # seconds
LEAST_MEMBERS = 5  # a smaller branch is listed apart: of two members, one makes a half
NEIGHBOURS = 2  # on each side
Row = list[Any]  # [minus the share, branch, members, how many met]: in this order they stand


@dataclass(frozen=True)
class Standings:
    """The branches of a subtree, those with a rank and those too small for one, and from when this is."""

    ranked: list[Row]
    small: list[Row]
    as_of: str

    def rank(self, row: Row) -> int:
        """The same share shares the rank, and the next one counts everybody before it (1, 1, 3)."""
        return bisect_left(self.ranked, [row[0]]) + 1


def standings(actor: Actor, organisation: Organisation, year: int, size: str) -> Ready:
    """The branches as the organisation lets rankings be seen; whoever looks after them sees them all."""
    name, path, shown = organisation.name, organisation.path, organisation.ranking_in_force
    shown = "full" if can_look_after(actor, path) else shown
    beside = {"organisation": {"id": organisation.id, "name": name}, "year": year, "shown": shown, "least_members": LEAST_MEMBERS}
    return Ready(lambda after, limit: _page(actor, _standings(path, year), beside, size, after, limit))


def _page(
    actor: Actor, found: Standings, beside: dict[str, Any], size: str, after: list[Any] | None, limit: int
) -> tuple[list[Any], list[Any] | None, dict[str, Any]]:
    mine = next((row for row in (*found.ranked, *found.small) if row[1] == actor.branch_id), None)
    rows = _shown(found.ranked if size == "ranked" else found.small, beside["shown"], mine)
    first = bisect_right(rows, after) if after else 0
    page = rows[first : first + limit]
    names = _names({row[1] for row in (*page, *([mine] if mine else []))})

    def say(row: Row) -> dict[str, Any]:
        rank = found.rank(row) if row[2] >= LEAST_MEMBERS else None
        own = {"id": row[1], "name": names[row[1]]}
        return {"rank": rank, "organisation": own, "members": row[2], "met": row[3], "is_mine": row[1] == actor.branch_id}

    everybody = (*found.ranked, *found.small)
    sums = {"members": sum(row[2] for row in everybody), "met": sum(row[3] for row in everybody)}
    counts = {"branches": len(found.ranked), "small_branches": len(found.small)}
    seen = mine if mine and beside["shown"] != "off" else None
    beside = {**beside, **sums, **counts, "mine": say(seen) if seen else None, "as_of": found.as_of}
    return [say(row) for row in page], page[-1] if first + limit < len(rows) else None, beside


def _shown(rows: list[Row], shown: str, mine: Row | None) -> list[Row]:
    if shown == "full":
        return rows
    if shown == "off" or mine is None or mine not in rows:
        return []
    place = rows.index(mine)
    return rows[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]


def _standings(path: str, year: int) -> Standings:
    ranked, small, as_of = cached(f"standings {path} {year} {clock.today()}", KEPT_FOR, lambda: _add_up(path, year))
    return Standings(ranked, small, as_of)


def _add_up(path: str, year: int) -> list[Any]:
    people = missing_by_member(path, year).subquery()
    met = func.sum(case((people.c.missing > 0, 0), else_=1))
    rows = db.session.execute(select(people.c.branch_id, func.count(), met).group_by(people.c.branch_id))
    ordered = sorted([-int(met) / members, branch, members, int(met)] for branch, members, met in rows)
    ranked = [row for row in ordered if row[2] >= LEAST_MEMBERS]
    return [ranked, [row for row in ordered if row[2] < LEAST_MEMBERS], clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")]


def _names(ids: set[int]) -> dict[int, str]:
    rows = db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids)))
    return {row.id: row.name for row in rows}
