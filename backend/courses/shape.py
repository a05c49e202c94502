"""Courses and lessons as members see them, with how far the member is in each."""

from typing import Any

from flask import g

from backend.courses.due import due_days
from backend.courses.find import found_lessons
from backend.courses.models import Course, Lesson
from backend.courses.sizes import sizes_of
from backend.courses.standing import NOTHING, standings
from backend.permissions import can_with

COURSE = ("id", "title", "summary", "category", "organisation", "required", "recommended", "on_menu", "is_new", "published_at")
LESSON = ("id", "title", "kind", "nominal_seconds", "optional", "version", "media_bytes")


def shape_courses(courses: list[Course], words: str = "") -> list[dict[str, Any]]:
    ids = [course.id for course in courses]
    sizes, mine, due, found = sizes_of(ids), standings(g.actor.id, ids), due_days(g.actor), found_lessons(courses, words)
    return [
        {
            **{name: getattr(course, name) for name in COURSE},
            **sizes[course.id],
            "due_on": due.get(course.id),
            "completed_lessons": mine.get(course.id, NOTHING).completed_lessons,
            "finished": mine.get(course.id, NOTHING).finished,
            "found_lessons": found.get(course.id, []),
            "can": can_with(g.actor, course),
        }
        for course in courses
    ]


def shape_lesson(lesson: Lesson, progress: dict[str, Any]) -> dict[str, Any]:
    return {**{name: getattr(lesson, name) for name in LESSON}, "progress": progress}
