"""Rankings: members of a subtree by their points in a period, as the organisation lets them be seen.

One moment of one ranking is behind every number of an answer, and the same function behind every page that shows a rank.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Text, any_, bindparam, func, select

from backend.core.actor import Actor
from backend.core.db import Prepared, db
from backend.core.errors import NotFound
from backend.core.pages import Ready
from backend.members.models import Member
from backend.organisations.models import RANKING, Organisation
from backend.points.board import Board, Place, key_of
from backend.points.boards import look_at
from backend.points.count import Scope

NEIGHBOURS = 2  # on each side
Page = tuple[list[Any], list[Any] | None, dict[str, Any]]


@dataclass(frozen=True)
class Shown:
    """An organisation with what it lets be seen of its rankings: its own word and every word above it, the strictest."""

    id: int
    name: str
    path: str
    shown: str
    names_hidden: bool


def ranking(actor: Actor, organisation_id: int, period: str) -> Ready:
    """The ranking as the organisation lets it be seen: in full, my neighbours and me, or not at all. Raises NotFound where the actor
    does not see the organisation."""
    row = _SHOWN.first(id=organisation_id)
    if row is None or not Organisation.is_seen(actor, row.path):
        raise NotFound
    place = Shown(*row)
    return Ready(lambda after, limit: _page(actor, place, period, after, limit))


def _page(actor: Actor, organisation: Shown, period: str, after: list[Any] | None, limit: int) -> Page:
    beside: dict[str, Any] = {
        "organisation": {"id": organisation.id, "name": organisation.name},
        "period": period,
        "shown": organisation.shown,
    }
    beside["names_hidden"] = organisation.names_hidden
    if organisation.shown == "off":
        return [], None, {**beside, "me": None, "member_count": 0, "neighbours": []}
    with look_at(Scope(organisation.path, period), actor.id) as (board, points):
        look = _look(board, actor.id, points, organisation.shown == "full", after[0] if after else None, limit)
    say = _sayer(actor, organisation, [*look.places, *look.neighbours])
    last = [key_of(look.places[-1].points, look.places[-1].member_id)] if look.goes_on else None
    me = {"rank": look.rank, "points": points} if points is not None else None
    beside |= {"me": me, "member_count": look.count, "neighbours": [say(place) for place in look.neighbours]}
    return [say(place) for place in look.places], last, beside


@dataclass(frozen=True)
class Look:
    """What one moment of a ranking shows."""

    places: list[Place]
    goes_on: bool
    neighbours: list[Place]
    rank: int
    count: int


def _look(board: Board, me: int, points: int | None, in_full: bool, after: int | None, limit: int) -> Look:
    mine = None if points is None else board.place_of(points, me)
    around = (0, 0) if mine is None else (max(0, mine - NEIGHBOURS), min(len(board), mine + NEIGHBOURS + 1))
    first, end = (0, len(board)) if in_full else around
    if after is not None:
        first = max(first, board.after(after))
    places = list(board.places(first, min(end, first + limit)))
    neighbours = list(board.places(*around)) if after is None else []
    return Look(places, first + limit < end, neighbours, board.rank(points or 0), len(board))


def _sayer(actor: Actor, organisation: Shown, places: Collection[Place]) -> Any:
    """Turns a place into what the answer says of it. Whoever wants to stay unnamed, by the word of a subtree, is not named in the
    rankings above it either."""
    people = _people({place.member_id for place in places})

    def say(place: Place) -> dict[str, Any]:
        who = people[place.member_id]
        is_me = place.member_id == actor.id
        stricter = RANKING.index(who.shown) > RANKING.index(organisation.shown)
        hidden = not is_me and (organisation.names_hidden or who.names_hidden or stricter)
        said = (None, None, None) if hidden else (who.id, who.name, who.branch_name)
        named = dict(zip(("member_id", "name", "branch_name"), said, strict=True))
        return {"rank": place.rank, **named, "points": place.points, "is_me": is_me}

    return say


def _people(ids: Collection[int]) -> dict[int, Any]:
    dialect = db.engine.dialect.name
    asked: Any = list(ids) if dialect == "postgresql" else str(list(ids))
    return {row.id: row for row in _PEOPLE[dialect].rows(ids=asked)} if ids else {}


def _of_these(dialect: str) -> Any:
    if dialect == "postgresql":
        return Member.id == any_(bindparam("ids", type_=ARRAY(BigInteger)))
    return Member.id.in_(select(func.json_each(bindparam("ids", type_=Text)).table_valued("value").c.value))


_SHOWN = Prepared(
    select(
        Organisation.id,
        Organisation.name,
        Organisation.path,
        Organisation.ranking_in_force.label("shown"),
        Organisation.names_hidden_in_force.label("names_hidden"),
    ).where(Organisation.id == bindparam("id"))
)
_SAID = (
    Member.id,
    Member.name,
    Organisation.name.label("branch_name"),
    Organisation.ranking_in_force.label("shown"),
    Organisation.names_hidden_in_force.label("names_hidden"),
)
_PEOPLE = {
    dialect: Prepared(select(*_SAID).join(Organisation, Organisation.id == Member.branch_id).where(_of_these(dialect)))
    for dialect in ("sqlite", "postgresql")
}
