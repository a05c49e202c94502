"""Texts as members see them: pictures of ours, nothing that runs, nothing from elsewhere; and the preview is the same."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.courses.pictures import pictures_in
from backend.courses.render_text import render_text
from tests.asker import Asker
from tests.authoring.conftest import Reader
from tests.authoring.desk import Desk, done, refused
from tests.records import pictures

NAME = "0123456789abcdef" * 2 + ".jpg"


class Tags(HTMLParser):
    """What a browser would see: the tags with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def sources(markdown: str) -> list[str | None]:
    return [attributes.get("src") for tag, attributes in Tags(render_text(markdown)).seen if tag == "img"]


def test_a_picture_of_ours_is_shown_with_its_description() -> None:
    assert Tags(render_text(f"![一个**插座**](picture:{NAME})")).seen[-1] == (
        "img",
        {"src": f"/media/pictures/{NAME}", "alt": "一个插座", "loading": "lazy"},
    )
    assert pictures_in(f"![a](picture:{NAME}) ![b]( picture:{NAME}) ![c](picture:x.jpg)") == [NAME]


ELSEWHERE = [
    "![x](https://evil.test/x.png)",
    "![x](//evil.test/x.png)",
    "![x](/api/me)",
    "![x](data:image/png;base64,AAAA)",
    "![x](javascript:alert(1))",
    "![x](picture:../../secret.key)",
    f"![x](picture:{NAME}/../x)",
    f"![x](picture:{NAME}?x)",
    "![x](picture:0.svg)",
    '<img src="https://evil.test/x.png" onerror="alert(1)">',
    f'<img src="/media/pictures/{NAME}">',
    f"![x](picture:{NAME.upper()})",
]


@pytest.mark.parametrize("markdown", ELSEWHERE)
def test_a_picture_of_any_other_place_is_not_fetched(markdown: str) -> None:
    assert sources(markdown) == []


@pytest.mark.parametrize("words", ['" onerror="alert(1)', "<script>", "'><svg onload=alert(1)>", "&quot; x=&quot;"])
def test_nothing_in_a_description_can_run(words: str) -> None:
    seen = Tags(render_text(f"![{words}](picture:{NAME})")).seen
    assert {tag for tag, _ in seen} <= {"p", "img"}
    assert all(set(attributes) <= {"src", "alt", "loading"} for _, attributes in seen)


PIECES = [
    "![",
    "](",
    "picture:",
    NAME,
    ")",
    "<img src=",
    "<script>",
    "javascript:",
    '"',
    "onerror=",
    "&#x6a;",
    "[",
    "`",
    "\n\n",
    "https://x.test",
    " ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_whatever_is_written_nothing_runs_and_nothing_is_fetched_from_elsewhere(markdown: str) -> None:
    for tag, attributes in Tags(render_text(markdown)).seen:
        assert tag in {"p", "a", "img", "code", "pre", "br", "strong", "em"}
        assert not any(name.startswith("on") for name in attributes)
        assert tag != "img" or attributes["src"] == f"/media/pictures/{NAME}"
        assert not (attributes.get("href") or "").lower().strip().startswith("javascript")


def test_the_preview_is_what_members_will_see(desk: Desk, wang: Reader) -> None:
    picture = desk.upload("a.jpg", pictures.jpeg())
    body = f"# 插座\n\n![插座](picture:{picture['media_name']})\n\n<script>alert(1)</script>\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    preview = done(desk.send("POST", "/api/text-previews", json={"body": body}))
    course = desk.begin()
    lesson = desk.write(course["id"], body=body)
    desk.publish(course["id"])
    seen = wang.lesson(lesson["id"]).json
    assert preview == {"body_html": seen["body_html"], "nominal_seconds": seen["nominal_seconds"]}
    assert "<table>" in seen["body_html"]
    assert "<script" not in seen["body_html"]


def test_who_writes_nothing_previews_nothing(ask: Asker) -> None:
    for person in ("wang", "li"):
        assert refused(ask(person, "POST", "/api/text-previews", json={"body": "x"})) == (403, "forbidden")
