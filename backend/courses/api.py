"""Endpoints of the catalogue."""

from typing import Any

from flask import Response, g
from sqlalchemy import func, select

from backend.core import clock
from backend.core.db import db
from backend.core.pages import Listing, Ready
from backend.core.versions import digest
from backend.core.web import Feature
from backend.courses.catalogue import answer_catalogue
from backend.courses.find import find_courses
from backend.courses.media_links import caption_links, media_link, serve_media
from backend.courses.models import Category, Course, Lesson, is_live, offered_to
from backend.courses.my_shelf import list_my_shelf, my_shelf
from backend.courses.pictures import serve_picture
from backend.courses.progress import progress_of
from backend.courses.render_text import render_text
from backend.courses.schemas import CatalogueShape, CategoryShape, CourseDetail, CourseQuery, CourseShape, LessonDetail, StandingsShape
from backend.courses.shape import shape_courses, shape_lesson
from backend.courses.studied import MARK, STUDIED
from backend.courses.versions import course_version, courses_version, standings_version
from backend.permissions import any_member, can_with

courses = Feature("courses")
# Outside /api: players ask for it by a signed link instead of a token.
courses.blueprint.record_once(lambda state: state.app.add_url_rule("/media/<int:lesson_id>/<name>", "media", serve_media))
courses.blueprint.record_once(lambda state: state.app.add_url_rule("/media/pictures/<name>", "pictures", serve_picture))
HOUR_MS = 3600 * 1000


@courses.get("/categories", may=any_member, lists=CategoryShape)
def list_categories() -> Listing:
    """The categories that hold courses for me."""
    counted = select(Category.id, Category.name, func.count(Course.id).label("course_count")).join(Course).where(offered_to(g.actor))
    return Listing(counted.group_by(Category.id, Category.name), by=(Category.id,), shape=list)


@courses.get("/catalogue", may=any_member, gives=CatalogueShape, along=MARK)
def get_catalogue() -> Response:
    """All courses that exist for me, compactly, to search without asking again. Send If-None-Match: unchanged, it costs a 304."""
    return answer_catalogue(g.actor)


@courses.get("/me/courses", may=any_member, gives=StandingsShape, version=lambda: standings_version(g.actor), along=STUDIED)
def list_standings() -> dict[str, Any]:
    """How far I am in the courses that I began, and what is due: what the catalogue itself does not hold."""
    return {"courses": my_shelf(g.actor).standings()}


@courses.get("/courses", may=any_member, query=CourseQuery, lists=CourseShape, version=lambda: courses_version(g.actor), along=STUDIED)
def list_courses(query: dict[str, Any]) -> Listing | Ready:
    """The courses offered to me, required ones first, then recommended ones."""
    if not query["q"]:
        return list_my_shelf(g.actor, show=query["show"], category=query["category"])
    order = (Course.required.desc(), Course.recommended.desc(), Course.id)
    return Listing(find_courses(g.actor, query), by=order, shape=lambda rows: shape_courses([row[0] for row in rows], query["q"]))


@courses.get(
    "/courses/<int:course_id>",
    may=any_member,
    on=Course,
    gives=CourseDetail,
    version=lambda course: course_version(course, g.actor),
    along=STUDIED,
)
def get_course(course: Course) -> dict[str, Any]:
    """A course with its lessons and how far I am in each."""
    lessons = _live_lessons(course)
    progress = progress_of(g.actor.id, [lesson.id for lesson in lessons])
    return {**shape_courses([course])[0], "lessons": [shape_lesson(lesson, progress[lesson.id]) for lesson in lessons]}


@courses.get(
    "/lessons/<int:lesson_id>", may=any_member, on=Lesson, gives=LessonDetail, version=lambda lesson: _lesson_version(lesson), along=STUDIED
)
def get_lesson(lesson: Lesson) -> dict[str, Any]:
    """A lesson to be studied: its text, or a link to its medium, and where I was."""
    mine = {"member_id": g.actor.id, "session_id": g.actor.session_id}
    return {
        **shape_lesson(lesson, progress_of(g.actor.id, [lesson.id])[lesson.id]),
        "course": lesson.course,
        "body_html": lesson.body and render_text(lesson.body),
        "media_url": media_link(lesson, **mine),
        "captions": caption_links(lesson.id, lesson.captions, **mine),
        "next_lesson": next((other for other in _live_lessons(lesson.course) if other.position > lesson.position), None),
        "can": can_with(g.actor, lesson),
    }


def _lesson_version(lesson: Lesson) -> str:
    """The links in an answer end after six hours: an answer that is kept has some of them left."""
    return digest(course_version(lesson.course, g.actor), clock.now_ms() // HOUR_MS)


def _live_lessons(course: Course) -> list[Lesson]:
    return list(db.session.scalars(select(Lesson).where(is_live(), Lesson.course_id == course.id).order_by(Lesson.position)))
