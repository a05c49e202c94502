"""Lessons: texts and media in a draft, versions, and what members keep seeing meanwhile."""

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from tests.asker import Asker
from tests.authoring.conftest import Reader
from tests.authoring.desk import CAPTIONS, FILM, PAPER, SOUND, VIDEO, Desk, done, refused


def test_a_lesson_of_a_published_course_is_nothing_to_members_until_published(desk: Desk, wang: Reader) -> None:
    course = desk.ready_course()
    lesson = desk.write(course["id"], "第三课")
    assert len(wang.course(course["id"]).json["lessons"]) == 2
    assert wang.course(course["id"]).json["lesson_count"] == 2
    assert wang.lesson(lesson["id"]).status_code == 404
    desk.publish(course["id"])
    assert [one["title"] for one in wang.course(course["id"]).json["lessons"]] == ["第1课", "第2课", "第三课"]
    assert wang.lesson(lesson["id"]).json["version"] == 1


def test_a_lesson_sent_twice_is_begun_once(desk: Desk) -> None:
    course, asked = desk.begin(), {"operation_id": str(uuid4()), "title": "第一课", "kind": "text"}
    path = f"/api/authored-courses/{course['id']}/lessons"
    first, second = (done(desk.send("POST", path, json=asked), 201) for _ in range(2))
    assert first["id"] == second["id"]
    assert len(desk.course(course["id"])["lessons"]) == 1


@pytest.mark.parametrize(
    ("path", "kind", "seconds"), [(VIDEO, "video", 71), (FILM, "video", 65), (SOUND, "audio", 94), (PAPER, "pdf", 360)]
)
def test_a_file_makes_a_lesson_of_its_kind_and_length_and_members_play_its_bytes(
    desk: Desk, wang: Reader, app: Flask, path: Any, kind: str, seconds: int
) -> None:
    course = desk.begin()
    lesson = desk.show(course["id"], path)
    assert (lesson["kind"], lesson["nominal_seconds"], lesson["media_bytes"]) == (kind, seconds, path.stat().st_size)
    desk.publish(course["id"])
    seen = wang.lesson(lesson["id"]).json
    assert (seen["kind"], seen["nominal_seconds"]) == (kind, seconds)
    answer = app.test_client().get(seen["media_url"])
    assert (answer.data, answer.headers["X-Content-Type-Options"]) == (path.read_bytes(), "nosniff")
    part = app.test_client().get(seen["media_url"], headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.data) == (206, path.read_bytes()[100:200])


def test_a_replaced_medium_is_another_version_and_members_play_the_old_one_until_published(desk: Desk, wang: Reader, app: Flask) -> None:
    course = desk.begin()
    lesson = desk.show(course["id"], FILM)
    desk.publish(course["id"])
    medium = desk.upload(VIDEO.name, VIDEO.read_bytes())
    done(desk.save(desk.lesson(lesson["id"]), media_name=medium["media_name"]))
    assert app.test_client().get(wang.lesson(lesson["id"]).json["media_url"]).data == FILM.read_bytes()
    desk.publish(course["id"])
    seen = wang.lesson(lesson["id"]).json
    assert (seen["version"], seen["nominal_seconds"]) == (2, 71)
    assert app.test_client().get(seen["media_url"]).data == VIDEO.read_bytes()


def test_a_drafts_medium_plays_for_its_authors_alone(desk: Desk, ask: Asker, wang: Reader, app: Flask) -> None:
    course = desk.begin()
    lesson = desk.show(course["id"], FILM)
    assert app.test_client().get(desk.lesson(lesson["id"])["media_url"]).data == FILM.read_bytes()
    assert app.test_client().get(desk.as_person("lin").lesson(lesson["id"])["media_url"]).status_code == 200
    desk.publish(course["id"])
    link = wang.lesson(lesson["id"]).json["media_url"]
    medium = desk.upload(VIDEO.name, VIDEO.read_bytes())
    done(desk.save(desk.lesson(lesson["id"]), media_name=medium["media_name"]))
    old = link.partition("?")[0].rpartition("/")[2]
    assert app.test_client().get(link.replace(old, medium["media_name"])).status_code == 404


def test_a_medium_of_a_withdrawn_course_plays_no_more(desk: Desk, wang: Reader, app: Flask) -> None:
    course = desk.begin()
    lesson = desk.show(course["id"], FILM)
    desk.publish(course["id"])
    link = wang.lesson(lesson["id"]).json["media_url"]
    done(desk.send("DELETE", f"/api/authored-courses/{course['id']}/publications"))
    assert app.test_client().get(link).status_code == 404


def test_an_unfinished_course_is_not_published_and_says_what_is_missing(desk: Desk) -> None:
    course = desk.begin()
    assert refused(desk.try_publish(course["id"])) == (422, "course_empty")
    desk.write(course["id"])
    empty = [desk.begin_lesson(course["id"], title, kind) for title, kind in (("空的", "text"), ("没有文件", "video"))]
    answer = desk.try_publish(course["id"])
    assert refused(answer) == (422, "lesson_unfinished")
    assert [(one["pointer"], one["detail"]) for one in answer.json["errors"]] == [(f"/lessons/{one['id']}", one["title"]) for one in empty]


def test_who_studies_a_lesson_may_not_write_it_and_strangers_find_nothing(desk: Desk, ask: Asker) -> None:
    course = desk.ready_course()
    published, draft = course["lessons"][0]["id"], desk.write(course["id"])["id"]
    change: dict[str, Any] = {"json": {"state": "x", "title": "别的"}}
    for method, options in (("GET", {}), ("PATCH", change), ("DELETE", {})):
        for person, of_published in (("wang", 403), ("li", 403), ("sun", 404)):
            assert ask(person, method, f"/api/authored-lessons/{published}", **options).status_code == of_published
            assert ask(person, method, f"/api/authored-lessons/{draft}", **options).status_code == 404
    assert ask("chen", "PATCH", f"/api/authored-lessons/{ask.world['lesson']}", **change).status_code == 403


def test_a_course_has_at_most_two_hundred_lessons(desk: Desk, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.authoring.write_course.MOST_LESSONS", 2)
    course = desk.ready_course()
    asked = {"operation_id": str(uuid4()), "title": "第三课", "kind": "text"}
    answer = desk.send("POST", f"/api/authored-courses/{course['id']}/lessons", json=asked)
    assert refused(answer) == (409, "too_many_lessons")


@pytest.mark.parametrize(("body", "pointer"), [("长" * 200_001, "/body"), ("零\x00", "/body"), ("\x1b[31m红", "/body")])
def test_a_text_of_no_use_is_refused(desk: Desk, body: str, pointer: str) -> None:
    lesson = desk.begin_lesson(desk.begin()["id"])
    answer = desk.save(lesson, body=body)
    assert (*refused(answer), answer.json["errors"][0]["pointer"]) == (422, "invalid_input", pointer)


@pytest.mark.parametrize("name", ["nothing.mp4", "../muster.db", "0" * 32 + ".mp4", "..", "/etc/passwd"])
def test_a_medium_that_nobody_uploaded_makes_no_lesson(desk: Desk, name: str) -> None:
    lesson = desk.begin_lesson(desk.begin()["id"], kind="video")
    assert refused(desk.save(lesson, media_name=name)) == (422, "unknown_medium")


def test_captions_are_no_lesson(desk: Desk) -> None:
    lesson = desk.begin_lesson(desk.begin()["id"], kind="video")
    captions = desk.upload("zh.vtt", CAPTIONS)
    assert refused(desk.save(lesson, media_name=captions["media_name"])) == (422, "not_a_lesson")
