"""The pages of a course for other platforms: HTML that needs nothing but the files beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from backend.courses.pictures import picture_link
from backend.courses.render_text import render_text
from backend.packages.packed import File, PackedCourse, PackedLesson

STYLE = """body { margin: 0 auto; max-width: 42rem; padding: 1rem; font: 1.125rem/1.6 system-ui, sans-serif }
img { max-width: 100% }
video, audio, object { width: 100% }
object { height: 85vh }
table { border-collapse: collapse }
td, th { border: 1px solid; padding: 0.25rem 0.5rem }
"""


@dataclass(frozen=True)
class PackedPage:
    """A lesson's page, and every file that it needs."""

    lesson: PackedLesson
    name: str
    html: str
    files: tuple[tuple[str, Path], ...]


def pages_of(course: PackedCourse, *, script: str = "") -> Iterator[PackedPage]:
    """A page for each lesson. `script`: the name of a script for every page."""
    for number, lesson in enumerate(course.lessons, start=1):
        files = tuple(_files(lesson, f"{number:03}"))
        inside = _text(lesson) if lesson.kind == "text" else _player(lesson, files)
        yield PackedPage(lesson, f"lesson-{number:03}.html", _page(lesson.title, inside, script), files)


def files_of(pages: list[PackedPage]) -> Iterator[File]:
    """Every file of these pages once; two lessons may show one picture."""
    yield "style.css", STYLE
    shared: dict[str, Path] = {}
    for page in pages:
        yield page.name, page.html
        shared |= dict(page.files)
    yield from shared.items()


def _files(lesson: PackedLesson, number: str) -> Iterator[tuple[str, Path]]:
    if lesson.medium:
        yield f"media/{number}{lesson.medium.suffix}", lesson.medium
    yield from ((f"media/{number}.{language}.vtt", path) for language, path in lesson.captions)
    yield from ((f"pictures/{name}", path) for name, path in lesson.pictures)


def _text(lesson: PackedLesson) -> str:
    html = render_text(lesson.body or "")
    for name, _ in lesson.pictures:
        html = html.replace(picture_link(name), f"pictures/{name}")
    return html


def _player(lesson: PackedLesson, files: tuple[tuple[str, Path], ...]) -> str:
    source = files[0][0]
    if lesson.kind == "pdf":
        return f'<object data="{source}" type="application/pdf"><a href="{source}">PDF</a></object>'
    named = zip(lesson.captions, files[1:], strict=True)
    tracks = "".join(f'<track kind="captions" srclang="{escape(language)}" src="{name}">' for (language, _), (name, _) in named)
    return f'<{lesson.kind} controls><source src="{source}">{tracks}</{lesson.kind}>'


def _page(title: str, inside: str, script: str) -> str:
    run = f'<script src="{script}"></script>' if script else ""
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    body = f"<h1>{escape(title)}</h1>\n{inside}\n"
    return f'<!DOCTYPE html>\n<html><head>{head}<link rel="stylesheet" href="style.css">{run}</head>\n<body>{body}</body></html>\n'
