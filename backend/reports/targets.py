"""Targets: who of those who are there now has how much of the year's target, and how many of a branch have met it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, literal, or_, select

from backend.core import clock
from backend.core.errors import Refused
from backend.ledger.models import HOURS, Balance, Entry
from backend.ledger.post import period_from_to
from backend.members.targets import MEMBER as OF_EVERYBODY
from backend.members.targets import targets_of_year
from backend.reports.columns import Column, heads_of
from backend.reports.kind import MEMBER, Question, SelectedKind
from backend.reports.ledger_kind import bookings
from backend.reports.past import PastRole, held_at
from backend.reports.places import (
    HOME,
    IS_HERE,
    MEMBER_ORDER,
    PERSON,
    STAY,
    is_here,
    people_among,
    place_keys,
    share,
    stays,
    together,
    whole,
)

TARGET = Column("目标（小时）", "Target (hours)", 14, "hours", "target_seconds")
DONE = Column("已完成（小时）", "Done (hours)", 14, "hours", "done_seconds")
MISSING = Column("还差（小时）", "Missing (hours)", 14, "hours", "missing_seconds")
SHARE = Column("完成率（%）", "Done (%)", 12, "percent", "share")
MET = Column("达标人数", "Have met it", 12, "count", "met")
SHARE_MET = Column("达标率（%）", "Have met it (%)", 14, "percent", "share_met")
BY_MEMBER = (TARGET, DONE, MISSING, SHARE)
BY_PLACE = (MET, SHARE_MET, TARGET, DONE)
FIGURES = ("target_seconds", "done_seconds", "met")


def _rows(question: Question, among: Sequence[int] | None) -> Any:
    if question.by == MEMBER:
        return _by_member(question, among)
    by_stay = _by_member(question, among if question.by == "branch" else None).add_columns(HOME.path, is_here()).subquery("by_stay")
    return together(question, by_stay, FIGURES, among, shares={"share_met": ("met", "members")})


def _keys(question: Question) -> tuple[Any, Sequence[Any]]:
    if question.by != MEMBER:
        return place_keys(question)
    return stays(question, STAY.id.label("key")).where(IS_HERE), MEMBER_ORDER


def _by_member(question: Question, among: Sequence[int] | None) -> Any:
    done, asked = _done(question, among), _asked(question)
    own = _target(question, asked)
    sofar = func.coalesce(done.c.seconds, 0)
    figures = (
        own.label("target_seconds"),
        sofar.label("done_seconds"),
        case((sofar < own, own - sofar), else_=0).label("missing_seconds"),
        share(sofar, own).label("share"),
        case((sofar >= own, 1), else_=0).label("met"),
    )
    named = (STAY.id.label("key"), STAY.member_id, HOME.organisation_id, PERSON.card_number, PERSON.name, HOME.name.label("branch_name"))
    statement = stays(question, *named, *figures, among=among).outerjoin(done, done.c.member_id == STAY.member_id)
    return statement.outerjoin(asked, asked.c.member_id == STAY.member_id).where(IS_HERE)


def _done(question: Question, among: Sequence[int] | None) -> Any:
    """A target is a person's own: hours of the period count from whichever branch they come."""
    people = people_among(question, among)
    period = None if question.moment else period_from_to(question.first_day, question.last_day)
    if period:  # added up already
        mine = [Balance.book == HOURS, Balance.period == period, *([Balance.member_id.in_(people)] if people is not None else [])]
        return select(Balance.member_id, Balance.amount.label("seconds")).where(*mine).subquery("done")
    statement = select(Entry.member_id, whole(func.sum(Entry.amount)).label("seconds")).where(bookings(question, HOURS))
    if people is not None:
        statement = statement.where(Entry.member_id.in_(people))
    return statement.group_by(Entry.member_id).subquery("done")


def _asked(question: Question) -> Any:
    """The largest target among the roles that each member holds on the day of judgement."""
    day, targets = _day_of_judgement(question), targets_of_year(question.last_day.year)
    seconds = case(*((PastRole.kind == kind, literal(asked)) for kind, asked in targets.items()), else_=0)
    holds = and_(PastRole.starts_on <= day, or_(PastRole.ends_on.is_(None), PastRole.ends_on >= day))
    statement = select(PastRole.member_id, func.max(seconds).label("seconds"))
    return statement.where(held_at(PastRole, question.position("roles")), holds).group_by(PastRole.member_id).subquery("asked")


def _target(question: Question, asked: Any) -> Any:
    everybodys = targets_of_year(question.last_day.year).get(OF_EVERYBODY, 0)
    return case((asked.c.seconds > everybodys, asked.c.seconds), else_=literal(everybodys))


def _day_of_judgement(question: Question) -> date:
    """Today, or the end of a year that is over: as everywhere (see members/targets.py)."""
    today = clock.day_of(question.moment.instant) if question.moment else clock.today()
    return min(today, date(question.last_day.year, 12, 31))


def _keep_within_a_year(question: Question) -> None:
    if question.first_day.year != question.last_day.year:
        raise Refused("one_year_only", "A target is a year's: choose days of one year.", status=422)


def _columns(by: str) -> tuple[Column, ...]:
    return (*heads_of(by), *(BY_MEMBER if by == MEMBER else BY_PLACE))


TARGETS = SelectedKind(
    name="targets", zh="目标完成情况", en="Targets", columns=_columns, keys=_keys, select=_rows, checks=(_keep_within_a_year,)
)
