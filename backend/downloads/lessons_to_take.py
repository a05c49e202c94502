"""What a member will study next and may want on the phone: what is assigned first, then what is begun, then what is required."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, or_, select

from backend.assignments.due import open_assignments_of
from backend.core.actor import Actor
from backend.core.pages import Listing
from backend.courses.models import Course, Lesson, is_live, offered_to
from backend.courses.progress import LessonProgress


def lessons_to_take(actor: Actor, until: date) -> Listing:
    """Lessons that are not complete and not optional, the most urgent course first, each course in its order."""
    due = {one.course_id: one.due_on for one in reversed(open_assignments_of(actor)) if one.due_on <= until}
    begun = Lesson.course_id.in_(_begun_by(actor))
    urgency = _urgency(due, begun)
    wanted = _left_to(actor).where(or_(Lesson.course_id.in_(list(due)), begun, Course.required))
    by = (urgency, Lesson.course_id, Lesson.position, Lesson.id)
    return Listing(wanted, by=by, shape=lambda rows: _shape_rows(rows, due))


def _left_to(actor: Actor) -> Select[Lesson, bool]:
    mine = and_(LessonProgress.lesson_id == Lesson.id, LessonProgress.member_id == actor.id)
    begun = Lesson.course_id.in_(_begun_by(actor)).label("begun")
    left = select(Lesson, begun).join(Course, Course.id == Lesson.course_id).outerjoin(LessonProgress, mine)
    return left.where(offered_to(actor), is_live(), Lesson.optional.is_(False), LessonProgress.completed_at.is_(None))


def _begun_by(actor: Actor) -> Select[int]:
    """Courses of which anything was studied. Named apart: the lesson that is asked about is another one."""
    own = select(LessonProgress.lesson_id).where(LessonProgress.member_id == actor.id)
    studied = Lesson.__table__.alias("studied")
    return select(studied.c.course_id).where(studied.c.id.in_(own))


def _urgency(due: dict[int, date], begun: ColumnElement[bool]) -> ColumnElement[int]:
    """Assigned courses by their day, then those that are begun, then the others."""
    days = sorted(set(due.values()))
    assigned = [(Lesson.course_id.in_([course for course, day in due.items() if day == each]), n) for n, each in enumerate(days)]
    return case(*assigned, (begun, len(days)), else_=len(days) + 1)


def _shape_rows(rows: Sequence[Any], due: dict[int, date]) -> list[dict[str, Any]]:
    fields = ("id", "title", "version", "media_bytes", "nominal_seconds", "course")
    return [
        {
            **{name: getattr(lesson, name) for name in fields},
            "why": "assigned" if lesson.course_id in due else "started" if begun else "required",
            "due_on": due.get(lesson.course_id),
        }
        for lesson, begun, *_ in rows
    ]
