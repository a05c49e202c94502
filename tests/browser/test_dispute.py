"""A member opens an entry and says that it is wrong; the secretary answers; the member reads the answer in the notices."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.evening import LI, WANG

WORDS = "那天我到得很早，请再看看签到表。"


def test_a_disputed_entry_is_answered_and_the_member_is_told(phone: Callable[..., Page], api: Any) -> None:
    disputed = {one["entry"]["id"] for one in api(WANG, "GET", "/api/me/disputes")["items"] if one["entry"]}
    # What Li has booked by hand would stand before the level above.
    earned = [one for one in api(WANG, "GET", "/api/points/entries")["items"] if one["rule"] == "meeting_attended"]
    entry = next(one for one in earned if one["id"] not in disputed)

    wang = phone(WANG)
    wang.goto("/me/points")
    wang.get_by_role("link", name=re.compile("今年")).click()  # a figure leads down to what it is made of
    wang.locator(f"a[href='/entries/{entry['id']}']").click()
    wang.get_by_role("button", name="对这一笔有异议").click()
    wang.get_by_role("button", name="提出异议").click()
    expect(wang.get_by_text("请至少写五个字")).to_be_visible()  # nothing is sent without words
    wang.get_by_label("请说说哪里不对").fill(WORDS)
    wang.get_by_role("button", name="提出异议").click()
    wang.wait_for_url(re.compile(r"/disputes/\d+$"))
    expect(wang.get_by_text("还剩 7 天")).to_be_visible()

    li = phone(LI)
    li.goto("/disputes/waiting")
    li.locator(f"a[href='{wang.url[wang.url.index('/disputes/') :]}']").click()
    expect(li.get_by_text(WORDS)).to_be_visible()
    li.get_by_text("没有错，说明情况").click()
    li.get_by_role("button", name="以签到表为准").click()
    li.get_by_role("button", name="送出答复").click()
    expect(li.get_by_text("已说明", exact=True)).to_be_visible()

    wang.goto("/me/notices")
    wang.get_by_text("你的异议有答复了").first.click()
    expect(wang.get_by_text("以签到表为准")).to_be_visible()
    expect(wang.get_by_role("button", name="不同意，转到上一级")).to_be_visible()
