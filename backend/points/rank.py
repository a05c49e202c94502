"""Rankings: members of a subtree by their points in a period.

The tie rule: the same points share the rank, and the next rank counts everybody before it (1, 1, 3); those who share a
rank stand in the order of their card numbers.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from backend.core.actor import Actor
from backend.core.db import db
from backend.core.pages import Listing
from backend.ledger.models import POINTS, Balance
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within

NEIGHBOURS = 2  # on each side


def ranking(actor: Actor, organisation: Organisation, period: str) -> Listing:
    """The ranking as the organisation lets it be seen: in full, my neighbours and me, or not at all."""
    places = _places(organisation, period)
    me = None if organisation.ranking_shown == "off" else _my_place(actor, places)
    beside = {"organisation": organisation, "period": period, "shown": organisation.ranking_shown, "me": me, "member_count": _count(places)}
    shown = places.where(_shown(organisation.ranking_shown, places, actor))
    return Listing(shown, by=(Balance.amount.desc(), Member.card_number), shape=lambda rows: _number(rows, places, actor), beside=beside)


def _places(organisation: Organisation, period: str) -> Any:
    return (
        select(Member.id.label("member_id"), Member.name, Organisation.name.label("branch_name"), Balance.amount, Member.card_number)
        .join(Balance, Balance.member_id == Member.id)
        .join(Organisation, Member.branch_id == Organisation.id)
        .where(
            Balance.book == POINTS,
            Balance.period == period,
            Balance.amount > 0,
            Member.status == "active",
            within(Organisation.path, organisation.path),
        )
    )


def _count(places: Any, *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(places.with_only_columns(func.count()).where(*conditions)) or 0


def _my_place(actor: Actor, places: Any) -> dict[str, int] | None:
    mine = db.session.execute(places.where(Member.id == actor.id)).first()
    return {"rank": _count(places, Balance.amount > mine.amount) + 1, "points": mine.amount} if mine else None


def _shown(shown: str, places: Any, actor: Actor) -> ColumnElement[bool]:
    if shown == "full":
        return and_(True)
    mine = db.session.execute(places.where(Member.id == actor.id)).first()
    if shown == "off" or mine is None:
        return false()
    return Member.id.in_([mine.member_id, *_beside(mine, places)])


def _beside(mine: Any, places: Any) -> list[int]:
    ahead = or_(Balance.amount > mine.amount, and_(Balance.amount == mine.amount, Member.card_number < mine.card_number))
    behind = or_(Balance.amount < mine.amount, and_(Balance.amount == mine.amount, Member.card_number > mine.card_number))
    nearest_ahead = places.where(ahead).order_by(Balance.amount, Member.card_number.desc()).limit(NEIGHBOURS)
    nearest_behind = places.where(behind).order_by(Balance.amount.desc(), Member.card_number).limit(NEIGHBOURS)
    return [row.member_id for query in (nearest_ahead, nearest_behind) for row in db.session.execute(query)]


def _number(rows: Sequence[Any], places: Any, actor: Actor) -> list[dict[str, Any]]:
    """Ranks of a page: two counts for its first row, the rest follows from their order."""
    if not rows:
        return []
    first = rows[0]
    rank = _count(places, Balance.amount > first.amount) + 1
    place = rank + _count(places, Balance.amount == first.amount, Member.card_number < first.card_number)
    shaped, points = [], first.amount
    for row in rows:
        if row.amount != points:
            rank, points = place, row.amount
        place += 1
        shaped.append(
            {
                "rank": rank,
                "member_id": row.member_id,
                "name": row.name,
                "branch_name": row.branch_name,
                "points": row.amount,
                "is_me": row.member_id == actor.id,
            }
        )
    return shaped
