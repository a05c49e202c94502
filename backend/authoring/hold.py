"""Hold a course: what two authors do to it at once, they do one after the other; and the second sees what the first did."""

from sqlalchemy import select

from backend.core.db import db
from backend.core.errors import NotFound, Refused
from backend.courses.models import Course, Lesson


def hold(course_id: int) -> Course:
    """The course with its lessons as they stand now, held until the end of the transaction. Members go on studying meanwhile."""
    db.session.flush()
    db.session.execute(select(Course.id).where(Course.id == course_id).with_for_update(key_share=True))
    course = look(course_id)
    if course is None:
        raise NotFound
    return course


def hold_lesson(lesson_id: int) -> Lesson:
    """The lesson as it stands now, its course held."""
    found = db.session.get(Lesson, lesson_id)
    if found is None:
        raise NotFound
    hold(found.course_id)
    held = db.session.get(Lesson, lesson_id)
    if held is None or held.withdrawn_at:
        raise NotFound
    return held


def look(course_id: int) -> Course | None:
    """Read by statements of their own, after the lock: what had to wait reads what the other one wrote."""
    fresh = {"populate_existing": True}
    db.session.execute(select(Lesson).where(Lesson.course_id == course_id).execution_options(**fresh)).unique().all()
    return db.session.scalars(select(Course).where(Course.id == course_id).execution_options(**fresh)).unique().one_or_none()


def refuse_old_state(seen: str, now: str) -> None:
    """Raises Refused when somebody else saved since the asker looked."""
    if seen != now:
        raise Refused("draft_changed", "Somebody else saved this meanwhile: look at what stands there now, then save again.")
