"""Write courses and lessons. What members see stays as it is until the course is published."""

import hashlib
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from backend.authoring.drafts import course_in_hand, course_state, lay_over, lessons_in_hand, order_state
from backend.authoring.hold import hold, refuse_old_state
from backend.authoring.known_media import know
from backend.authoring.lengths import detected_seconds, refuse_length
from backend.core.db import db
from backend.core.errors import Refused
from backend.courses.categories import category_called
from backend.courses.media import Medium
from backend.courses.models import Course, Lesson

MOST_LESSONS = 200
NO_CATEGORY = "其他"


def new_course(
    organisation_id: int,
    author_id: int,
    title: str,
    *,
    summary: str = "",
    category: str = NO_CATEGORY,
    required: bool = False,
    recommended: bool = False,
    on_menu: bool = False,
    key: str | None = None,
) -> Course:
    """A course that nobody but its authors sees yet. The same key of the same organisation again: the course that is there."""
    there = key and db.session.scalar(select(Course).where(Course.key == key, Course.organisation_id == organisation_id))
    if there:
        return there
    course = Course(key=key or uuid4().hex, organisation_id=organisation_id, title=title, summary=summary)
    course.required, course.recommended, course.on_menu = required, recommended, on_menu
    course.category = category_called(category)
    course.draft = {"changed_by": author_id}
    db.session.add(course)
    db.session.flush()
    return course


def add_lesson(
    course: Course,
    *,
    title: str,
    kind: str,
    body: str | None = None,
    media: Medium | None = None,
    nominal_seconds: int | None = None,
    optional: bool = False,
    author_id: int | None = None,
    key: str | None = None,
) -> Lesson:
    """A lesson at the end of a course, to be published with it. The same key again: the lesson that is there.
    Raises Refused (422) for a length that its content does not bear out, (409) for one lesson too many."""
    course = hold(course.id)
    lessons = lessons_in_hand(course)
    there = next((lesson for lesson in lessons if lesson.key == key), None)
    if there:
        return there
    if len(lessons) >= MOST_LESSONS:
        raise Refused("too_many_lessons", f"A course has at most {MOST_LESSONS} lessons: begin another course.")
    content = content_of(kind, body=body, media=media, nominal_seconds=nominal_seconds, author_id=author_id)
    place = max((lesson.position for lesson in lessons), default=0) + 1
    lesson = Lesson(course_id=course.id, key=key or uuid4().hex, position=place, version=0, title=title, optional=optional, **content)
    db.session.add(lesson)
    db.session.flush()
    return lesson


def content_of(
    kind: str,
    *,
    body: str | None = None,
    media: Medium | None = None,
    nominal_seconds: int | None = None,
    author_id: int | None = None,
) -> dict[str, Any]:
    """The fields of a lesson's content: a text, a medium, or nothing yet. Without a length given, it is the detected one."""
    if media:
        know(media, author_id)
        content: dict[str, Any] = {"kind": media.kind, "body": None, "media_name": media.name, "media_bytes": media.bytes}
        content["content_hash"] = media.content_hash
    else:
        content = {"kind": kind, "body": body if kind == "text" else None, "media_name": None, "media_bytes": 0}
        content["content_hash"] = hashlib.sha256((body or "").encode()).hexdigest()
    detected = detected_seconds(content["kind"], content["body"], content["media_name"])
    content["nominal_seconds"] = nominal_seconds or detected or 1
    if nominal_seconds and detected:
        refuse_length(content, detected)
    return content


def save_course(course: Course, author_id: int, *, seen: str, changes: dict[str, Any]) -> Course:
    """Keep changes of a course's facts. Raises Refused (409) when somebody else saved since `seen`; saving twice is saving once."""
    course = hold(course.id)
    now = course_in_hand(course)
    if {**now, **changes} != now:
        refuse_old_state(seen, course_state(course))
        lay_over(course, changes, author_id)
    return course


def order_lessons(course: Course, author_id: int, *, seen: str, lesson_ids: list[int]) -> Course:
    """Keep another order. Raises Refused (409) when lessons came, went or moved since `seen`, (422) when the list is not theirs."""
    course = hold(course.id)
    now = [lesson.id for lesson in lessons_in_hand(course)]
    if lesson_ids == now:
        return course
    refuse_old_state(seen, order_state(course))
    if sorted(lesson_ids) != sorted(now):
        raise Refused("not_its_lessons", "The order must name every lesson of the course once.", status=422)
    lay_over(course, {"order": lesson_ids}, author_id)
    return course
