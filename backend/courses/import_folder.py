"""Bring a folder of courses into the catalogue: a `course.toml` and its media in each sub-folder."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from marshmallow import ValidationError, fields, validate
from sqlalchemy import func, select

from backend.core import clock
from backend.core.db import db
from backend.core.shapes import Line, Shape
from backend.courses.categories import category_called
from backend.courses.media import keep_media, kind_of_file
from backend.courses.models import KINDS, Course, Lesson, keep_version
from backend.courses.search_text import search_text
from backend.organisations.models import Organisation

LONGEST_TEXT = 200_000


class LessonFile(Shape):
    title = Line(120, 1, required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    file = Line(100, 1, required=True)
    seconds = fields.Integer(required=True, strict=True, validate=validate.Range(1, 24 * 3600))
    optional = fields.Boolean(load_default=False)


class CourseFile(Shape):
    title = Line(120, 1, required=True)
    summary = Line(500, load_default="")
    category = Line(60, 1, required=True)
    required = fields.Boolean(load_default=False)
    recommended = fields.Boolean(load_default=False)
    lessons = fields.List(fields.Nested(LessonFile), required=True, validate=validate.Length(1, 200))


def import_folder(folder: Path, owner_id: int | None = None) -> tuple[int, list[str]]:
    """Take in every course below `folder` for an organisation (the top of the tree). Answers how many, and a sentence for each
    thing that is wrong; a course with anything wrong is left out whole, the others go in."""
    owner_id = owner_id or db.session.scalar(select(func.min(Organisation.id)).where(Organisation.parent_id.is_(None)))
    if owner_id is None:
        return 0, ["There is no organisation yet that the courses could belong to: import the members first."]
    courses = sorted(path.parent for path in folder.glob("*/course.toml")) or [path.parent for path in folder.glob("course.toml")]
    problems: list[str] = [] if courses else [f"{folder}: no course.toml here or one folder below."]
    taken = 0
    for course in courses:
        wrong = _import_course(course, owner_id)
        problems += [f"{course.name}: {sentence}" for sentence in wrong]
        taken += not wrong
    return taken, problems


def _import_course(folder: Path, owner_id: int) -> list[str]:
    try:
        said = CourseFile().load(tomllib.loads((folder / "course.toml").read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [f"course.toml can't be read: {error}"]
    except ValidationError as error:
        return [f"course.toml: {error.messages}"]
    problems = [sentence for lesson in said["lessons"] for sentence in _problems(folder, lesson)]
    files = [lesson["file"] for lesson in said["lessons"]]  # a lesson is known by its file
    problems += [f"{file} is named by two lessons." for file in sorted(set(files)) if files.count(file) > 1]
    if not problems:
        _keep(folder, said, owner_id)
    return problems


def _problems(folder: Path, lesson: dict[str, Any]) -> list[str]:
    path = folder / lesson["file"]
    if not path.resolve().is_relative_to(folder.resolve()):
        return [f"{lesson['file']} lies outside the course's folder."]
    if not path.is_file():
        return [f"the file {lesson['file']} of lesson “{lesson['title']}” is missing."]
    if lesson["kind"] != "text":
        return [] if kind_of_file(path) == lesson["kind"] else [f"{lesson['file']} is not the {lesson['kind']} file that it says it is."]
    try:
        return [] if len(path.read_text("utf-8")) <= LONGEST_TEXT else [f"{lesson['file']} is longer than {LONGEST_TEXT} characters."]
    except UnicodeDecodeError:
        return [f"{lesson['file']} is not UTF-8 text."]


def _keep(folder: Path, said: dict[str, Any], owner_id: int) -> None:
    course = db.session.scalar(select(Course).where(Course.key == folder.name)) or Course(key=folder.name, organisation_id=owner_id)
    course.title, course.summary = said["title"], said["summary"]
    course.required, course.recommended = said["required"], said["recommended"]
    course.published_at, course.changed_at = course.published_at or clock.now(), clock.now()
    course.category = category_called(said["category"])
    course.search_text = search_text(said["title"], said["summary"], *(lesson["title"] for lesson in said["lessons"]))
    db.session.add(course)
    db.session.flush()
    standing = {lesson.key: lesson for lesson in course.lessons}
    for position, lesson in enumerate(said["lessons"], start=1):
        kept = standing.pop(lesson["file"], None) or Lesson(course_id=course.id, key=lesson["file"], version=0, content_hash="")
        _keep_lesson(folder, kept, lesson, position)
    for gone in standing.values():
        gone.withdrawn_at = gone.withdrawn_at or clock.now()
    db.session.flush()


def _keep_lesson(folder: Path, lesson: Lesson, said: dict[str, Any], position: int) -> None:
    path = folder / said["file"]
    content_hash = hashlib.sha256(path.read_bytes()).hexdigest()
    if content_hash != lesson.content_hash:
        # Progress is coverage of a medium: a changed one is another version.
        lesson.version, lesson.content_hash = lesson.version + 1, content_hash
        lesson.body = path.read_text("utf-8") if said["kind"] == "text" else None
        lesson.media_name = None if said["kind"] == "text" else keep_media(path)
    lesson.position, lesson.title, lesson.kind = position, said["title"], said["kind"]
    lesson.nominal_seconds, lesson.optional, lesson.withdrawn_at = said["seconds"], said["optional"], None
    lesson.media_bytes = 0 if said["kind"] == "text" else path.stat().st_size
    db.session.add(lesson)
    db.session.flush()
    keep_version(lesson)
