"""Versions: what makes a new one, what does not, and that the old ones are kept."""

from typing import Any

from sqlalchemy import select

from backend.courses.models import Lesson, LessonVersion
from tests.asker import Asker
from tests.authoring.conftest import Reader
from tests.authoring.desk import CAPTIONS, FILM, Desk, done
from tests.cast import World


def versions(session: Any, lesson_id: int) -> list[tuple[int, str | None]]:
    rows = session.scalars(select(LessonVersion).where(LessonVersion.lesson_id == lesson_id).order_by(LessonVersion.version))
    return [(row.version, row.body) for row in rows]


def test_a_changed_text_is_another_version_and_the_old_one_is_kept(desk: Desk, wang: Reader, session: Any) -> None:
    course = desk.ready_course()
    lesson_id = course["lessons"][0]["id"]
    done(desk.save(desk.lesson(lesson_id), body="改过的内容。"))
    seen = wang.lesson(lesson_id).json
    assert (seen["version"], "第1课的内容" in seen["body_html"]) == (1, True)
    desk.publish(course["id"])
    seen = wang.lesson(lesson_id).json
    assert (seen["version"], "改过的内容" in seen["body_html"]) == (2, True)
    assert versions(session, lesson_id) == [(1, "第1课的内容。"), (2, "改过的内容。")]
    assert wang.lesson(course["lessons"][1]["id"]).json["version"] == 1


def test_titles_captions_lengths_and_order_change_no_version(desk: Desk, wang: Reader, session: Any) -> None:
    course = desk.begin()
    film, text = desk.show(course["id"], FILM), desk.write(course["id"])
    desk.publish(course["id"])
    captions = desk.upload("zh.vtt", CAPTIONS)
    facts = {"title": "新题目", "optional": True, "nominal_seconds": 60}
    done(desk.save(desk.lesson(film["id"]), captions=[{"language": "zh", "media_name": captions["media_name"]}], **facts))
    order = {"state": desk.course(course["id"])["order_state"], "lesson_ids": [text["id"], film["id"]]}
    done(desk.send("PUT", f"/api/authored-courses/{course['id']}/order", json=order))
    desk.publish(course["id"])
    seen = wang.lesson(film["id"]).json
    assert (seen["version"], seen["title"], seen["optional"], seen["nominal_seconds"]) == (1, "新题目", True, 60)
    assert [version for version, _ in versions(session, film["id"])] == [1]


def test_a_text_that_was_changed_and_changed_back_is_no_other_version(desk: Desk, wang: Reader) -> None:
    course = desk.ready_course()
    lesson_id = course["lessons"][0]["id"]
    for body in ("别的。", "第1课的内容。"):
        done(desk.save(desk.lesson(lesson_id), body=body))
    desk.publish(course["id"])
    assert wang.lesson(lesson_id).json["version"] == 1


def test_a_lesson_never_published_goes_at_once_and_any_other_with_the_publication(desk: Desk, wang: Reader, session: Any) -> None:
    course = desk.ready_course()
    fresh, old = desk.write(course["id"], "新课"), course["lessons"][0]["id"]
    for lesson_id in (fresh["id"], old):
        assert desk.send("DELETE", f"/api/authored-lessons/{lesson_id}").status_code == 204
    assert desk.send("GET", f"/api/authored-lessons/{fresh['id']}").status_code == 404
    assert desk.lesson(old)["removed"]
    assert wang.lesson(old).status_code == 200
    desk.publish(course["id"])
    assert wang.lesson(old).status_code == 404
    assert [one["title"] for one in wang.course(course["id"]).json["lessons"]] == ["第2课"]
    assert session.get_one(Lesson, old).withdrawn_at
    assert versions(session, old) == [(1, "第1课的内容。")]


def test_a_lesson_to_be_removed_may_be_kept_after_all(desk: Desk, wang: Reader) -> None:
    course = desk.ready_course()
    lesson_id = course["lessons"][0]["id"]
    desk.send("DELETE", f"/api/authored-lessons/{lesson_id}")
    done(desk.save(desk.lesson(lesson_id), removed=False))
    desk.publish(course["id"])
    assert wang.lesson(lesson_id).json["version"] == 1


def test_a_course_that_came_as_a_folder_is_written_on_here(desk: Desk, ask: Asker, world: World, wang: Reader) -> None:
    lin = desk.as_person("lin")
    lesson = lin.lesson(world["lesson"])
    assert (lesson["body"], lesson["nominal_seconds"]) == ("**先看**安全。", 600)
    done(lin.save(lesson, title="第一课", body="先看**安全**，再呼救。"))
    lin.publish(world["course"])
    seen = wang.lesson(world["lesson"]).json
    assert (seen["title"], seen["version"]) == ("第一课", 2)
