"""Whether rankings are shown, and with names: each organisation says it for its subtree, and the strictest word on the way from
the top holds. What comes of it is kept with each organisation, so that no ranking has to look up the tree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select, update

from backend.core.db import db
from backend.organisations.models import RANKING, Organisation
from backend.organisations.tree import within

AT_A_TIME = 500
InForce = tuple[str, bool]  # how the ranking is shown, whether names are hidden


def settle_switches(organisation: Organisation) -> None:
    """Let what holds in this subtree follow from what was said in it and above it."""
    db.session.flush()
    above = db.session.get(Organisation, organisation.parent_id) if organisation.parent_id else None
    start = (above.ranking_in_force, above.names_hidden_in_force) if above else ("full", False)
    changed: dict[InForce, list[int]] = defaultdict(list)
    for organisation_id, in_force in _changed(_subtree(organisation), start):
        changed[in_force].append(organisation_id)
    for (shown, hidden), ids in changed.items():
        for place in range(0, len(ids), AT_A_TIME):
            some = update(Organisation).where(Organisation.id.in_(ids[place : place + AT_A_TIME]))
            db.session.execute(some.values(ranking_in_force=shown, names_hidden_in_force=hidden))
    db.session.refresh(organisation)


def strictest(one: InForce, other: InForce) -> InForce:
    return max(one[0], other[0], key=RANKING.index), one[1] or other[1]


def _subtree(organisation: Organisation) -> Iterable[Any]:
    own = (Organisation.ranking_shown, Organisation.names_hidden)
    kept = (Organisation.ranking_in_force, Organisation.names_hidden_in_force)
    columns = (Organisation.id, Organisation.parent_id, *own, *kept)
    return db.session.execute(select(*columns).where(within(Organisation.path, organisation.path)).order_by(Organisation.path)).all()


def _changed(rows: Iterable[Any], above: InForce) -> Iterator[tuple[int, InForce]]:
    """Parents come before their children, whose path begins with theirs."""
    in_force: dict[int, InForce] = {}
    for row in rows:
        holds = strictest(in_force.get(row.parent_id, above), (row.ranking_shown, row.names_hidden))
        in_force[row.id] = holds
        if holds != (row.ranking_in_force, row.names_hidden_in_force):
            yield row.id, holds
