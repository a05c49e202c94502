"""What authors have in hand: what stands published, with what they changed since laid over it; and a word for each state.

A state is a fingerprint of what an author saw. Who saves on another one than stands there is refused, and loses nothing.
"""

import hashlib
from typing import Any

from flask import json
from sqlalchemy import select

from backend.core.db import db
from backend.courses.models import Course, Lesson

COURSE_FIELDS = ("title", "summary", "category", "required", "recommended", "on_menu")
LESSON_FIELDS = ("title", "kind", "body", "media_name", "media_bytes", "content_hash", "captions", "nominal_seconds", "optional")


def course_in_hand(course: Course) -> dict[str, Any]:
    """COURSE_FIELDS as the authors have them; the category by its name."""
    stands = {**{name: getattr(course, name) for name in COURSE_FIELDS}, "category": course.category.name}
    return {**stands, **{name: value for name, value in (course.draft or {}).items() if name in COURSE_FIELDS}}


def lesson_in_hand(lesson: Lesson) -> dict[str, Any]:
    """LESSON_FIELDS as the authors have them, and whether it is to be `removed`."""
    stands = {**{name: getattr(lesson, name) for name in LESSON_FIELDS}, "removed": False}
    return {**stands, **{name: value for name, value in (lesson.draft or {}).items() if name in stands}}


def lessons_in_hand(course: Course) -> list[Lesson]:
    """The lessons in the order that the authors gave them, those to be removed among them."""
    standing = select(Lesson).where(Lesson.course_id == course.id, Lesson.withdrawn_at.is_(None))
    lessons = db.session.scalars(standing.order_by(Lesson.position, Lesson.id)).unique().all()
    order = {lesson_id: place for place, lesson_id in enumerate((course.draft or {}).get("order", []))}
    return sorted(lessons, key=lambda lesson: order.get(lesson.id, len(order)))


def course_state(course: Course) -> str:
    return _fingerprint(course_in_hand(course))


def lesson_state(lesson: Lesson) -> str:
    return _fingerprint(lesson_in_hand(lesson))


def order_state(course: Course) -> str:
    return _fingerprint([lesson.id for lesson in lessons_in_hand(course)])


def whole_state(course: Course) -> str:
    """The state of everything that a publication would publish."""
    return _fingerprint([course_in_hand(course), *([lesson.id, lesson_in_hand(lesson)] for lesson in lessons_in_hand(course))])


def has_changes(course: Course, lessons: list[Lesson]) -> bool:
    """Is there anything, in the course or its standing lessons, that members do not have yet?"""
    waits = course.draft is not None or course.published_at is None or course.withdrawn_at is not None
    return waits or any(lesson.draft is not None or lesson.version == 0 for lesson in lessons)


def lay_over(thing: Course | Lesson, changes: dict[str, Any], author_id: int) -> None:
    """Keep changes as a draft: what members see stays."""
    thing.draft = {**(thing.draft or {}), **changes, "changed_by": author_id}


def _fingerprint(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
