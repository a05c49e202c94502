"""Courses and lessons in the shapes in which their authors see them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from backend.authoring.drafts import (
    course_in_hand,
    course_state,
    has_changes,
    lesson_in_hand,
    lesson_state,
    lessons_in_hand,
    order_state,
    whole_state,
)
from backend.authoring.lengths import bounds, detected_seconds
from backend.authoring.publish import is_finished
from backend.core.actor import Actor
from backend.core.db import db
from backend.courses.media_links import caption_links, link_to
from backend.courses.models import Course, Lesson
from backend.courses.render_text import render_text
from backend.members.models import Member


def shape_rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    ids = [row[0].id for row in rows]
    lessons = db.session.scalars(select(Lesson).where(Lesson.course_id.in_(ids), Lesson.withdrawn_at.is_(None))).unique().all()
    return [_shape_row(row[0], [lesson for lesson in lessons if lesson.course_id == row[0].id]) for row in rows]


def _shape_row(course: Course, lessons: list[Lesson]) -> dict[str, Any]:
    kept = [content for content in map(lesson_in_hand, lessons) if not content["removed"]]
    return {
        "id": course.id,
        **course_in_hand(course),
        "lesson_count": len(kept),
        "nominal_seconds": sum(content["nominal_seconds"] for content in kept if is_finished(content)),
        "published_at": course.published_at,
        "withdrawn_at": course.withdrawn_at,
        "has_changes": has_changes(course, lessons),
    }


def shape_course(course: Course) -> dict[str, Any]:
    lessons = lessons_in_hand(course)
    return {
        **_shape_row(course, lessons),
        "organisation": course.organisation,
        "lessons": [_shape_lesson_row(lesson) for lesson in lessons],
        "changed_by": _changed_by(course),
        "state": course_state(course),
        "order_state": order_state(course),
        "whole_state": whole_state(course),
    }


def shape_lesson(lesson: Lesson, actor: Actor) -> dict[str, Any]:
    content = lesson_in_hand(lesson)
    detected = detected_seconds(content["kind"], content["body"], content["media_name"])
    least, most = bounds(content["kind"], detected)
    return {
        **_shape_lesson_row(lesson),
        "course": {"id": lesson.course_id, "title": course_in_hand(lesson.course)["title"]},
        "body": content["body"],
        "body_html": content["body"] and render_text(content["body"]),
        "media_name": content["media_name"],
        "media_bytes": content["media_bytes"],
        **_links(lesson.id, content, actor),
        "seconds_bounds": {"detected": detected, "least": least, "most": most},
        "changed_by": _changed_by(lesson),
        "state": lesson_state(lesson),
    }


def _shape_lesson_row(lesson: Lesson) -> dict[str, Any]:
    content = lesson_in_hand(lesson)
    facts = {name: content[name] for name in ("title", "kind", "nominal_seconds", "optional", "removed")}
    changed = lesson.version == 0 or lesson.draft is not None
    return {"id": lesson.id, "version": lesson.version, **facts, "has_changes": changed, "finished": is_finished(content)}


def _links(lesson_id: int, content: dict[str, Any], actor: Actor) -> dict[str, Any]:
    holder = {"member_id": actor.id, "session_id": actor.session_id}
    captions = content["captions"]
    linked = caption_links(lesson_id, captions, **holder)
    return {
        "media_url": content["media_name"] and link_to(lesson_id, content["media_name"], **holder),
        "captions": [{**link, "media_name": one["name"]} for link, one in zip(linked, captions, strict=True)],
    }


def _changed_by(thing: Course | Lesson) -> str | None:
    author_id = (thing.draft or {}).get("changed_by")
    author = db.session.get(Member, author_id) if author_id else None
    return author.name if author else None
