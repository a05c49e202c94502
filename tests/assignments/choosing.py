"""Courses to choose among, and short ways to choose."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from backend.core import clock
from backend.courses.models import Course, Lesson
from backend.courses.progress import LessonProgress
from backend.courses.search_text import search_text
from tests.asker import Asker
from tests.cast import World

SECONDS = 600


def add_course(session: Any, world: World, key: str, *, owner: str = "city", lessons: int = 2, optional: int = 0, **facts: Any) -> int:
    """A published course with lessons of ten minutes; its id."""
    titles = [f"{key} {position}" for position in range(lessons + optional)]
    shown = {"published_at": clock.now(), "title": key, "search_text": search_text(key, "", *titles), **facts}
    category_id = session.get_one(Course, world["course"]).category_id
    course = Course(key=key, organisation_id=world[owner], category_id=category_id, **shown)
    session.add(course)
    session.flush()
    text = {"course_id": course.id, "kind": "text", "body": "x", "content_hash": "x", "nominal_seconds": SECONDS}
    for position, title in enumerate(titles):
        lesson = {"key": str(position), "title": title, "position": position, "optional": position >= lessons}
        session.add(Lesson(**text, **lesson))
    session.commit()
    return int(course.id)


def complete(session: Any, world: World, person: str, course_id: int, *, first: int = 0, last: int = 1) -> None:
    """Somebody has completed lessons of a course, counted from 0, the last not included."""
    of_course = session.query(Lesson.id).filter_by(course_id=course_id).order_by(Lesson.position).slice(first, last)
    done = {"member_id": world[person], "covered": [[0, 1000]], "completed_at": clock.now(), "studied_at": clock.now()}
    session.execute(insert(LessonProgress), [{**done, "lesson_id": lesson_id} for (lesson_id,) in of_course])
    session.commit()


def place(world: World, name: str) -> str:
    return f"/api/organisations/{world[name]}"


def order(ask: Asker, person: str, where: str, course_id: int) -> Any:
    return ask(person, "PUT", f"{place(ask.world, where)}/course-orders/{course_id}", json={})


def hide(ask: Asker, person: str, where: str, course_id: int) -> Any:
    return ask(person, "PUT", f"{place(ask.world, where)}/course-hidings/{course_id}", json={})


def assign(ask: Asker, person: str, where: str, course_id: int, *, days: int = 7, note: str = "") -> Any:
    body = {"course_id": course_id, "due_on": day(days), "note": note}
    return ask(person, "POST", f"{place(ask.world, where)}/assignments", json=body)


def day(days: int) -> str:
    """So many days from today, in the organisations' time zone."""
    return str(datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=days))


def opens(ask: Asker, person: str, course_id: int) -> bool:
    """Does the course exist for this person? Every way to it must agree."""
    listed = course_id in [one["id"] for one in ask(person, "GET", "/api/courses?limit=100").json["items"]]
    assert listed == (course_id in [one["id"] for one in ask(person, "GET", "/api/catalogue").json["courses"]])
    assert ask(person, "GET", f"/api/courses/{course_id}").status_code == (200 if listed else 404)
    return listed
