"""What a member may want on the phone: in the order of its urgency, with sizes, and nothing that is done or not offered."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from backend.core import clock
from backend.core.db import db
from backend.courses.choices import Assignment, CourseHiding
from backend.courses.models import Category, Course, Lesson
from backend.courses.progress import LessonProgress
from tests.asker import Asker
from tests.cast import World

DUE = date(2030, 1, 20)
UNTIL = "/api/me/lessons-to-take?until=2030-01-31"


class Shelf:
    """Courses of the city, put there one by one."""

    def __init__(self, world: World) -> None:
        self.world = world

    def course(self, title: str, *lessons: str, of: str = "city", required: bool = False, **changes: Any) -> int:
        category = db.session.query(Category).first()
        when = {"published_at": clock.now(), "organisation_id": self.world[of]}
        course = Course(key=title, title=title, category=category, required=required, **{**when, **changes})
        db.session.add(course)
        db.session.flush()
        for place, name in enumerate(lessons):
            self.lesson(course.id, name, place)
        db.session.commit()
        return course.id

    def lesson(self, course_id: int, title: str, position: int, **changes: Any) -> int:
        about = {"kind": "video", "content_hash": title, "nominal_seconds": 300, "media_name": "a.mp4", "media_bytes": 5000}
        lesson = Lesson(course_id=course_id, key=title, title=title, position=position, **{**about, **changes})
        db.session.add(lesson)
        db.session.flush()
        return lesson.id

    def assign(self, course_id: int, due_on: date = DUE, to: str = "qingfeng") -> None:
        db.session.add(Assignment(organisation_id=self.world[to], course_id=course_id, due_on=due_on, assigned_by=self.world["li"]))
        db.session.commit()

    def study(self, title: str, *, done: bool = False, person: str = "wang") -> None:
        lesson = db.session.query(Lesson).filter_by(title=title).one()
        completed = clock.now() if done else None
        db.session.add(LessonProgress(member_id=self.world[person], lesson_id=lesson.id, studied_at=clock.now(), completed_at=completed))
        db.session.commit()


@pytest.fixture
def shelf(app: Flask, world: World) -> Any:
    with app.app_context():
        db.session.execute(delete(Assignment))  # the cast's own would stand before every other
        db.session.commit()
        yield Shelf(world)


def titles(ask: Asker, person: str = "wang", path: str = UNTIL) -> list[str]:
    return [one["title"] for one in ask(person, "GET", path).json["items"]]


def test_what_is_assigned_comes_first_then_what_is_begun_then_what_is_required(ask: Asker, shelf: Shelf) -> None:
    shelf.course("任选", "无人问津")
    shelf.course("已开始", "一半", "另一半")
    shelf.study("一半")
    shelf.assign(shelf.course("后到期", "晚"), DUE + timedelta(days=1))
    shelf.assign(shelf.course("先到期", "早一", "早二"))
    assert titles(ask) == ["早一", "早二", "晚", "一半", "另一半", "lesson", "second lesson"]


def test_each_says_its_size_its_course_and_why(ask: Asker, shelf: Shelf) -> None:
    course = shelf.course("先到期", "早")
    shelf.assign(course)
    first = ask("wang", "GET", UNTIL).json["items"][0]
    assert (first["media_bytes"], first["nominal_seconds"], first["version"]) == (5000, 300, 1)
    assert (first["course"], first["why"], first["due_on"]) == ({"id": course, "title": "先到期"}, "assigned", "2030-01-20")
    assert {(one["why"], one["due_on"]) for one in ask("wang", "GET", UNTIL).json["items"][1:]} == {("required", None)}


def test_what_is_due_later_is_left_for_later(ask: Asker, shelf: Shelf) -> None:
    shelf.assign(shelf.course("以后", "以后学"), date(2030, 2, 1))
    assert "以后学" not in titles(ask)
    assert "以后学" in titles(ask, path="/api/me/lessons-to-take?until=2030-02-01")


def test_a_course_assigned_twice_counts_by_its_earlier_day(ask: Asker, shelf: Shelf) -> None:
    course = shelf.course("两次", "一课")
    shelf.assign(course, DUE + timedelta(days=5))
    shelf.assign(course, DUE, to="city")
    assert ask("wang", "GET", UNTIL).json["items"][0]["due_on"] == "2030-01-20"


def test_what_is_done_optional_or_withdrawn_need_not_be_taken(ask: Asker, shelf: Shelf) -> None:
    course = shelf.course("课", "要学", "学过", required=True)
    shelf.lesson(course, "选学", 3, optional=True)
    shelf.lesson(course, "下架", 4, withdrawn_at=clock.now())
    shelf.lesson(course, "草稿", 5, version=0)
    shelf.study("学过", done=True)
    assert [title for title in titles(ask) if title not in ("lesson", "second lesson")] == ["要学"]


def test_what_others_study_is_not_mine(ask: Asker, shelf: Shelf) -> None:
    shelf.course("别人的", "别人学的")
    shelf.study("别人学的", person="mei")
    shelf.assign(shelf.course("外支部", "外支部的"), to="wangjiang")
    assert {"别人学的", "外支部的"}.isdisjoint(titles(ask))


def test_a_course_that_is_not_offered_to_me_is_not_listed(ask: Asker, shelf: Shelf, world: World) -> None:
    hidden = shelf.course("隐藏", "看不见")
    shelf.study("看不见")
    db.session.add(CourseHiding(organisation_id=world["qingfeng"], course_id=hidden, hidden_by=world["li"]))
    db.session.commit()
    shelf.course("别区的", "别区必修", of="yunshan", required=True)
    assert {"看不见", "别区必修"}.isdisjoint(titles(ask))


def test_the_list_goes_on_page_by_page_in_one_order(ask: Asker, shelf: Shelf) -> None:
    shelf.assign(shelf.course("甲", "a1", "a2", "a3"))
    shelf.course("乙", "b1", "b2")
    shelf.study("b2")
    paged, address = [], f"{UNTIL}&limit=2"
    while address:
        page = ask("wang", "GET", address).json
        paged += [one["title"] for one in page["items"]]
        address = page["next"] and f"{UNTIL}&limit=2&after={page['next']}"
    assert paged == titles(ask) == ["a1", "a2", "a3", "b1", "b2", "lesson", "second lesson"]


def test_a_day_is_needed(ask: Asker) -> None:
    assert ask("wang", "GET", "/api/me/lessons-to-take").status_code == 422
    assert ask("wang", "GET", "/api/me/lessons-to-take?until=soon").status_code == 422


def test_whoever_has_not_chosen_a_password_is_refused(ask: Asker) -> None:
    assert ask("ning", "GET", UNTIL).status_code == 403


def test_a_stranger_gets_nothing(ask: Asker) -> None:
    assert ask(None, "GET", UNTIL).status_code == 401
