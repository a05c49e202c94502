"""What the catalogue's answers depend on, each as a short text that changes whenever the answer does: far cheaper than the answer.

Every change to a course or a lesson that members see moves the course's `changed_at`. Versions are made of all these times instead
of their maximum: a transaction that began first may commit last, with a time that is no longer the latest.
"""

from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.versions import digest
from backend.courses.models import Course, Lesson
from backend.courses.my_shelf import my_shelf
from backend.courses.progress import LessonProgress

UNSEEN = {"draft", "changed_at"}


def standing_version(actor: Actor) -> str:
    """Of how far a member is in the courses, and of what is due: lessons begun and completed, assignments, the day."""
    mine = my_shelf(actor)
    return digest(mine.studied.lessons, mine.shelf.assignments, mine.shelf.day)


def courses_version(actor: Actor) -> str:
    return digest(my_shelf(actor).shelf.version, standing_version(actor))


def standings_version(actor: Actor) -> str:
    """Also of courses that were begun and are offered no longer."""
    return digest(courses_version(actor), my_shelf(actor).elsewhere())


def course_version(course: Course, actor: Actor) -> str:
    """Also how far the member is within each lesson."""
    return digest(course.id, course.changed_at, _progress(course.id, actor.id), standing_version(actor))


def _progress(course_id: int, member_id: int) -> Any:
    columns = (LessonProgress.lesson_id, LessonProgress.version, LessonProgress.position_ms, LessonProgress.counted_ms)
    rows = select(*columns, LessonProgress.completed_at, LessonProgress.covered).join(Lesson, Lesson.id == LessonProgress.lesson_id)
    return db.session.execute(
        rows.where(Lesson.course_id == course_id, LessonProgress.member_id == member_id).order_by(LessonProgress.lesson_id)
    ).all()


@event.listens_for(Session, "before_flush")
def _note_changes(session: Any, context: Any, instances: Any) -> None:
    """Whoever changes a course or a lesson moves the course's time with it. Drafts show to nobody and move nothing."""
    changed = [*session.new, *session.dirty, *session.deleted]
    lessons = {one.course_id for one in changed if isinstance(one, Lesson) and one.version != 0 and _shows(one)}
    courses = {one for one in changed if isinstance(one, Course) and _shows(one)}
    for course in courses | {session.get(Course, course_id) for course_id in lessons if course_id}:
        if course is not None:
            course.changed_at = clock.now()


def _shows(thing: Any) -> bool:
    state: Any = inspect(thing)
    columns = set(state.mapper.column_attrs.keys()) - UNSEEN
    return state.pending or state.deleted or any(state.attrs[name].history.has_changes() for name in columns)
