"""Opening a course and a lesson: what stands there, and nothing that could run."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import update

from backend.core import clock
from backend.courses.models import Lesson
from backend.courses.render_text import render_text
from tests.asker import Asker
from tests.cast import World


def test_a_lesson_shows_its_text_and_what_comes_next(ask: Asker, world: World) -> None:
    lesson = ask("wang", "GET", f"/api/lessons/{world['lesson']}").json
    assert (lesson["course"], lesson["next_lesson"]["id"]) == ({"id": world["course"], "title": "急救入门"}, world["second lesson"])
    assert (lesson["body_html"].strip(), lesson["media_url"]) == ("<p><strong>先看</strong>安全。</p>", None)
    assert lesson["progress"] == {"position_seconds": 0, "covered_seconds": 0, "counted_seconds": 0, "completed_at": None}


def test_the_last_lesson_has_none_after_it(ask: Asker, world: World) -> None:
    assert ask("wang", "GET", f"/api/lessons/{world['second lesson']}").json["next_lesson"] is None


def test_a_course_shows_its_lessons(ask: Asker, world: World) -> None:
    course = ask("wang", "GET", f"/api/courses/{world['course']}").json
    assert [one["id"] for one in course["lessons"]] == [world["lesson"], world["second lesson"]]
    assert (course["lesson_count"], course["nominal_seconds"], course["completed_lessons"]) == (2, 1200, 0)


def test_a_withdrawn_lesson_is_gone_everywhere(ask: Asker, world: World, session: Any) -> None:
    session.execute(update(Lesson).where(Lesson.id == world["second lesson"]).values(withdrawn_at=clock.now()))
    session.commit()
    assert ask("wang", "GET", f"/api/lessons/{world['second lesson']}").status_code == 404
    assert ask("wang", "GET", f"/api/lessons/{world['lesson']}").json["next_lesson"] is None
    assert ask("wang", "GET", f"/api/courses/{world['course']}").json["lesson_count"] == 1


def test_what_never_was_does_not_exist(ask: Asker, world: World) -> None:
    for path in ("/api/lessons/1000000000", "/api/courses/1000000000"):
        assert ask("wang", "GET", path).json["code"] == "not_found"


def test_a_stranger_opens_nothing(ask: Asker, world: World) -> None:
    for path in (f"/api/lessons/{world['lesson']}", f"/api/courses/{world['course']}"):
        assert ask(None, "GET", path).status_code == 401


DANGEROUS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    '[x](https://a.test "onclick=alert(1)")',
    '<p onclick="alert(1)">x</p>',
    "<style>body{display:none}</style>",
    "<iframe src=//evil.test></iframe>",
    '<svg><a xlink:href="javascript:alert(1)"></a></svg>',
    "`<script>`\n\n    <script>alert(1)</script>",
]


class Tags(HTMLParser):
    """What a browser would see: the tags with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


@pytest.mark.parametrize("markdown", DANGEROUS)
def test_nothing_in_a_text_can_run(markdown: str) -> None:
    for tag, attributes in Tags(render_text(markdown)).seen:
        assert tag in {"p", "a", "code", "pre", "strong", "em"}
        assert set(attributes) <= {"href", "rel", "title"}
        assert urlsplit(attributes.get("href") or "").scheme in {"", "http", "https", "mailto", "tel"}


def test_html_in_a_text_is_shown_as_it_was_written() -> None:
    assert render_text("<b>粗</b> 1 < 2") == "<p>&lt;b&gt;粗&lt;/b&gt; 1 &lt; 2</p>\n"


def test_a_text_keeps_its_form() -> None:
    html = render_text("# 一\n\n- 甲\n- **乙**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[看](https://a.test/)")
    for expected in ("<h2>一</h2>", "<li>甲</li>", "<strong>乙</strong>", "<td>1</td>", 'href="https://a.test/"'):
        assert expected in html
    assert 'rel="noopener noreferrer"' in html
