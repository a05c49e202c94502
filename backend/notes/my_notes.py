"""All of a member's notes with the lesson and course they are about."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func

from backend.core.actor import Actor
from backend.core.db import db
from backend.core.pages import Listing
from backend.courses.models import Lesson
from backend.notes.models import Note

OWN = ("id", "position_seconds", "part", "text", "deleted", "changed_ms")


def my_notes(actor: Actor) -> Listing:
    statement = Note.of(actor).join(Lesson, Lesson.id == Note.lesson_id).add_columns(Lesson)
    along = func.coalesce(Note.position_seconds, Note.part, 0)
    by = (Lesson.course_id, Lesson.position, Lesson.id, along, Note.id)
    return Listing(statement, by=by, shape=lambda rows: _shape(actor, rows))


def _shape(actor: Actor, rows: Sequence[Any]) -> list[dict[str, Any]]:
    ids = {row[1].id for row in rows}
    open_ids = {lesson.id for lesson in db.session.scalars(Lesson.visible_to(actor).where(Lesson.id.in_(ids))).unique()}
    return [{**_own(row[0]), "lesson": _lesson(row[1], open_ids), "course": row[1].course} for row in rows]


def _own(note: Note) -> dict[str, Any]:
    return {name: getattr(note, name) for name in OWN}


def _lesson(lesson: Lesson, open_ids: set[int]) -> dict[str, Any]:
    return {"id": lesson.id, "title": lesson.title, "kind": lesson.kind, "can_open": lesson.id in open_ids}
