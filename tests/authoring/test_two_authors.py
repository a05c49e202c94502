"""Two authors at once: the second save on an old state is refused, and loses nothing. Without the hold, the race is lost."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.authoring import hold as holding
from backend.authoring import publish as publishing
from backend.authoring import write_course as writing_courses
from backend.authoring import write_lesson as writing
from backend.core.db import db
from backend.courses.models import Course, Lesson
from tests.authoring.desk import Desk, done, refused
from tests.slow import side_by_side, slow_down

on_postgresql = pytest.mark.parametrize("stand", ["postgresql"], indirect=True)  # SQLite takes one writer at a time anyway


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> None:
    """Courses are looked at and not held: the control."""

    def look(course_id: int) -> Course:
        found = holding.look(course_id)
        assert found
        return found

    def look_at_lesson(lesson_id: int) -> Lesson:
        return db.session.get_one(Lesson, lesson_id)

    monkeypatch.setattr(publishing, "hold", look)
    monkeypatch.setattr(writing_courses, "hold", look)
    monkeypatch.setattr(writing, "hold_lesson", look_at_lesson)


def test_the_second_save_of_a_lesson_is_refused_until_its_author_has_looked(desk: Desk) -> None:
    lesson = desk.write(desk.begin()["id"])
    done(desk.as_person("lin").save(lesson, body="林写的。"))
    assert refused(desk.save(lesson, body="陈写的。")) == (409, "draft_changed")
    now = desk.lesson(lesson["id"])
    assert (now["body"], now["changed_by"]) == ("林写的。", "Lin")
    assert done(desk.save(now, body="林写的，陈补的。"))["body"] == "林写的，陈补的。"


def test_the_second_save_of_a_courses_facts_is_refused(desk: Desk) -> None:
    course = desk.begin()
    done(desk.as_person("lin").change(course, title="林的题目"))
    assert refused(desk.change(course, summary="陈的简介")) == (409, "draft_changed")


def test_the_second_order_is_refused(desk: Desk) -> None:
    course = desk.ready_course()
    first, second = (lesson["id"] for lesson in course["lessons"])
    path = f"/api/authored-courses/{course['id']}/order"
    desk.write(course["id"], "第三课")
    assert refused(desk.send("PUT", path, json={"state": course["order_state"], "lesson_ids": [second, first]})) == (409, "draft_changed")


def test_two_authors_of_two_lessons_are_not_in_each_others_way(desk: Desk) -> None:
    course = desk.ready_course()
    first, second = (desk.lesson(lesson["id"]) for lesson in course["lessons"])
    done(desk.save(first, body="陈写的。"))
    done(desk.as_person("lin").save(second, body="林写的。"))
    done(desk.change(course, title="陈的题目"))


def test_the_same_save_twice_is_one(desk: Desk) -> None:
    lesson = desk.write(desk.begin()["id"])
    first, second = (done(desk.save(lesson, body="陈写的。")) for _ in range(2))
    assert first["state"] == second["state"]


def test_nothing_that_was_not_seen_is_published(desk: Desk) -> None:
    course = desk.ready_course()
    lesson = desk.lesson(course["lessons"][0]["id"])
    seen = done(desk.change(course, title="新题目"))["whole_state"]
    done(desk.as_person("lin").save(lesson, body="林写了一半"))
    path = f"/api/authored-courses/{course['id']}/publications"
    assert refused(desk.send("POST", path, json={"state": seen})) == (409, "draft_changed")
    assert desk.course(course["id"])["has_changes"]


def test_published_twice_is_published_once(desk: Desk) -> None:
    course = desk.ready_course()
    done(desk.save(desk.lesson(course["lessons"][0]["id"]), body="改过的。"))
    seen = {"state": desk.course(course["id"])["whole_state"]}
    path = f"/api/authored-courses/{course['id']}/publications"
    first, second = (done(desk.send("POST", path, json=seen), 201) for _ in range(2))
    assert [lesson["version"] for lesson in first["lessons"]] == [lesson["version"] for lesson in second["lessons"]] == [2, 1]


def request(desk: Desk, method: str, path: str, body: dict[str, Any]) -> Callable[[], Any]:
    headers = {"Authorization": f"Bearer {desk.ask.token(desk.person)}"}
    return lambda: desk.ask.app.test_client().open(path, method=method, headers=headers, json=body)


def save_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Chen and Lin save the same lesson; Chen rests between the look at what stands there and his save."""
    lesson = desk.write(desk.begin()["id"])
    path, state = f"/api/authored-lessons/{lesson['id']}", lesson["state"]
    slow_down(monkeypatch, writing, "lay_over")
    chen = request(desk, "PATCH", path, {"state": state, "body": "陈写的。"})
    lin = request(desk.as_person("lin"), "PATCH", path, {"state": state, "body": "林写的。"})
    slow, quick = side_by_side(chen, lin)
    return slow.status_code, quick.status_code


def test_of_two_saves_at_once_one_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert save_at_once(desk, monkeypatch) == (200, 409)


@on_postgresql
@pytest.mark.usefixtures("free")
def test_without_the_hold_one_of_two_saves_is_lost(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert save_at_once(desk, monkeypatch) == (200, 200)


def publish_beside_a_save(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:
    """Chen publishes what he saw while Lin saves: the publication's status, what members read, and what the draft says."""
    course = desk.ready_course()
    lesson = desk.lesson(course["lessons"][0]["id"])
    lesson = done(desk.save(lesson, body="陈看过的。"))
    seen = desk.course(course["id"])["whole_state"]
    slow_down(monkeypatch, publishing, "_refuse_unfinished")  # between the look and the first change
    publish = request(desk, "POST", f"/api/authored-courses/{course['id']}/publications", {"state": seen})
    save = request(desk.as_person("lin"), "PATCH", f"/api/authored-lessons/{lesson['id']}", {"state": lesson["state"], "body": "林的。"})
    published, saved = side_by_side(publish, save)
    assert saved.status_code == 200, saved.json
    read = desk.ask("wang", "GET", f"/api/lessons/{lesson['id']}").json["body_html"]
    return published.status_code, read, desk.lesson(lesson["id"])["body"]


def test_a_save_beside_a_publication_is_neither_published_unseen_nor_lost(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    status, read, in_hand = publish_beside_a_save(desk, monkeypatch)
    assert (status, read.strip(), in_hand) == (201, "<p>陈看过的。</p>", "林的。")


@on_postgresql
@pytest.mark.usefixtures("free")
def test_without_the_hold_a_save_beside_a_publication_is_lost(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, in_hand = publish_beside_a_save(desk, monkeypatch)
    assert in_hand == "陈看过的。"
