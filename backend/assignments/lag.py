"""Who lags behind with an assigned course, and by how much: lessons that must be finished and are not."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, and_, cast, func, literal, select

from backend.core.actor import Actor
from backend.core.db import db
from backend.core.pages import Listing
from backend.courses.choices import Assignment
from backend.courses.models import Lesson, is_live
from backend.courses.progress import LessonProgress
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import lies_within, within_any


class Needed(NamedTuple):
    lessons: int
    seconds: int


def lessons_needed(course_id: int) -> Needed:
    """The lessons of a course that must be finished, and their length."""
    sums = select(func.count(), func.coalesce(func.sum(Lesson.nominal_seconds), 0)).where(
        _must_be_finished(), Lesson.course_id == course_id
    )
    count, seconds = db.session.execute(sums).one()
    return Needed(count, int(seconds))


def looked_after(actor: Actor, path: str) -> list[str]:
    """Where a subtree and those that the actor looks after meet."""
    return sorted({both for own in actor.scope for both in meet(own, path)})


def meet(one: str, other: str) -> list[str]:
    """What two subtrees have in common: the lower of them, if it lies within the other."""
    return [one] if lies_within(one, other) else [other] if lies_within(other, one) else []


def laggards(assignment: Assignment, paths: Sequence[str], beside: dict[str, Any]) -> Listing:
    """The active members below these places who have not finished, those with most left first."""
    needed = lessons_needed(assignment.course_id)
    done = (
        select(LessonProgress.member_id, func.count().label("lessons"), func.sum(Lesson.nominal_seconds).label("seconds"))
        .join(Lesson, Lesson.id == LessonProgress.lesson_id)
        .where(_must_be_finished(), Lesson.course_id == assignment.course_id, LessonProgress.completed_at.is_not(None))
        .group_by(LessonProgress.member_id)
        .subquery()
    )
    lessons_done = cast(func.coalesce(done.c.lessons, 0), Integer)
    left = cast(literal(needed.seconds) - func.coalesce(done.c.seconds, 0), Integer)
    behind = _members(paths, Member.id, Member.name, Member.branch_id, Organisation.name.label("branch"))
    behind = behind.add_columns(lessons_done.label("lessons_done"), left.label("seconds_left")).outerjoin(
        done, done.c.member_id == Member.id
    )
    rows = behind.where(lessons_done < needed.lessons).subquery()
    return Listing(
        select(rows),
        by=(rows.c.seconds_left.desc(), rows.c.id),
        shape=lambda found: [_shape(row) for row in found],
        beside={
            **beside,
            "needed_lessons": needed.lessons,
            "needed_seconds": needed.seconds,
            "member_count": db.session.scalar(_members(paths, func.count(Member.id))),
            "finished_count": count_finished(paths, [assignment.course_id]).get(assignment.course_id, 0),
        },
    )


def count_finished(paths: Sequence[str], course_ids: Iterable[int]) -> dict[int, int]:
    """By course, how many active members below these places have finished it. One statement for all."""
    ids = list(course_ids)
    needed = select(Lesson.course_id, func.count().label("lessons")).where(_must_be_finished(), Lesson.course_id.in_(ids))
    needs = needed.group_by(Lesson.course_id).subquery()
    finished = (
        _members(paths, Lesson.course_id, Member.id)
        .join(LessonProgress, and_(LessonProgress.member_id == Member.id, LessonProgress.completed_at.is_not(None)))
        .join(Lesson, and_(Lesson.id == LessonProgress.lesson_id, _must_be_finished()))
        .join(needs, needs.c.course_id == Lesson.course_id)
        .group_by(Lesson.course_id, Member.id, needs.c.lessons)
        .having(func.count() == needs.c.lessons)
        .subquery()
    )
    rows = select(finished.c.course_id, func.count()).group_by(finished.c.course_id)
    return {row[0]: row[1] for row in db.session.execute(rows)}


def _members(paths: Sequence[str], *columns: Any) -> Select[Any]:
    people = select(*columns).select_from(Member).join(Organisation, Organisation.id == Member.branch_id)
    return people.where(within_any(Organisation.path, paths), Member.status == "active")


def _must_be_finished() -> Any:
    return and_(is_live(), Lesson.optional.is_(False))


def _shape(row: Any) -> dict[str, Any]:
    names = ("name", "lessons_done", "seconds_left")
    return {"member_id": row.id, "branch": {"id": row.branch_id, "name": row.branch}, **{name: getattr(row, name) for name in names}}
