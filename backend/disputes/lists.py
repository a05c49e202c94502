"""Disputes as lists: mine, and those that wait for my answer or were answered below me."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.pages import Listing
from backend.disputes.dispute import MOST_OPEN
from backend.disputes.models import Dispute, DisputeTurn
from backend.disputes.shape import shape_rows
from backend.disputes.turns import ANSWER_DAYS
from backend.ledger.models import Entry
from backend.members.models import Member
from backend.organisations.models import Organisation


def my_disputes(actor: Actor, entry_id: int | None) -> Listing:
    """What I said is wrong, the latest first."""
    mine = select(Dispute).where(Dispute.member_id == actor.id)
    mine = mine.where(Dispute.entry_id == entry_id) if entry_id else mine
    promise = {"answer_days": ANSWER_DAYS, "most_open": MOST_OPEN}
    return Listing(mine, by=(Dispute.id.desc(),), shape=lambda rows: shape_rows(rows, actor), beside=promise)


def disputes_below(actor: Actor, show: str) -> Listing:
    """Those that wait for my answer, the most urgent first; all that are open where I look after the members; or the answered."""
    waiting = _to_answer(actor)
    beside = {"to_answer": db.session.scalar(waiting.with_only_columns(func.count(Dispute.id)))}
    if show == "answered":
        done = _of_others(actor).where(Dispute.state.in_(("awaiting_second", "explained", "corrected")))
        return Listing(done, by=(Dispute.id.desc(),), shape=lambda rows: shape_rows(rows, actor), beside=beside)
    shown = waiting if show == "to_answer" else _open(actor)
    return Listing(shown, by=(DisputeTurn.due_on, Dispute.id), shape=lambda rows: shape_rows(rows, actor), beside=beside)


def _of_others(actor: Actor) -> Select[Any]:
    return Dispute.visible_to(actor).where(Dispute.member_id != actor.id)


def _open(actor: Actor) -> Select[Any]:
    """Open ones with the turn that is running."""
    begun = aliased(DisputeTurn)
    latest = select(func.max(begun.from_day)).where(begun.dispute_id == Dispute.id, begun.from_day <= clock.today()).scalar_subquery()
    return (
        _of_others(actor)
        .where(Dispute.state == "open")
        .join(DisputeTurn, and_(DisputeTurn.dispute_id == Dispute.id, DisputeTurn.from_day == latest))
    )


def _to_answer(actor: Actor) -> Select[Any]:
    """Those whose turn is at an organisation where I hold a role myself (those above see them among the open ones), and those
    that came along with a member who moved here; but nothing that I booked."""
    place, home = Organisation.__table__.alias("place"), Organisation.__table__.alias("home")
    mine = or_(_moved(place, home), place.c.path.in_(actor.scope))
    booked_by_me = exists().where(Entry.id == Dispute.entry_id, Entry.actor_id == actor.id)
    waiting = _open(actor).join(place, place.c.id == DisputeTurn.organisation_id).join(Member, Member.id == Dispute.member_id)
    return waiting.join(home, home.c.id == Member.branch_id).where(mine, ~booked_by_me)


def _moved(place: Any, home: Any) -> ColumnElement[bool]:
    """Does the member's branch no longer lie below the organisation before which the dispute waits?"""
    moved: ColumnElement[bool] = func.substr(home.c.path, 1, func.length(place.c.path)) != place.c.path
    return moved
