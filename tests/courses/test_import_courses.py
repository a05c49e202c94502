"""A folder of courses goes in as it stands, and again as it has become."""

from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from backend.courses.models import Course, Lesson
from tests.asker import Asker
from tests.cast import World
from tests.courses.shelf import course_called, take_in, titles, write_course, write_lesson


def two_lessons(shelf: Path, **facts: Any) -> Path:
    folder = write_course(shelf)
    return write_course(shelf, "safety", write_lesson(folder, 1), write_lesson(folder, 2, "video", seconds=90, optional=True), **facts)


def test_a_course_goes_in_with_its_lessons(app: Flask, ask: Asker, world: World, tmp_path: Path) -> None:
    two_lessons(tmp_path, summary="看得见的隐患", required=True)
    done = take_in(app, tmp_path)
    assert (done.exit_code, done.output) == (0, "1 courses taken in, 0 mistakes.\n")
    course = course_called(ask, "居家安全")
    assert (course["summary"], course["required"], course["category"]["name"]) == ("看得见的隐患", True, "安全")
    assert (course["lesson_count"], course["nominal_seconds"]) == (2, 690)
    facts = [(one["title"], one["kind"], one["nominal_seconds"], one["optional"], one["version"]) for one in course["lessons"]]
    assert facts == [("第1课", "text", 600, False, 1), ("第2课", "video", 90, True, 1)]


def test_the_same_folder_twice_changes_nothing(app: Flask, world: World, tmp_path: Path, session: Any) -> None:
    two_lessons(tmp_path)
    seen = []
    for _ in range(2):
        assert take_in(app, tmp_path).exit_code == 0
        columns = (Lesson.id, Lesson.version, Lesson.content_hash, Lesson.position, Lesson.media_name, Lesson.withdrawn_at)
        seen.append([session.execute(select(Course.id, Course.key, Course.title)).all(), session.execute(select(*columns)).all()])
        session.rollback()
    assert seen[0] == seen[1]


def test_a_changed_file_is_another_version_of_the_same_lesson(app: Flask, ask: Asker, world: World, tmp_path: Path) -> None:
    folder = two_lessons(tmp_path)
    take_in(app, tmp_path)
    before = course_called(ask, "居家安全")["lessons"]
    (folder / "1.md").write_text("新的课文。", "utf-8")
    take_in(app, tmp_path)
    after = course_called(ask, "居家安全")["lessons"]
    assert [one["id"] for one in after] == [one["id"] for one in before]
    assert [one["version"] for one in after] == [2, 1]
    assert "新的课文" in ask("wang", "GET", f"/api/lessons/{after[0]['id']}").json["body_html"]


def test_a_corrected_title_is_no_new_version(app: Flask, ask: Asker, world: World, tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    take_in(app, tmp_path)
    write_course(tmp_path, "safety", write_lesson(folder, 1, title="厨房", seconds=300), title="家里的安全")
    take_in(app, tmp_path)
    lesson = course_called(ask, "家里的安全")["lessons"][0]
    assert (lesson["title"], lesson["nominal_seconds"], lesson["version"]) == ("厨房", 300, 1)
    assert "居家安全" not in titles(ask)


def test_a_lesson_that_is_gone_is_withdrawn_and_can_come_back(app: Flask, ask: Asker, world: World, tmp_path: Path) -> None:
    folder = two_lessons(tmp_path)
    take_in(app, tmp_path)
    first, second = course_called(ask, "居家安全")["lessons"]
    write_course(tmp_path, "safety", write_lesson(folder, 1))
    take_in(app, tmp_path)
    assert [one["id"] for one in course_called(ask, "居家安全")["lessons"]] == [first["id"]]
    assert ask("wang", "GET", f"/api/lessons/{second['id']}").status_code == 404
    two_lessons(tmp_path)
    take_in(app, tmp_path)
    assert [one["id"] for one in course_called(ask, "居家安全")["lessons"]] == [first["id"], second["id"]]


def test_lessons_stand_in_the_order_of_the_file(app: Flask, ask: Asker, world: World, tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    lessons = [write_lesson(folder, number) for number in (1, 2, 3)]
    for order in ((0, 1, 2), (2, 0, 1)):
        write_course(tmp_path, "safety", *(lessons[n] for n in order))
        take_in(app, tmp_path)
        assert [one["title"] for one in course_called(ask, "居家安全")["lessons"]] == [f"第{n + 1}课" for n in order]


def test_a_course_of_the_cast_is_corrected_by_its_folder(app: Flask, ask: Asker, world: World, courses_folder: Path) -> None:
    take_in(app, courses_folder)
    assert titles(ask) == ["急救入门"]
    assert [one["title"] for one in ask("wang", "GET", f"/api/courses/{world['course']}").json["lessons"]] == ["第1课", "第2课"]


def test_the_folder_of_one_course_can_be_given_itself(app: Flask, ask: Asker, world: World, tmp_path: Path) -> None:
    assert take_in(app, write_course(tmp_path)).exit_code == 0
    assert "居家安全" in titles(ask)


def test_categories_are_made_once_and_counted(app: Flask, ask: Asker, world: World, tmp_path: Path) -> None:
    for key in ("a", "b"):
        write_course(tmp_path, key)
    take_in(app, tmp_path)
    counts = {one["name"]: one["course_count"] for one in ask("wang", "GET", "/api/categories").json["items"]}
    assert counts == {"健康": 1, "安全": 2}
