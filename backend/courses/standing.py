"""How far a member is in each course: lessons begun, completed and left, and the time that these take."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, func, select

from backend.core.db import db
from backend.courses.models import Lesson, is_live
from backend.courses.progress import LessonProgress


@dataclass(frozen=True)
class Standing:
    """Optional lessons count as completed, never as left: a course is finished without them."""

    lesson_count: int
    begun_lessons: int
    completed_lessons: int
    lessons_left: int
    seconds_left: int

    @property
    def finished(self) -> bool:
        return self.lesson_count > 0 and self.lessons_left == 0


NOTHING = Standing(0, 0, 0, 0, 0)


def standings(member_id: int, course_ids: Iterable[int] | None = None) -> dict[int, Standing]:
    """By course; without ids, of every course that the member has begun."""
    mine = and_(LessonProgress.lesson_id == Lesson.id, LessonProgress.member_id == member_id)
    begun = select(Lesson.course_id).join(LessonProgress, mine)
    rows = (
        select(Lesson.course_id, *_sums())
        .outerjoin(LessonProgress, mine)
        .where(is_live(), Lesson.course_id.in_(begun if course_ids is None else list(course_ids)))
        .group_by(Lesson.course_id)
    )
    return {course_id: Standing(*(int(value) for value in values)) for course_id, *values in db.session.execute(rows)}


def _sums() -> tuple[Any, ...]:
    left = and_(Lesson.optional.is_(False), LessonProgress.completed_at.is_(None))
    return (
        func.count(Lesson.id),
        func.count(LessonProgress.lesson_id),
        func.count(LessonProgress.completed_at),
        func.count(case((left, 1))),
        func.coalesce(func.sum(case((left, Lesson.nominal_seconds))), 0),
    )
