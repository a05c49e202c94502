"""Questions and answers in a real browser: written without a network, answered, reported, hidden, and everybody told."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.evening import LI, WANG, find_network, lose_network

LESSON = "吃东西噎住了怎么办"
# What a hostile phone may send; it must stand there as it was written.
HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>\u202e反过来 http://evil.example'


@pytest.fixture
def lesson(api: Any) -> str:
    courses = [api(WANG, "GET", f"/api/courses/{one['id']}") for one in api(WANG, "GET", "/api/courses")["items"]]
    return next(f"/lessons/{one['id']}" for course in courses for one in course["lessons"] if one["title"] == LESSON)


def unfold(page: Page, lesson: str) -> Locator:
    page.goto(lesson)
    page.get_by_role("button", name="提问和回答").click()
    return page.get_by_role("region", name="提问和回答")


def test_what_is_written_without_a_network_is_kept_until_it_is_sent(phone: Callable[..., Page], lesson: str) -> None:
    page = phone(WANG)
    area = unfold(page, lesson)
    area.get_by_role("button", name="提问", exact=True).click()
    lose_network(page)
    area.get_by_label("你想问什么").fill("假牙卡住了怎么办？\n图在 https://example.org/a")
    area.get_by_role("button", name="送出提问").click()
    expect(area.get_by_text("文字已保存在这台手机上")).to_be_visible()
    find_network(page)
    area = unfold(page, lesson)
    expect(area.get_by_label("你想问什么")).to_have_value("假牙卡住了怎么办？\n图在 https://example.org/a")
    area.get_by_role("button", name="送出提问").click()
    mine = area.get_by_role("article").first
    expect(mine).to_contain_text("假牙卡住了怎么办？")
    expect(mine.get_by_role("link", name="https://example.org/a")).to_have_attribute("rel", "noopener noreferrer nofollow ugc")
    expect(area.get_by_label("你想问什么")).to_have_count(0)


def test_a_report_leads_to_a_decision_and_everybody_concerned_is_told(phone: Callable[..., Page], api: Any, lesson: str) -> None:
    post = api(WANG, "POST", f"/api{lesson}/posts", {"operation_id": "00000000-0000-4000-8000-000000000077", "body": HOSTILE})
    page = phone(LI)
    card = unfold(page, lesson).get_by_role("article").first
    expect(card).to_contain_text('<img src=x onerror="document.title=1"><script>document.title=2</script>反过来 http://evil.example')
    assert page.title() not in ("1", "2")
    expect(card.get_by_role("link", name="evil")).to_have_count(0)
    card.get_by_role("button", name="隐藏").click()
    page.get_by_role("dialog").get_by_role("button", name="不够友善").click()
    page.get_by_role("dialog").get_by_role("button", name="隐藏").click()
    expect(card).to_contain_text("只有作者和负责的人看得到")
    told = phone(WANG)
    told.get_by_role("link", name="条未读").click()
    told.get_by_role("link", name="你写的一条内容被隐藏了").first.click()
    expect(told.get_by_text("原因：不够友善")).to_be_visible()
    told.wait_for_url(f"**/questions/{post['id']}")
    told.goto("/me/notices")
    expect(told.get_by_role("link", name="你写的一条内容被隐藏了").first).not_to_contain_text("未读")


def test_a_member_reports_in_three_taps_and_the_secretary_finds_it(phone: Callable[..., Page], api: Any, lesson: str) -> None:
    page = phone(WANG)
    card = unfold(page, lesson).get_by_role("article").filter(has_text="家里只有自己一个人的时候噎住了")
    card.get_by_role("button", name="举报").click()
    page.get_by_role("dialog").get_by_role("button", name="说错了").click()
    page.get_by_role("dialog").get_by_role("button", name="送出举报").click()
    expect(page.get_by_text("已送达，书记会来看")).to_be_visible()
    secretary = phone(LI)
    secretary.get_by_role("link", name="条未读").click()
    secretary.get_by_role("link", name="有人举报了一条内容").first.click()
    reported = secretary.get_by_role("article").filter(has_text="家里只有自己一个人的时候噎住了")
    expect(reported).to_contain_text("说错了，可能有危险")
    reported.get_by_role("button", name="保留").click()
    secretary.get_by_role("dialog").get_by_role("button", name="保留").click()
    expect(reported).to_have_count(0)
