"""Read a package that is a Muster folder: course.toml beside its texts, media, captions and pictures."""

import posixpath
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from marshmallow import ValidationError, fields, validate

from backend.core.errors import Refused
from backend.core.shapes import Line, Shape
from backend.courses.import_folder import LONGEST_TEXT, CourseFile, LessonFile
from backend.packages.found import Captions, Found, FoundLesson
from backend.packages.locate import is_elsewhere, locate
from backend.packages.read_page import PICTURES
from backend.packages.unpack import Package

COURSE_FILE = "course.toml"
LARGEST = 2**20
PICTURE = re.compile(r"(!\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\]\(\s*)([^()\s]+)")


class CaptionFile(Shape):
    language = Line(20, 1, required=True)
    file = Line(200, 1, required=True)


class PackedLesson(LessonFile):
    file = Line(200, 1, required=True)
    captions = fields.List(fields.Nested(CaptionFile), load_default=list, validate=validate.Length(0, 20))


class PackedCourse(CourseFile):
    on_menu = fields.Boolean(load_default=False)
    lessons = fields.List(fields.Nested(PackedLesson), required=True, validate=validate.Length(1, 200))


def read_folder(package: Package, course_file: str = COURSE_FILE) -> Found:
    """The course. Raises Refused (course_file_wrong) that names everything that is wrong."""
    said = _said(package, course_file)
    wrong = [sentence for lesson in said["lessons"] for sentence in _wrong(package, lesson)]
    if wrong:
        raise course_file_wrong(wrong)
    found = Found("muster", **{name: said[name] for name in ("title", "summary", "category", "required", "recommended", "on_menu")})
    found.lessons = [_lesson(package, found, lesson) for lesson in said["lessons"]]
    return found


def course_file_wrong(sentences: list[str]) -> Refused:
    errors = [{"pointer": "/file", "detail": sentence} for sentence in sentences[:100]]
    return Refused("course_file_wrong", f"The course.toml or its files can't be used: {sentences[0]}", status=422, errors=errors)


def _said(package: Package, course_file: str) -> dict[str, Any]:
    content = package.read(course_file, LARGEST)
    if content is None:
        raise course_file_wrong(["course.toml is too large."])
    try:
        return dict(PackedCourse().load(tomllib.loads(content.decode("utf-8-sig"))))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise course_file_wrong([f"course.toml can't be read: {error}"]) from error
    except ValidationError as error:
        raise course_file_wrong(list(_sentences(error.messages))) from error


def _sentences(messages: Any, path: str = "") -> Iterator[str]:
    """Nested messages, one for each place: `lessons.0.seconds: Missing data for required field.`"""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from _sentences(inner, f"{path}.{key}" if path else str(key))
    else:
        yield from (f"{path}: {message}" for message in messages)


def _wrong(package: Package, lesson: dict[str, Any]) -> Iterator[str]:
    for file in (lesson["file"], *(one["file"] for one in lesson["captions"])):
        if package.find(file) is None:
            yield f"{file} of lesson “{lesson['title']}” is missing."
    if lesson["kind"] == "text" and package.find(lesson["file"]) and _text(package, lesson["file"]) is None:
        yield f"{lesson['file']} is not UTF-8 text, or longer than {LONGEST_TEXT} characters."


def _text(package: Package, file: str) -> str | None:
    content = package.read(package.find(file) or file, 4 * LONGEST_TEXT)
    try:
        text = content.decode("utf-8") if content is not None else None
    except UnicodeDecodeError:
        return None
    return text if text is not None and len(text) <= LONGEST_TEXT and "\0" not in text else None


def _lesson(package: Package, found: Found, said: dict[str, Any]) -> FoundLesson:
    facts = {name: said[name] for name in ("title", "kind", "seconds", "optional")}
    name = package.find(said["file"]) or said["file"]
    if said["kind"] == "text":
        body, pictures = _with_numbered_pictures(package, found, name, _text(package, name) or "")
        return FoundLesson(**facts, body=body, pictures=tuple(package.take(one) for one in pictures))
    captions = tuple(Captions(one["language"], package.take(package.find(one["file"]) or one["file"])) for one in said["captions"])
    return FoundLesson(**facts, medium=package.take(name), medium_name=posixpath.basename(name), captions=captions)


def _with_numbered_pictures(package: Package, found: Found, page: str, text: str) -> tuple[str, list[str]]:
    pictures: list[str] = []

    def number(match: re.Match[str]) -> str:
        file = locate(package, match[2], page)
        if file is None or not file.lower().endswith(PICTURES):
            if not is_elsewhere(match[2]):
                found.leave_out(match[2], "vector_picture" if match[2].lower().endswith(".svg") else "missing_file")
            return match[0]
        if file not in pictures:
            pictures.append(file)
        return f"{match[1]}picture-{pictures.index(file)}"

    return PICTURE.sub(number, text), pictures
