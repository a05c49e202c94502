"""Publish all changes of a course at once, or take it back."""

from typing import Any

from backend.authoring.drafts import LESSON_FIELDS, course_in_hand, has_changes, lesson_in_hand, lessons_in_hand, whole_state
from backend.authoring.hold import hold, refuse_old_state
from backend.core import clock
from backend.core.db import db
from backend.core.errors import Refused
from backend.courses.categories import category_called
from backend.courses.models import Course, Lesson, keep_version
from backend.courses.search_text import search_text


def publish(course: Course, seen: str | None = None) -> Course:
    """From now on members have what the authors have in hand. With `seen`: raises Refused (409) when anything was saved since.
    A changed text or medium is another version, and the old one is kept; titles, captions, lengths and order are not."""
    course = hold(course.id)
    lessons = lessons_in_hand(course)
    if not has_changes(course, lessons):
        return course
    if seen is not None:
        refuse_old_state(seen, whole_state(course))
    _refuse_unfinished([lesson for lesson in lessons if not lesson_in_hand(lesson)["removed"]])
    for position, lesson in enumerate(lessons, start=1):
        _publish_lesson(lesson, position)
    _publish_facts(course, [lesson for lesson in lessons if not lesson.withdrawn_at])
    db.session.flush()
    return course


def withdraw(course: Course) -> Course:
    """Members find the course no more; what they studied stays. Publishing it again brings it back."""
    course = hold(course.id)
    if course.published_at is None:
        raise Refused("not_published", "The course was not published yet.")
    if course.withdrawn_at is None:
        course.withdrawn_at = course.changed_at = clock.now()
    return course


def _refuse_unfinished(lessons: list[Lesson]) -> None:
    if not lessons:
        raise Refused("course_empty", "A course needs a lesson before it can be published.", status=422)
    empty = [lesson for lesson in lessons if not is_finished(lesson_in_hand(lesson))]
    if empty:
        pointed = [{"pointer": f"/lessons/{lesson.id}", "detail": lesson_in_hand(lesson)["title"]} for lesson in empty]
        raise Refused("lesson_unfinished", "Some lessons have no text or file yet: finish or remove them.", status=422, errors=pointed)


def is_finished(content: dict[str, Any]) -> bool:
    return bool((content["body"] or "").strip()) if content["kind"] == "text" else content["media_name"] is not None


def _publish_lesson(lesson: Lesson, position: int) -> None:
    content, old_hash = lesson_in_hand(lesson), lesson.content_hash
    if content["removed"]:
        lesson.withdrawn_at, lesson.draft = clock.now(), None
        return
    for name in LESSON_FIELDS:
        setattr(lesson, name, content[name])
    if lesson.version == 0 or lesson.content_hash != old_hash:
        lesson.version += 1
    lesson.position, lesson.draft = position, None
    db.session.flush()
    keep_version(lesson)


def _publish_facts(course: Course, lessons: list[Lesson]) -> None:
    facts = course_in_hand(course)
    category = facts.pop("category")
    if category != course.category.name:
        course.category = category_called(category)
    for name, value in facts.items():
        setattr(course, name, value)
    course.search_text = search_text(course.title, course.summary, *(lesson.title for lesson in lessons))
    course.published_at, course.withdrawn_at, course.draft = course.published_at or clock.now(), None, None
    course.changed_at = clock.now()
