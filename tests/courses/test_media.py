"""Media: for whoever opened the lesson, for a while, in whole or in part."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.asker import Asker
from tests.auth.door import ask_with, enter
from tests.cast import World
from tests.core.moving_clock import later
from tests.courses.shelf import CONTENT, PAPER, VIDEO, course_called, take_in, write_course, write_lesson


@pytest.fixture
def lessons(app: Flask, ask: Asker, world: World, tmp_path: Path) -> list[dict[str, Any]]:
    """A video, a sound and a PDF, as the API shows them to Wang."""
    folder = write_course(tmp_path)
    kinds = ("video", "audio", "pdf")
    write_course(tmp_path, "safety", *(write_lesson(folder, n, kind) for n, kind in enumerate(kinds, start=1)))
    assert take_in(app, tmp_path).exit_code == 0
    return [ask("wang", "GET", f"/api/lessons/{one['id']}").json for one in course_called(ask, "居家安全")["lessons"]]


def get(app: Flask, url: str, **headers: str) -> Any:
    """As a player asks: without a token and without cookies."""
    return app.test_client(use_cookies=False).get(url, headers=headers)


def test_each_medium_comes_whole_under_its_own_type(app: Flask, lessons: list[dict[str, Any]]) -> None:
    for lesson, kind in zip(lessons, ("video/mp4", "audio/mpeg", "application/pdf"), strict=True):
        answer = get(app, lesson["media_url"])
        assert (answer.status_code, answer.mimetype, answer.data) == (200, kind, CONTENT[lesson["kind"]])
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "private" in answer.headers["Cache-Control"]


def test_a_player_may_ask_for_a_part(app: Flask, lessons: list[dict[str, Any]]) -> None:
    url, size = lessons[0]["media_url"], len(VIDEO)
    for asked, first, last in (("bytes=0-99", 0, 99), ("bytes=100-", 100, size - 1), ("bytes=-10", size - 10, size - 1)):
        answer = get(app, url, Range=asked)
        assert (answer.status_code, answer.headers["Content-Range"]) == (206, f"bytes {first}-{last}/{size}")
        assert answer.data == VIDEO[first : last + 1]
    assert get(app, url).headers["Accept-Ranges"] == "bytes"


def test_a_part_beyond_the_end_is_a_416(app: Flask, lessons: list[dict[str, Any]]) -> None:
    answer = get(app, lessons[0]["media_url"], Range="bytes=999999999-")
    assert (answer.status_code, answer.content_type) == (416, "application/problem+json")


def test_what_the_phone_has_already_is_not_sent_again(app: Flask, lessons: list[dict[str, Any]]) -> None:
    url = lessons[0]["media_url"]
    tag = get(app, url).headers["ETag"]
    assert get(app, url, **{"If-None-Match": tag}).status_code == 304
    assert get(app, url, Range="bytes=0-9", **{"If-Range": '"another"'}).status_code == 200


def refused(answer: Any) -> bool:
    return bool((answer.status_code, answer.json["code"]) == (403, "media_link_ended"))


def test_a_link_that_was_tampered_with_is_refused(app: Flask, lessons: list[dict[str, Any]], world: World) -> None:
    address, _, proof = lessons[0]["media_url"].partition("?for=")
    member, session, until, mac = proof.split(".")
    tampered = (
        "",
        "x",
        "1.2.3",
        f"{world['li']}.{session}.{until}.{mac}",
        f"{member}.{world['session of li']}.{until}.{mac}",
        f"{member}.{session}.{int(until) + 1}.{mac}",
        f"{member}.{session}.{until}.{mac[::-1]}",
        f"{member}.{session}.{until}.é",
        f"{'9' * 30}.{session}.{until}.{mac}",
    )
    for text in tampered:
        assert refused(get(app, f"{address}?for={text}")), text
    assert refused(get(app, address))


def test_a_link_opens_no_other_lesson(app: Flask, lessons: list[dict[str, Any]]) -> None:
    proof = lessons[0]["media_url"].partition("?")[2]
    assert refused(get(app, f"{lessons[2]['media_url'].partition('?')[0]}?{proof}"))


def test_a_link_opens_no_other_file(app: Flask, lessons: list[dict[str, Any]]) -> None:
    address, _, proof = lessons[0]["media_url"].partition("?")
    folder = address.rpartition("/")[0]
    other = lessons[2]["media_url"].partition("?")[0].rpartition("/")[2]
    for name in (other, "x.mp4", "..%2fsecret.key", "%2e%2e%2fmuster.db"):
        assert get(app, f"{folder}/{name}?{proof}").status_code == 404, name


def test_a_link_ends_after_six_hours(app: Flask, lessons: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, timedelta(hours=5, minutes=59))
    assert get(app, lessons[0]["media_url"]).status_code == 200
    later(monkeypatch, timedelta(hours=6, minutes=1))
    assert refused(get(app, lessons[0]["media_url"]))


def test_a_link_ends_with_its_session(app: Flask, ask: Asker, lessons: list[dict[str, Any]]) -> None:
    _, token = enter(app, "wang")
    mine = ask_with(app, token, f"/api/lessons/{lessons[2]['id']}").json["media_url"]
    assert get(app, mine).data == PAPER
    ask("wang", "DELETE", "/api/auth/sessions")
    assert get(app, mine).status_code == 401
    assert get(app, lessons[2]["media_url"]).status_code == 200


def test_a_link_ends_with_the_account(app: Flask, ask: Asker, lessons: list[dict[str, Any]], world: World) -> None:
    ask("chen", "PUT", f"/api/members/{world['wang']}/status", json={"status": "disabled"})
    assert get(app, lessons[0]["media_url"]).json["code"] == "session_ended"


def test_a_withdrawn_lesson_plays_no_more(app: Flask, lessons: list[dict[str, Any]], tmp_path: Path) -> None:
    write_course(tmp_path, "safety", write_lesson(tmp_path / "safety", 9))
    take_in(app, tmp_path)
    assert get(app, lessons[0]["media_url"]).status_code == 404
