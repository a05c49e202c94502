"""How many assigned courses each of some members should have finished by now and has not. Three statements, however many members."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import func, select

from backend.core import clock
from backend.core.db import db
from backend.courses.choices import Assignment
from backend.courses.models import Lesson, is_live
from backend.courses.progress import LessonProgress
from backend.organisations.tree import ids_above

Finished = dict[tuple[int, int], int]  # lessons finished, by member and course


def overdue_by_member(branches: Mapping[int, str]) -> dict[int, int]:
    """{member: how many}, given each member's branch as a path."""
    assigned = _past_due({above for path in branches.values() for above in ids_above(path)})
    course_ids = {course_id for courses in assigned.values() for course_id in courses}
    if not course_ids:
        return {}
    needed, finished = _needed(course_ids), _finished(branches.keys(), course_ids)

    def is_open(member_id: int, course_id: int) -> bool:
        return finished.get((member_id, course_id), 0) < needed.get(course_id, 0)

    def reaching(path: str) -> set[int]:
        return {course_id for above in ids_above(path) for course_id in assigned.get(above, ())}

    return {member_id: sum(is_open(member_id, one) for one in reaching(path)) for member_id, path in branches.items()}


def _past_due(organisation_ids: Collection[int]) -> dict[int, set[int]]:
    """The courses that were to be finished before today, by the organisation that assigned them."""
    past = select(Assignment.organisation_id, Assignment.course_id)
    past = past.where(Assignment.organisation_id.in_(organisation_ids), Assignment.due_on < clock.today())
    courses: dict[int, set[int]] = defaultdict(set)
    for organisation_id, course_id in db.session.execute(past):
        courses[organisation_id].add(course_id)
    return courses


def _needed(course_ids: Collection[int]) -> dict[int, int]:
    rows = select(Lesson.course_id, func.count()).where(is_live(), Lesson.optional.is_(False), Lesson.course_id.in_(course_ids))
    return {row[0]: row[1] for row in db.session.execute(rows.group_by(Lesson.course_id))}


def _finished(member_ids: Collection[int], course_ids: Collection[int]) -> Finished:
    rows = select(LessonProgress.member_id, Lesson.course_id, func.count()).join(Lesson, Lesson.id == LessonProgress.lesson_id)
    rows = rows.where(
        is_live(),
        Lesson.optional.is_(False),
        Lesson.course_id.in_(course_ids),
        LessonProgress.member_id.in_(member_ids),
        LessonProgress.completed_at.is_not(None),
    )
    return {(row[0], row[1]): row[2] for row in db.session.execute(rows.group_by(LessonProgress.member_id, Lesson.course_id))}
