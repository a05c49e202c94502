"""A member's own way to the target: what is offered and not complete, and what the shortest way makes of it."""

from datetime import date
from typing import Any

from sqlalchemy import and_, select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.courses.due import due_days
from backend.courses.models import Course, Lesson, offered_to
from backend.courses.progress import LessonProgress
from backend.hours.rules import target_of
from backend.hours.shortest_way import Step, shortest_way
from backend.ledger.models import HOURS, Balance


def way_to_target(actor: Actor, limit: int) -> dict[str, Any]:
    """The gap of this year, how many lessons close it, and the first of them."""
    year = clock.today().year
    counted, target = counted_in(actor.id, year), target_of(actor, year)
    gap = max(0, target - counted)
    due = due_days(actor) if gap else {}
    way = shortest_way(_steps(actor, due), gap) if gap else []
    left = sum(step.left for step in way)
    return {
        "counted_seconds": counted,
        "target_seconds": target,
        "gap_seconds": gap,
        "closes": left >= gap,
        "lesson_count": len(way),
        "left_seconds": left,
        "lessons": _shape(actor.id, way[:limit]),
    }


def counted_in(member_id: int, year: int) -> int:
    """Seconds of a year, by the balance."""
    mine = (Balance.member_id == member_id, Balance.book == HOURS, Balance.period == str(year))
    return db.session.scalar(select(Balance.amount).where(*mine)) or 0


def _steps(actor: Actor, due: dict[int, date]) -> list[Step]:
    """Every lesson that is offered and not complete, with what it can still count."""
    mine = and_(LessonProgress.lesson_id == Lesson.id, LessonProgress.member_id == actor.id)
    offered = (
        select(Lesson.id, Lesson.course_id, Lesson.nominal_seconds, Lesson.optional, Course.required, LessonProgress.counted_ms)
        .join(Course, Lesson.course_id == Course.id)
        .outerjoin(LessonProgress, mine)
        .where(offered_to(actor), Lesson.withdrawn_at.is_(None), Lesson.version > 0, LessonProgress.completed_at.is_(None))
    )
    return [
        Step(
            row.id,
            row.nominal_seconds - (row.counted_ms or 0) // 1000,
            must=not row.optional and (row.required or row.course_id in due),
            started=row.counted_ms is not None,
            due_on=due.get(row.course_id),
        )
        for row in db.session.execute(offered)
    ]


def _shape(member_id: int, way: list[Step]) -> list[dict[str, Any]]:
    ids = [step.lesson_id for step in way]
    lessons = {lesson.id: lesson for lesson in db.session.scalars(select(Lesson).where(Lesson.id.in_(ids)))}
    places = select(LessonProgress.lesson_id, LessonProgress.position_ms).where(
        LessonProgress.member_id == member_id, LessonProgress.lesson_id.in_(ids)
    )
    positions = {row.lesson_id: row.position_ms // 1000 for row in db.session.execute(places)}
    return [_shape_step(step, lessons[step.lesson_id], positions.get(step.lesson_id, 0)) for step in way]


def _shape_step(step: Step, lesson: Lesson, position: int) -> dict[str, Any]:
    fields = ("id", "title", "kind", "nominal_seconds")
    why = "assigned" if step.must and step.due_on else "required" if step.must else "started" if step.started else "offered"
    return {
        **{name: getattr(lesson, name) for name in fields},
        "course": {"id": lesson.course_id, "name": lesson.course.title},
        "left_seconds": step.left,
        "position_seconds": position,
        "why": why,
        "due_on": step.due_on,
    }
