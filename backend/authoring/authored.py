"""Lessons as their authors find them: also those that were never published."""

from sqlalchemy import Select, or_, select

from backend.core.actor import Actor
from backend.courses.models import Course, Lesson, written_by


class AuthoredLesson:
    """Finds lessons for the web layer. Members find what is published, and may not change it (403); all else is nothing to them (404)."""

    id = Lesson.id

    @staticmethod
    def visible_to(actor: Actor) -> Select[Lesson]:
        mine = Lesson.course.has(Course.organisation.has(written_by(actor)))
        offered = Lesson.id.in_(Lesson.visible_to(actor).with_only_columns(Lesson.id))
        return select(Lesson).where(Lesson.withdrawn_at.is_(None), or_(mine, offered))
