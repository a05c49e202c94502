"""Find courses in what a member is offered: by words, by category, and by what they are to the member."""

from typing import Any

from sqlalchemy import Select, select

from backend.core.actor import Actor
from backend.core.db import db
from backend.courses.due import due_days
from backend.courses.models import Course, Lesson, is_live, new_since, offered_to
from backend.courses.search_text import found_places, search_term
from backend.courses.standing import standings


def find_courses(actor: Actor, query: dict[str, Any]) -> Select[Any]:
    statement = select(Course).where(offered_to(actor), *_shown(actor, query["show"]))
    if query["q"]:
        statement = statement.where(Course.search_text.contains(search_term(query["q"]), autoescape=True))
    if query["category"]:
        statement = statement.where(Course.category_id == query["category"])
    return statement


def _shown(actor: Actor, show: str) -> list[Any]:
    if show == "assigned":
        return [Course.id.in_(list(due_days(actor)))]
    if show == "started":
        return [Course.id.in_([course_id for course_id, mine in standings(actor.id).items() if not mine.finished])]
    flags = {"required": Course.required, "recommended": Course.recommended, "menu": Course.on_menu}
    return [flags[show].is_(True)] if show in flags else [Course.published_at >= new_since()] if show == "new" else []


def found_lessons(courses: list[Course], words: str) -> dict[int, list[Any]]:
    """By course, the lessons whose own titles have the words in them (characters, pinyin or initials)."""
    places = {course.id: found_places(course.search_text, words) for course in courses} if words.strip() else {}
    wanted = [course_id for course_id, titles in places.items() if titles]
    lessons = select(Lesson.id, Lesson.title, Lesson.course_id).where(is_live(), Lesson.course_id.in_(wanted)).order_by(Lesson.position)
    found: dict[int, list[Any]] = {}
    for lesson in db.session.execute(lessons) if wanted else ():
        if lesson.title.lower() in places[lesson.course_id]:
            found.setdefault(lesson.course_id, []).append(lesson)
    return found
