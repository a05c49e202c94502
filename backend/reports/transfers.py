"""Transfers of hours: who moved to another branch in the period, and what hours of the year went along."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Date, and_, case, func, literal, not_, or_, select, union_all
from sqlalchemy.orm import aliased

from backend.core import clock
from backend.hours.year import MEETING_SECONDS, OUTSIDE_SECONDS, STUDY_SECONDS
from backend.ledger.models import HOURS, Entry
from backend.organisations.tree import within
from backend.reports import columns
from backend.reports.columns import Column
from backend.reports.kind import BRANCH, MEMBER, Question, SelectedKind
from backend.reports.past import PastMember, PastOrganisation, held_at
from backend.reports.places import PLACE, is_below, place_keys, places, whole

CAME, WENT, MOVER = aliased(PastMember, name="came"), aliased(PastMember, name="went"), aliased(PastMember, name="mover")
LEFT, JOINED = aliased(PastOrganisation, name="left_branch"), aliased(PastOrganisation, name="joined_branch")
BY_MEMBER = (
    Column("转出支部", "Left", 24, "text", "left_name"),
    Column("转入支部", "Joined", 24, "text", "joined_name"),
    Column("转移日期", "Moved on", 12, "day", "moved_on"),
    columns.CARD,
    columns.NAME,
    *columns.HOURS,
)
BY_PLACE = (
    columns.ORGANISATION_NAME,
    Column("转入人次", "Came", 10, "count", "came"),
    Column("转入学时（小时）", "Hours in", 16, "hours", "came_seconds"),
    Column("转出人次", "Went", 10, "count", "went"),
    Column("转出学时（小时）", "Hours out", 16, "hours", "went_seconds"),
)
PARTS = (("study_seconds", STUDY_SECONDS), ("meeting_seconds", MEETING_SECONDS), ("outside_seconds", OUTSIDE_SECONDS))


def _keys(question: Question) -> tuple[Any, Sequence[Any]]:
    if question.by != MEMBER:
        return place_keys(question)
    return _moves(question, CAME.id.label("key")), (CAME.id,)


def _rows(question: Question, among: Sequence[int] | None) -> Any:
    return _by_member(question, among) if question.by == MEMBER else _by_place(question, among)


def _moves(question: Question, *shown: Any) -> Any:
    """Two rows of a member's past, one after the other, in two branches of which one at least lies in the subtree."""
    members, organisations = question.position("members"), question.position("organisations")
    statement = (
        select(*shown)
        .select_from(CAME)
        .join(WENT, and_(WENT.member_id == CAME.member_id, WENT.until_id == CAME.id, WENT.branch_id != CAME.branch_id))
        .join(MOVER, and_(MOVER.member_id == CAME.member_id, held_at(MOVER, members)))
        .join(LEFT, and_(LEFT.organisation_id == WENT.branch_id, held_at(LEFT, organisations)))
        .join(JOINED, and_(JOINED.organisation_id == CAME.branch_id, held_at(JOINED, organisations)))
        .where(CAME.from_at >= _begin(question.first_day), CAME.from_at < _begin(question.last_day + timedelta(days=1)))
        .where(or_(within(LEFT.path, question.path), within(JOINED.path, question.path)))
    )
    return statement if members is None else statement.where(CAME.id <= members)


def _by_member(question: Question, among: Sequence[int] | None) -> Any:
    sums = _hours_along(question)
    parts = [func.coalesce(sums.c[name], 0) for name, _ in PARTS]
    figures = [part.label(name) for part, (name, _) in zip(parts, PARTS, strict=True)]
    named = (CAME.id.label("key"), CAME.member_id, CAME.branch_id.label("organisation_id"), MOVER.card_number, MOVER.name)
    move = (LEFT.name.label("left_name"), JOINED.name.label("joined_name"), CAME.from_at.label("moved_on"))
    total = whole(parts[0] + parts[1] + parts[2]).label("total_seconds")
    statement = _moves(question, *named, *move, *figures, total).outerjoin(sums, sums.c.id == CAME.id)
    return statement if among is None else statement.where(CAME.id.in_(among))


def _hours_along(question: Question) -> Any:
    """What was booked of the year's hours before the move, in whichever branch."""
    booked = [Entry.member_id == CAME.member_id, Entry.book == HOURS, Entry.created_at <= CAME.from_at]
    if (position := question.position("entries")) is not None:
        booked.append(Entry.id <= position)
    booked += [Entry.day >= _year_begins(question), CAME.from_at >= _begin(question.first_day)]
    sums = [figure.label(name) for name, figure in PARTS]
    return select(CAME.id, *sums).join(Entry, and_(*booked)).group_by(CAME.id).subquery("hours_along")


def _by_place(question: Question, among: Sequence[int] | None) -> Any:
    paths = _by_member(question, None).add_columns(LEFT.path.label("left_path"), JOINED.path.label("joined_path")).subquery("moves")
    one, none, seconds = literal(1), literal(0), paths.c.total_seconds
    came = select(
        paths.c.joined_path.label("path"),
        paths.c.left_path.label("other"),
        *_labelled(came=one, came_seconds=seconds, went=none, went_seconds=none),
    )
    went = select(paths.c.left_path, paths.c.joined_path, *_labelled(came=none, came_seconds=none, went=one, went_seconds=seconds))
    ways = union_all(came, went).subquery("ways")
    crossing = and_(is_below(ways.c.path), not_(is_below(ways.c.other)))  # who moves inside an organisation neither comes nor goes
    sums = [func.coalesce(whole(func.sum(ways.c[column.name])), 0).label(column.name) for column in BY_PLACE[1:]]
    named = (PLACE.organisation_id.label("key"), PLACE.organisation_id, PLACE.name.label("branch_name"))
    statement = places(question, *named, *sums).outerjoin(ways, crossing).group_by(PLACE.organisation_id, PLACE.name, PLACE.path)
    return statement if among is None else statement.where(PLACE.organisation_id.in_(among))


def _labelled(**columns: Any) -> list[Any]:
    return [expression.label(name) for name, expression in columns.items()]


def _year_begins(question: Question) -> Any:
    """The first day of the year in which somebody moved: the year of the local day."""
    years = range(question.last_day.year, question.first_day.year, -1)
    later = [(CAME.from_at >= _begin(date(year, 1, 1)), literal(date(year, 1, 1), Date)) for year in years]
    first = literal(date(question.first_day.year, 1, 1), Date)
    return case(*later, else_=first) if later else first


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.zone())


def _columns(by: str) -> tuple[Column, ...]:
    return BY_MEMBER if by == MEMBER else ((columns.BRANCH_NAME, *BY_PLACE[1:]) if by == BRANCH else BY_PLACE)


HOUR_TRANSFERS = SelectedKind(name="hour-transfers", zh="学时转移", en="Transfers of hours", columns=_columns, keys=_keys, select=_rows)
