"""Kinds of report that add up bookings of the ledger: the same sums by member, by branch and by subtree."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import String, and_, cast, func, literal, or_, select

from backend.courses.models import Lesson
from backend.ledger.models import HOURS, Entry
from backend.reports.columns import Column, heads_of
from backend.reports.kind import MEMBER, Question, SelectedKind
from backend.reports.place_sums import place_sums
from backend.reports.places import (
    HOME,
    IS_HERE,
    MEMBER_ORDER,
    PERSON,
    STAY,
    by_branch,
    is_here,
    people_among,
    place_keys,
    stays,
    together,
    whole,
)
from backend.study.models import StudyDayLesson

Figures = Sequence[tuple[str, Any]]
Among = Sequence[int] | None


def ledger_kind(name: str, zh: str, en: str, *, book: str, figures: Figures, columns: tuple[Column, ...], **facts: Any) -> SelectedKind:
    """A report that sums `figures` (columns over entries of a book) by member and branch of the day."""

    def member_rows(question: Question, among: Among) -> Any:
        sums = _sums(question, book, figures, among)
        # What is studied in a course is not in the ledger, and knows no branch: it counts in the one of the moment.
        home = PERSON.branch_id if question.course and book == HOURS else sums.c.branch_id
        mine = and_(sums.c.member_id == STAY.member_id, home == STAY.branch_id)
        shown = [func.coalesce(sums.c[figure], 0).label(figure) for figure, _ in figures]
        statement = stays(question, *_person(), *shown, among=among).outerjoin(sums, mine)
        return statement.where(or_(IS_HERE, sums.c.member_id.is_not(None)))

    def rows(question: Question, among: Among) -> Any:
        if question.by == MEMBER:
            return member_rows(question, among)
        kept = None if question.course else place_sums(question, book, figures, among)
        return plain_rows(question, among) if kept is None else kept

    def plain_rows(question: Question, among: Among) -> Any:
        by_stay = member_rows(question, among if question.by == "branch" else None).add_columns(HOME.path, is_here()).subquery("by_stay")
        names = [figure for figure, _ in figures]
        return together(question, by_branch(by_stay, names), names, among)

    def keys(question: Question) -> tuple[Any, Sequence[Any]]:
        if question.by != MEMBER:
            return place_keys(question)
        return stays(question, STAY.id.label("key")).where(or_(IS_HERE, _has_booked(question, book))), MEMBER_ORDER

    return SelectedKind(name=name, zh=zh, en=en, columns=lambda by: (*heads_of(by), *columns), keys=keys, select=rows, **facts)


def bookings(question: Question, book: str) -> Any:
    """The entries that count, as a condition."""
    found = [Entry.book == book, Entry.day >= question.first_day, Entry.day <= question.last_day]
    if (position := question.position("entries")) is not None:
        found.append(Entry.id <= position)
    if question.rule:
        found.append(Entry.rule == question.rule)
    if question.course:
        found += [Entry.source_type == "lesson", Entry.source_id.in_(select(cast(Lesson.id, String)).where(_of_course(question)))]
    return and_(*found)


def _person() -> tuple[Any, ...]:
    named = (PERSON.card_number, PERSON.name, HOME.name.label("branch_name"))
    return (STAY.id.label("key"), STAY.member_id, HOME.organisation_id, *named)


def _sums(question: Question, book: str, figures: Figures, among: Among) -> Any:
    if question.course and book == HOURS:
        return _studied_in_course(question, figures, among)
    sums = [expression.label(figure) for figure, expression in figures]
    statement = select(Entry.member_id, Entry.branch_id, *sums).where(bookings(question, book))
    people = people_among(question, among)
    if people is not None:
        statement = statement.where(Entry.member_id.in_(people))
    return statement.group_by(Entry.member_id, Entry.branch_id).subquery("sums")


def _studied_in_course(question: Question, figures: Figures, among: Among) -> Any:
    """Study of one course's lessons, before a day's cap; there are no meetings and no study outside in a course."""
    studied = whole(func.sum(StudyDayLesson.counted_ms) // 1000)
    found = {"study_seconds": studied, "total_seconds": studied}
    sums = [found.get(figure, literal(0)).label(figure) for figure, _ in figures]
    period = StudyDayLesson.day.between(question.first_day, question.last_day)
    lessons = StudyDayLesson.lesson_id.in_(select(Lesson.id).where(_of_course(question)))
    statement = select(StudyDayLesson.member_id, *sums).where(period, lessons)
    people = people_among(question, among)
    if people is not None:
        statement = statement.where(StudyDayLesson.member_id.in_(people))
    return statement.group_by(StudyDayLesson.member_id).subquery("sums")


def _of_course(question: Question) -> Any:
    return Lesson.course_id == question.course


def _has_booked(question: Question, book: str) -> Any:
    """Has this stay a booking of the period? Asked of those alone who are not there any more: a look at an index each, where
    EXISTS would let PostgreSQL read the whole ledger for a page of fifty."""
    if question.course and book == HOURS:
        lessons = StudyDayLesson.lesson_id.in_(select(Lesson.id).where(_of_course(question)))
        period = StudyDayLesson.day.between(question.first_day, question.last_day)
        one = select(literal(1)).where(StudyDayLesson.member_id == STAY.member_id, period, lessons)
        return and_(PERSON.branch_id == STAY.branch_id, one.limit(1).correlate(STAY).scalar_subquery().is_not(None))
    one = select(literal(1)).where(Entry.member_id == STAY.member_id, Entry.branch_id == STAY.branch_id, bookings(question, book))
    return one.limit(1).correlate(STAY).scalar_subquery().is_not(None)
