"""Endpoints of the catalogue."""

from collections.abc import Sequence
from typing import Any

from flask import g
from sqlalchemy import func, select

from backend.core.db import db
from backend.core.pages import Listing
from backend.core.web import Feature
from backend.courses.media_links import media_link, serve_media
from backend.courses.models import Category, Course, Lesson
from backend.courses.pictures import serve_picture
from backend.courses.progress import completed_by_course, progress_of
from backend.courses.render_text import render_text
from backend.courses.schemas import CategoryShape, CourseDetail, CourseQuery, CourseShape, LessonDetail
from backend.courses.search_text import search_term
from backend.permissions import any_member

courses = Feature("courses")
# Outside /api: players ask for it by a signed link instead of a token.
courses.blueprint.record_once(lambda state: state.app.add_url_rule("/media/<int:lesson_id>/<name>", "media", serve_media))
courses.blueprint.record_once(lambda state: state.app.add_url_rule("/media/pictures/<name>", "pictures", serve_picture))


@courses.get("/categories", may=any_member, lists=CategoryShape)
def list_categories() -> Listing:
    """The categories that hold courses."""
    counted = (
        select(Category.id, Category.name, func.count(Course.id).label("course_count")).join(Course).group_by(Category.id, Category.name)
    )
    return Listing(counted, by=(Category.id,), shape=list)


@courses.get("/courses", may=any_member, query=CourseQuery, lists=CourseShape)
def list_courses(query: dict[str, Any]) -> Listing:
    """The catalogue, required courses first."""
    statement = Course.visible_to(g.actor)
    if query["q"]:
        statement = statement.where(Course.search_text.contains(search_term(query["q"]), autoescape=True))
    if query["category"]:
        statement = statement.where(Course.category_id == query["category"])
    if query["required"] is not None:
        statement = statement.where(Course.required == query["required"])
    return Listing(statement, by=(Course.required.desc(), Course.id), shape=_shape_rows)


@courses.get("/courses/<int:course_id>", may=any_member, on=Course, gives=CourseDetail)
def get_course(course: Course) -> dict[str, Any]:
    """A course with its lessons and how far I am in each."""
    lessons = _live_lessons(course)
    progress = progress_of(g.actor.id, [lesson.id for lesson in lessons])
    shaped = [_shape_lesson(lesson, progress[lesson.id]) for lesson in lessons]
    return {**_shape_rows([(course,)])[0], "lessons": shaped}


@courses.get("/lessons/<int:lesson_id>", may=any_member, on=Lesson, gives=LessonDetail)
def get_lesson(lesson: Lesson) -> dict[str, Any]:
    """A lesson to be studied: its text, or a link to its medium, and where I was."""
    return {
        **_shape_lesson(lesson, progress_of(g.actor.id, [lesson.id])[lesson.id]),
        "course": lesson.course,
        "body_html": lesson.body and render_text(lesson.body),
        "media_url": media_link(lesson, member_id=g.actor.id, session_id=g.actor.session_id),
        "next_lesson": next((other for other in _live_lessons(lesson.course) if other.position > lesson.position), None),
    }


def _live_lessons(course: Course) -> list[Lesson]:
    return list(
        db.session.scalars(select(Lesson).where(Lesson.course_id == course.id, Lesson.withdrawn_at.is_(None)).order_by(Lesson.position))
    )


def _shape_lesson(lesson: Lesson, progress: dict[str, Any]) -> dict[str, Any]:
    fields = ("id", "title", "kind", "nominal_seconds", "optional", "version")
    return {**{name: getattr(lesson, name) for name in fields}, "progress": progress}


def _shape_rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    ids = [row[0].id for row in rows]
    sums = select(Lesson.course_id, func.count(), func.sum(Lesson.nominal_seconds)).where(
        Lesson.withdrawn_at.is_(None), Lesson.course_id.in_(ids)
    )
    sizes = {course_id: (count, int(seconds)) for course_id, count, seconds in db.session.execute(sums.group_by(Lesson.course_id))}
    done = completed_by_course(g.actor.id, ids)
    fields = ("id", "title", "summary", "category", "required")
    return [
        {
            **{name: getattr(row[0], name) for name in fields},
            "lesson_count": sizes.get(row[0].id, (0, 0))[0],
            "nominal_seconds": sizes.get(row[0].id, (0, 0))[1],
            "completed_lessons": done.get(row[0].id, 0),
        }
        for row in rows
    ]
