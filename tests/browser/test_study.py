"""A member studies: a video to its end, and a text without any network."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import WANG

VIDEO, TEXT = "识破骗局，守好钱袋", "家里的药，放心用"
PATIENCE = 60_000  # milliseconds; a video of a minute at double speed takes half of it


def studied(api: Any) -> int:
    return int(api(WANG, "GET", "/api/study/summary")["study_seconds"])


def open_lesson(page: Page, course: str, number: int) -> None:
    page.get_by_role("link", name="学习", exact=True).click()
    page.get_by_role("link", name=course).click()
    page.get_by_role("listitem").get_by_role("link").nth(number).click()


def wait_for_service_worker(page: Page) -> None:
    page.wait_for_function("async () => Boolean((await navigator.serviceWorker.getRegistration())?.active)")


def test_a_member_watches_a_video_and_sees_hours_and_points(phone: Callable[..., Page], api: Any) -> None:
    before = studied(api)
    page = phone(WANG)
    open_lesson(page, VIDEO, 1)
    page.get_by_label("播放速度").select_option("2")
    page.locator("video").evaluate("video => { video.muted = true; video.play(); }")
    expect(page.get_by_text("这一课已学完").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("progressbar", name="已计入")).to_be_visible()
    assert 20 <= studied(api) - before <= 70
    title = page.get_by_role("heading", level=1).inner_text()
    for path in ("/me/hours", "/me/points"):
        page.goto(path)
        expect(page.get_by_text(title).first).to_be_visible()


def test_study_without_a_network_is_kept_and_counted_later(phone: Callable[..., Page], api: Any) -> None:
    before = studied(api)
    page = phone(WANG)
    open_lesson(page, TEXT, 0)
    expect(page.get_by_text("正在计时")).to_be_visible()
    wait_for_service_worker(page)
    page.context.set_offline(True)
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(8_000)
    page.get_by_role("link", name="查看送达情况").click()
    expect(page.get_by_text("连上网络后自动送出", exact=False).first).to_be_visible()
    assert studied(api) - before < 8
    page.context.set_offline(False)
    expect(page.get_by_text("没有等待送出的学习")).to_be_visible(timeout=30_000)
    assert studied(api) - before >= 7


def test_the_app_opens_without_a_network(phone: Callable[..., Page]) -> None:
    page = phone(WANG)
    wait_for_service_worker(page)
    page.reload()
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    page.get_by_role("heading", name=f"{WANG}，你好").wait_for()
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name=f"{WANG}，你好")).to_be_visible()
    expect(page.get_by_role("heading", name="下一次组织生活")).to_be_visible()
