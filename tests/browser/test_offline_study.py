"""Study without a network: nothing but the last seconds is lost, whatever becomes of the browser, and nothing counts twice."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Page, expect

from tests.browser.evening import WANG, find_network, lose_network
from tests.browser.killed_phone import KilledPhone, enter_by_card, pass_time
from tests.browser.moved_server import MovedServer, moved_server

PATIENCE = 20_000  # milliseconds
HOURS_OFFLINE = 2
LOST_AT_MOST_S = 5
KEPT = """async () => {
    const asked = indexedDB.open("muster");
    const db = await new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
    const found = db.transaction("segments").objectStore("segments").getAll();
    return new Promise((resolve) => (found.onsuccess = () => (db.close(), resolve(found.result))));
}"""
# The last of the reader's parts to come.
READER_KEPT = "async () => (await (await caches.open('large-parts')).keys()).some(({ url }) => url.endsWith('.wasm'))"
RESTORE = """async (rows) => {
    const asked = indexedDB.open("muster");
    const db = await new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
    const change = db.transaction("segments", "readwrite");
    for (const row of rows) change.objectStore("segments").put(row);
    return new Promise((resolve) => (change.oncomplete = () => (db.close(), resolve())));
}"""


@pytest.fixture
def hours_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MovedServer]:
    with moved_server(tmp_path, monkeypatch) as server:
        yield server


def test_a_browser_killed_after_two_hours_offline_loses_at_most_the_last_seconds(
    hours_later: MovedServer, browser_type: BrowserType, tmp_path: Path
) -> None:
    phone = KilledPhone(browser_type, tmp_path / "profile", hours_later.address)
    lesson = hours_later.world["lesson"]
    page = phone.start()
    enter_by_card(page)
    page.goto(f"/lessons/{lesson}")
    expect(page.get_by_text("正在计时")).to_be_visible()
    lose_network(page, f"lesson-{lesson}")
    phone.context.close()

    page = phone.start(offline=True)
    page.goto(f"/lessons/{lesson}")
    expect(page.get_by_text("正在计时")).to_be_visible()
    began = page.evaluate("Date.now()")
    pass_time(page, timedelta(hours=HOURS_OFFLINE))
    offline_s = (page.evaluate("Date.now()") - began) / 1000
    phone.kill()
    assert offline_s >= HOURS_OFFLINE * 3600

    opened_again = timedelta(hours=HOURS_OFFLINE, minutes=5)
    hours_later.move(opened_again)
    page = phone.start(opened_again, offline=True)
    page.goto("/study/outbox")
    expect(page.get_by_text("连上网络后自动送出", exact=False).first).to_be_visible()
    kept = page.evaluate(KEPT)
    assert seconds_of(kept) >= offline_s - LOST_AT_MOST_S
    assert hours_later.studied("wang") <= 60
    find_network(page)
    expect(page.get_by_text("没有等待送出的学习")).to_be_visible(timeout=PATIENCE)
    counted = hours_later.studied("wang")
    assert offline_s - LOST_AT_MOST_S <= counted <= offline_s + 60

    page.evaluate(RESTORE, kept)  # an old backup of the phone brings the same again
    page.reload()
    expect(page.get_by_text("没有等待送出的学习")).to_be_visible(timeout=PATIENCE)
    assert hours_later.studied("wang") == counted
    phone.context.close()


def seconds_of(rows: list[dict[str, Any]]) -> float:
    return float(sum(row["ended_ms"] - row["started_ms"] for row in rows)) / 1000


def test_a_lesson_taken_along_plays_without_a_network_and_counts_later(phone: Callable[..., Page], api: Any) -> None:
    lesson = unfinished_video(api)
    before = counted_of(api, lesson)
    page = phone(WANG)
    page.goto(f"/lessons/{lesson}")
    page.get_by_role("button", name="下载到手机").click()
    expect(page.get_by_text("已在手机上")).to_be_visible(timeout=PATIENCE)
    lose_network(page)
    page.reload()
    video = page.locator("video")
    expect(video).to_have_attribute("src", re.compile("^blob:"))
    video.evaluate("video => { video.muted = true; video.currentTime = video.duration / 2; video.play(); }")
    expect(page.get_by_text("正在计时")).to_be_visible()
    page.wait_for_timeout(3_000)
    video.evaluate("video => video.pause()")
    assert video.evaluate("video => video.currentTime > video.duration / 2 + 1"), "it plays from where it was put"
    assert counted_of(api, lesson) == before
    find_network(page)
    page.goto("/study/outbox")
    expect(page.get_by_text("没有等待送出的学习")).to_be_visible(timeout=PATIENCE)
    assert 2 <= counted_of(api, lesson) - before <= 10
    page.goto("/me/downloads")
    page.get_by_role("button", name="从手机删除").first.click()
    page.get_by_role("dialog").get_by_role("button", name="删除").click()
    expect(page.get_by_text("手机上还没有下载的课时")).to_be_visible()


def test_a_course_taken_along_opens_its_pdf_that_was_never_opened_before(phone: Callable[..., Page], api: Any) -> None:
    course, paper = course_with_pdf(api)
    page = phone(WANG)
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    page.goto(f"/courses/{course}")
    page.get_by_role("button", name="下载整门课").click()
    expect(page.get_by_text("都在手机上")).to_be_visible(timeout=PATIENCE)
    wait_for_reader(page)
    lose_network(page, f"lesson-{paper}")
    page.goto(f"/lessons/{paper}")
    expect(page.locator("canvas").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("正在计时")).to_be_visible()


def wait_for_reader(page: Page) -> None:
    until = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(READER_KEPT):
        assert time.monotonic() < until, "the PDF reader was never kept"
        page.wait_for_timeout(200)


def course_with_pdf(api: Any) -> tuple[int, int]:
    courses = [api(WANG, "GET", f"/api/courses/{one['id']}") for one in api(WANG, "GET", "/api/courses")["items"]]
    return next((course["id"], lesson["id"]) for course in courses for lesson in course["lessons"] if lesson["kind"] == "pdf")


def unfinished_video(api: Any) -> int:
    """The shortest that Wang has begun least."""
    courses = [api(WANG, "GET", f"/api/courses/{one['id']}") for one in api(WANG, "GET", "/api/courses")["items"]]
    videos = [lesson for course in courses for lesson in course["lessons"] if lesson["kind"] == "video"]
    return int(min(videos, key=lambda lesson: (lesson["progress"]["counted_seconds"], lesson["media_bytes"]))["id"])


def counted_of(api: Any, lesson: int) -> int:
    return int(api(WANG, "GET", f"/api/lessons/{lesson}")["progress"]["counted_seconds"])


def test_two_tabs_count_once(hours_later: MovedServer, browser_type: BrowserType, tmp_path: Path) -> None:
    """Both show their own clock; the server counts an overlap once."""
    phone = KilledPhone(browser_type, tmp_path / "profile", hours_later.address)
    one = phone.start()
    enter_by_card(one)
    other = phone.context.new_page()
    pages = {one: hours_later.world["lesson"], other: hours_later.world["second lesson"]}
    for page, lesson in pages.items():
        page.goto(f"/lessons/{lesson}")
        expect(page.get_by_text("正在计时")).to_be_visible()
    began = time.time()
    one.wait_for_timeout(6_000)
    for page in pages:
        page.get_by_role("link", name="查看送达情况").click()
    for page in pages:
        expect(page.get_by_text("没有等待送出的学习")).to_be_visible(timeout=PATIENCE)
    assert 5 <= hours_later.studied("wang") <= time.time() - began + LOST_AT_MOST_S
    phone.context.close()
