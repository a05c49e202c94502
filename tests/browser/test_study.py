"""A member studies: a video to its end, and a text without any network."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.evening import CHEN, LI, LIN, WANG, find_network, lose_network

PATIENCE = 60_000  # milliseconds; a video of a minute at double speed takes half of it


def studied(api: Any, person: str) -> int:
    return int(api(person, "GET", "/api/study/summary")["study_seconds"])


def untouched_lesson(api: Any, kind: str) -> tuple[str, str, str]:
    """Somebody, a course and the shortest lesson of it that they have not begun: the demo's year is another one on another day."""
    found = [
        (lesson["nominal_seconds"], person, course["title"], lesson["title"])
        for person in (WANG, CHEN, LIN, LI)
        for course in api(person, "GET", "/api/courses")["items"]
        for lesson in api(person, "GET", f"/api/courses/{course['id']}")["lessons"]
        if lesson["kind"] == kind and not lesson["progress"]["counted_seconds"]
    ]
    return min(found)[1:]


def open_lesson(page: Page, course: str, lesson: str) -> None:
    page.get_by_role("link", name="学习", exact=True).click()
    page.get_by_role("link", name=course).first.click()  # it may also stand among what is due
    page.get_by_role("listitem").get_by_role("link", name=lesson).click()


def test_a_member_watches_a_video_and_sees_hours_and_points(phone: Callable[..., Page], api: Any) -> None:
    person, course, lesson = untouched_lesson(api, "video")
    before = studied(api, person)
    page = phone(person)
    open_lesson(page, course, lesson)
    page.get_by_label("播放速度").select_option("2")
    page.locator("video").evaluate("video => { video.muted = true; video.play(); }")
    expect(page.get_by_text("这一课已学完").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("progressbar", name="已计入")).to_be_visible()
    assert 20 <= studied(api, person) - before <= 70
    title = page.get_by_role("heading", level=1).inner_text()
    for path in ("/me/hours", "/me/points"):
        page.goto(path)
        expect(page.get_by_text(title).first).to_be_visible()


def test_study_without_a_network_is_kept_and_counted_later(phone: Callable[..., Page], api: Any) -> None:
    person, course, lesson = untouched_lesson(api, "text")
    before = studied(api, person)
    page = phone(person)
    open_lesson(page, course, lesson)
    expect(page.get_by_text("正在计时")).to_be_visible()
    lose_network(page)
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(8_000)
    page.get_by_role("link", name="查看送达情况").click()
    expect(page.get_by_text("连上网络后自动送出", exact=False).first).to_be_visible()
    assert studied(api, person) - before < 8
    find_network(page)
    expect(page.get_by_text("没有等待送出的学习")).to_be_visible(timeout=30_000)
    assert studied(api, person) - before >= 7


def test_the_app_opens_without_a_network(phone: Callable[..., Page]) -> None:
    page = phone(WANG)
    lose_network(page, "next-meeting", "study-summary")
    page.reload()
    expect(page.get_by_role("heading", name=f"{WANG}，你好")).to_be_visible()
    expect(page.get_by_role("heading", name="下一次组织生活")).to_be_visible()
