"""A lesson on two phones: captions, notes that are kept without a network, and the place to go on from."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.evening import LIN, WANG, find_network, lose_network

CAPTIONS = """WEBVTT

00:00.000 --> 01:10.000
先看看四周安不安全。
"""
VIDEO = "胸外按压：记住节奏和力度"
SHOWN = "video => [...video.textTracks].filter(({ mode }) => mode === 'showing').flatMap(({ cues }) => [...cues]).map(({ text }) => text)"


def lesson_called(api: Any, title: str) -> int:
    courses = [api(WANG, "GET", f"/api/courses/{one['id']}") for one in api(WANG, "GET", "/api/courses?limit=100")["items"]]
    return next(int(lesson["id"]) for course in courses for lesson in course["lessons"] if lesson["title"] == title)


def add_captions(api: Any, lesson: int) -> None:
    """As an admin does: upload, choose, publish."""
    content = CAPTIONS.encode()
    upload = api(LIN, "POST", "/api/uploads", {"name": "a.vtt", "bytes": len(content), "mark": f"captions {time.time()}"})["id"]
    api.put(LIN, f"/api/uploads/{upload}/parts/0", content)
    medium = api(LIN, "POST", f"/api/uploads/{upload}/media", {})
    captions = [{"language": "zh", "media_name": medium["media_name"]}]
    draft = api(LIN, "GET", f"/api/authored-lessons/{lesson}")
    api(LIN, "PATCH", f"/api/authored-lessons/{lesson}", {"state": draft["state"], "captions": captions})
    course = f"/api/authored-courses/{draft['course']['id']}"
    api(LIN, "POST", f"{course}/publications", {"state": api(LIN, "GET", course)["whole_state"]})


@pytest.fixture
def lesson(api: Any) -> int:
    lesson = lesson_called(api, VIDEO)
    add_captions(api, lesson)
    return lesson


def open_video(page: Page, lesson: int) -> Locator:
    page.goto(f"/lessons/{lesson}")
    video = page.locator("video")
    video.wait_for()
    page.wait_for_function("() => document.querySelector('video').readyState > 0")
    return video


def at(video: Locator) -> float:
    return float(video.evaluate("video => video.currentTime"))


def test_captions_notes_and_the_place_go_from_one_phone_to_another(phone: Callable[..., Page], api: Any, lesson: int) -> None:
    first = phone(WANG)
    video = open_video(first, lesson)
    expect(first.get_by_label("字幕")).to_have_value("zh")
    first.wait_for_function(f"() => ({SHOWN})(document.querySelector('video')).length")
    assert video.evaluate(SHOWN) == ["先看看四周安不安全。"]
    first.get_by_label("播放速度").select_option("1.5")
    video.evaluate("video => { video.muted = true; video.currentTime = 30; }")
    first.get_by_role("button", name="进 10 秒").click()
    video.evaluate("video => video.play()")
    first.wait_for_function("() => document.querySelector('video').currentTime > 41")

    lose_network(first)
    first.get_by_role("button", name="记一笔").click()
    first.get_by_label("写点什么").fill("手要放在胸口正中")
    first.get_by_role("button", name="保存", exact=True).click()
    expect(first.get_by_text("已保存在手机，连上网络后自动送出")).to_be_visible()
    find_network(first)
    expect(first.get_by_text("已保存在手机，连上网络后自动送出")).to_have_count(0)
    (note,) = api(WANG, "GET", f"/api/lessons/{lesson}/notes")["items"]
    assert (note["text"], note["position_seconds"] >= 41) == ("手要放在胸口正中", True)
    first.get_by_role("button", name="暂停").click()
    stopped = at(video)
    first.get_by_role("link", name="首页").click()
    first.get_by_role("heading", name="你好").wait_for()
    first.wait_for_timeout(500)

    second = phone(WANG)
    video = open_video(second, lesson)
    second.wait_for_function("() => document.querySelector('video').currentTime > 40")
    assert abs(at(video) - stopped) < 2
    second.get_by_role("button", name="从头开始").click()
    second.get_by_role("button", name="到 0:4").click()
    second.wait_for_function(f"() => Math.abs(document.querySelector('video').currentTime - {note['position_seconds']}) < 3")
    second.goto("/me/notes")
    second.get_by_role("link", name="手要放在胸口正中").click()
    second.get_by_role("heading", name=VIDEO).wait_for()
