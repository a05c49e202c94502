"""Write a course as Muster's own folder: course.toml, texts, media, captions, pictures. Read again, it is the same course."""

import json
from collections.abc import Iterator
from pathlib import Path

from backend.packages.packed import File, PackedCourse, PackedLesson
from backend.packages.read_folder import COURSE_FILE


def folder_files(course: PackedCourse) -> Iterator[File]:
    """The files of the folder, each once."""
    facts = {name: getattr(course, name) for name in ("title", "summary", "category", "required", "recommended")}
    tables = [_table({**facts, "on_menu": True} if course.on_menu else facts)]
    pictures: dict[str, Path] = {}
    for number, lesson in enumerate(course.lessons, start=1):
        file = f"{number:03}{lesson.medium.suffix if lesson.medium else '.md'}"
        captions = [(language, f"{number:03}.{language}.vtt", path) for language, path in lesson.captions]
        tables.append("\n[[lessons]]\n" + _table(_lesson_facts(lesson, file)) + _captions([(one, name) for one, name, _ in captions]))
        yield file, lesson.medium or _with_local_pictures(lesson)
        yield from ((name, path) for _, name, path in captions)
        pictures |= dict(lesson.pictures)
    yield from ((f"pictures/{name}", path) for name, path in pictures.items())
    yield COURSE_FILE, "".join(tables)


def _lesson_facts(lesson: PackedLesson, file: str) -> dict[str, object]:
    return {"title": lesson.title, "kind": lesson.kind, "file": file, "seconds": lesson.seconds, "optional": lesson.optional}


def _with_local_pictures(lesson: PackedLesson) -> str:
    body = lesson.body or ""
    for name, _ in lesson.pictures:
        body = body.replace(f"picture:{name}", f"pictures/{name}")
    return body


def _table(facts: dict[str, object]) -> str:
    return "".join(f"{name} = {_value(value)}\n" for name, value in facts.items())


def _captions(named: list[tuple[str, str]]) -> str:
    inside = ", ".join(f"{{language = {_value(language)}, file = {_value(name)}}}" for language, name in named)
    return f"captions = [{inside}]\n" if inside else ""


def _value(value: object) -> str:
    """A TOML value; TOML's strings are JSON's, but for one more sign that must be escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
