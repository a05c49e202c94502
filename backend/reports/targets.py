"""Targets: who of those who are there now has how much of the year's target, and how many of a branch have met it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, literal, or_, select

from backend.core import clock
from backend.core.errors import Refused
from backend.members.targets import MEMBER as OF_EVERYBODY
from backend.members.targets import targets_of_year
from backend.reports.columns import Column, heads_of
from backend.reports.done import done_by_member
from backend.reports.kind import BRANCH, MEMBER, Question, SelectedKind
from backend.reports.past import PastRole, held_at
from backend.reports.places import (
    HOME,
    IS_HERE,
    MEMBER_ORDER,
    PERSON,
    STAY,
    home_holds,
    people_among,
    place_keys,
    share,
    stays,
    together,
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
SHARES = {"share_met": ("met", "members")}


def _rows(question: Question, among: Sequence[int] | None) -> Any:
    return _by_member(question, among) if question.by == MEMBER else together(question, _by_branch(question, among), FIGURES, among, SHARES)


def _keys(question: Question) -> tuple[Any, Sequence[Any]]:
    if question.by != MEMBER:
        return place_keys(question)
    return stays(question, STAY.id.label("key")).where(IS_HERE), MEMBER_ORDER


def _by_member(question: Question, among: Sequence[int] | None) -> Any:
    done, asked = done_by_member(question, people_among(question, among)), _asked(question)
    own, sofar = _target(question, asked), func.coalesce(done.c.seconds, 0)
    figures = (
        own.label("target_seconds"),
        sofar.label("done_seconds"),
        case((sofar < own, own - sofar), else_=0).label("missing_seconds"),
        share(sofar, own).label("share"),
    )
    named = (STAY.id.label("key"), STAY.member_id, HOME.organisation_id, PERSON.card_number, PERSON.name, HOME.name.label("branch_name"))
    statement = stays(question, *named, *figures, among=among).outerjoin(done, done.c.member_id == STAY.member_id)
    return statement.outerjoin(asked, asked.c.member_id == STAY.member_id).where(IS_HERE)


def _by_branch(question: Question, among: Sequence[int] | None) -> Any:
    """Of those alone who are there, so that no one's stays need be looked for."""
    done, asked = done_by_member(question, people_among(question, among)), _asked(question)
    own, sofar = _target(question, asked), func.coalesce(done.c.seconds, 0)
    figures = {
        "members": func.count(),
        "target_seconds": func.sum(own),
        "done_seconds": func.sum(sofar),
        "met": func.sum(case((sofar >= own, 1), else_=0)),
    }
    here = [held_at(PERSON, question.position("members")), PERSON.status == "active"]
    if among is not None and question.by == BRANCH:
        here.append(PERSON.branch_id.in_(among))
    branches = select(PERSON.branch_id, *(figure.label(name) for name, figure in figures.items())).where(*here)
    branches = branches.outerjoin(done, done.c.member_id == PERSON.member_id).outerjoin(asked, asked.c.member_id == PERSON.member_id)
    inner = branches.group_by(PERSON.branch_id).subquery("inner")
    shown = select(HOME.organisation_id, HOME.path, *(inner.c[name] for name in figures))
    return shown.join(inner, inner.c.branch_id == HOME.organisation_id).where(home_holds(question))


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
