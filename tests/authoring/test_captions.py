"""Captions: several languages, checked, and shown as plain text."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from backend.courses.captions import _plain
from tests.authoring.conftest import Reader
from tests.authoring.desk import CAPTIONS, FILM, Desk, done, refused


def cues(text: str) -> bytes:
    return f"WEBVTT\n\n00:01.000 --> 00:03.000\n{text}\n".encode()


def read(desk: Desk, app: Flask, content: bytes) -> str:
    """What a player gets of captions."""
    lesson = desk.show(desk.begin()["id"], FILM)
    medium = desk.upload("a.vtt", content)
    kept = done(desk.save(lesson, captions=[{"language": "zh", "media_name": medium["media_name"]}]))
    answer = app.test_client().get(kept["captions"][0]["url"])
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("text/vtt", "nosniff")
    return str(answer.text)


def test_a_lesson_has_captions_in_several_languages(desk: Desk, app: Flask, wang: Reader) -> None:
    course = desk.begin()
    lesson = desk.show(course["id"], FILM)
    asked = [{"language": code, "media_name": desk.upload("a.vtt", cues(code))["media_name"]} for code in ("zh", "en", "zh-Hant", "fr")]
    kept = done(desk.save(lesson, captions=asked))
    assert [(one["language"], one["label"]) for one in kept["captions"]] == [
        ("zh", "中文"),
        ("en", "English"),
        ("zh-Hant", "繁體中文"),
        ("fr", "fr"),
    ]
    desk.publish(course["id"])
    shown = wang.lesson(lesson["id"]).json["captions"]
    assert [app.test_client().get(one["url"]).text.splitlines()[-1] for one in shown] == ["zh", "en", "zh-Hant", "fr"]


def test_captions_of_a_draft_are_nothing_to_members(desk: Desk, app: Flask, wang: Reader) -> None:
    course = desk.begin()
    lesson = desk.show(course["id"], FILM)
    desk.publish(course["id"])
    medium = desk.upload("a.vtt", CAPTIONS)
    done(desk.save(desk.lesson(lesson["id"]), captions=[{"language": "zh", "media_name": medium["media_name"]}]))
    link = wang.lesson(lesson["id"]).json["media_url"]
    name = link.partition("?")[0].rpartition("/")[2]
    assert app.test_client().get(link.replace(name, medium["media_name"])).status_code == 404


MARKUP = {
    "a voice": ("<v 李老师>你好</v>", "你好"),
    "styles": ("<c.red><b>你好</b></c>", "你好"),
    "a script": ("<script>alert(1)</script>你好", "alert(1)你好"),
    "a script in disguise": ("&lt;script&gt;alert(1)&lt;/script&gt;", "alert(1)"),
    "a tag within a tag": ("<<b>script>你好<</b>/script>", "你好"),
    "less and more": ("1 &lt; 2 &amp; 3", "1 &lt; 2 &amp; 3"),
    "an arrow": ("a --&gt; b", "a --&gt; b"),
    "control signs": ("你\x07好\x1b[2J\u202e", "你好[2J"),
}


@pytest.mark.parametrize("what", MARKUP)
def test_captions_are_plain_text(desk: Desk, app: Flask, what: str) -> None:
    written, plain = MARKUP[what]
    assert read(desk, app, cues(written)) == f"WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n{plain}\n"


def test_styles_notes_and_positions_are_left_out(desk: Desk, app: Flask) -> None:
    content = (
        "WEBVTT - a title\n\nSTYLE\n::cue { color: url(https://evil.test) }\n\nNOTE secret\n\n1\n00:01.000 --> 00:03.000 line:0\n你好\n"
    )
    assert read(desk, app, content.encode()) == "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n你好\n"


@given(st.text(alphabet="<>&;/abclgt \n-", max_size=60))
def test_whatever_a_cue_says_no_markup_is_left(text: str) -> None:
    plain = _plain(text)
    assert "<" not in plain
    assert "-->" not in plain
    assert "\n\n" not in plain


BROKEN: dict[str, bytes] = {
    "no captions": b"WEBVTT\n\n",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "SubRip": b"1\n00:00:01,000 --> 00:00:02,000\nhi\n",
    "no UTF-8": "WEBVTT\n\n00:01.000 --> 00:03.000\n你好\n".encode("gb18030"),
    "an end before its beginning": b"WEBVTT\n\n00:05.000 --> 00:03.000\nhi\n",
    "beyond a day": b"WEBVTT\n\n99:00:00.000 --> 99:00:01.000\nhi\n",
    "too many": b"WEBVTT\n\n" + b"00:01.000 --> 00:03.000\nhi\n\n" * 10_001,
    "a video": FILM.read_bytes(),
}


@pytest.mark.parametrize("what", BROKEN)
def test_captions_that_are_none_are_refused(desk: Desk, what: str) -> None:
    assert refused(desk.try_upload("a.vtt", BROKEN[what])) == (422, "captions_unreadable")


def test_a_language_comes_once_and_has_a_code(desk: Desk) -> None:
    lesson = desk.show(desk.begin()["id"], FILM)
    medium = desk.upload("a.vtt", CAPTIONS)["media_name"]
    twice: list[dict[str, Any]] = [{"language": "zh", "media_name": medium}] * 2
    assert refused(desk.save(lesson, captions=twice)) == (422, "captions_twice")
    for code in ("", "中文", "<b>", "zh\n", "z" * 40):
        assert refused(desk.save(lesson, captions=[{"language": code, "media_name": medium}])) == (422, "invalid_input")


def test_a_film_is_no_captions_and_a_text_has_none(desk: Desk) -> None:
    course = desk.begin()
    film, text = desk.show(course["id"], FILM), desk.write(course["id"])
    own = [{"language": "zh", "media_name": film["media_name"]}]
    assert refused(desk.save(film, captions=own)) == (422, "captions_unreadable")
    medium = desk.upload("a.vtt", CAPTIONS)["media_name"]
    assert done(desk.save(text, captions=[{"language": "zh", "media_name": medium}]))["captions"] == []
