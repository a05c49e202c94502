"""Courses on a phone: ordered in two taps, assigned, and found without a network."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.evening import CHEN, LI, WANG, Thumb, find_network, lose_network

ON_MENU, REQUIRED = "家庭节能好习惯", "家庭急救入门"


def test_a_secretary_orders_in_two_taps_and_members_find_the_course(phone: Callable[..., Page], api: Any) -> None:
    member = phone(WANG)
    member.goto("/study")
    expect(member.get_by_role("link", name=REQUIRED).first).to_be_visible()
    expect(member.get_by_role("link", name=ON_MENU)).to_have_count(0)
    secretary, thumb = phone(LI), Thumb()
    secretary.get_by_role("link", name="支部", exact=True).click()  # where a secretary's work is
    thumb.tap(secretary.get_by_role("link", name="菜单点单"))
    row = secretary.get_by_role("listitem").filter(has_text=ON_MENU)
    thumb.tap(row.get_by_role("button", name="点单"))
    expect(secretary.get_by_text(f"已点单：《{ON_MENU}》")).to_be_visible()
    assert thumb.taps == 2
    member.goto("/study?show=menu")
    expect(member.get_by_role("link", name=ON_MENU)).to_be_visible()
    row.get_by_role("button", name="取消").click()
    secretary.get_by_role("dialog").get_by_role("button", name="取消").first.click()
    expect(row.get_by_role("button", name="点单")).to_be_visible()
    member.goto("/study")
    expect(member.get_by_role("link", name=REQUIRED).first).to_be_visible()
    expect(member.get_by_role("link", name=ON_MENU)).to_have_count(0)


def test_courses_are_found_by_initials_without_a_network(phone: Callable[..., Page]) -> None:
    page = phone(CHEN)
    page.goto("/study")
    expect(page.get_by_role("link", name=REQUIRED).first).to_be_visible()
    lose_network(page, "catalogue", "course-standings")
    page.reload()
    page.get_by_role("searchbox", name="搜索课程").fill("jtjj")
    expect(page.get_by_role("link", name=REQUIRED)).to_be_visible()
    expect(page.get_by_role("link", name="识破骗局")).to_have_count(0)
    page.get_by_role("searchbox", name="搜索课程").fill("")
    page.get_by_role("button", name="推荐").click()
    expect(page.get_by_role("listitem").get_by_role("link")).to_have_count(1)
    find_network(page)


def test_an_assigned_course_shows_its_day_and_who_lags(phone: Callable[..., Page], api: Any) -> None:
    branch = api(LI, "GET", "/api/me")["branch"]["id"]
    course = next(one for one in api(LI, "GET", "/api/courses?limit=100")["items"] if one["title"] == "智能手机从容用")
    secretary = phone(LI)
    secretary.goto(f"/organisations/{branch}/assignments/new?course={course['id']}")
    secretary.get_by_role("button", name="两周").click()
    secretary.get_by_label("附言").fill("一起学")
    secretary.get_by_role("button", name="布置课程").click()
    secretary.get_by_role("link", name="智能手机从容用").click()
    expect(secretary.get_by_role("heading", name="谁还没学完")).to_be_visible()
    secretary.get_by_role("button", name="读名单").click()
    expect(secretary.get_by_role("dialog").get_by_text("还差")).to_be_visible()
    secretary.get_by_role("button", name="关闭").click()
    member = phone(WANG)
    member.goto("/study/assignments")
    expect(member.get_by_text("一起学")).to_be_visible()
    secretary.get_by_role("button", name="撤回布置").click()
    secretary.get_by_role("dialog").get_by_role("button", name="撤回布置").click()
    expect(secretary.get_by_role("heading", name="布置的课程")).to_be_visible()
    member.reload()
    expect(member.get_by_text("识别危险信号").first).to_be_visible()
    expect(member.get_by_text("一起学")).to_have_count(0)
