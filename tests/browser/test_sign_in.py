"""The evening of a meeting: a screen, phones that scan it, and a board that fills by itself."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Camera
from tests.browser.evening import (
    CHEN,
    CODE_LIVES_MS,
    LI,
    LIN,
    WANG,
    board_of,
    board_page,
    current_link,
    enter,
    expect_receipt,
    find_network,
    lose_network,
    names,
    open_todays_meeting,
)
from tests.browser.pixels import path_of


def test_the_secretary_shows_the_code_and_a_camera_signs_in(phone: Callable[..., Page], camera: Camera, api: Any) -> None:
    secretary = phone(LI)
    secretary.get_by_role("button", name="开始签到").or_(secretary.get_by_role("button", name="出示签到码")).first.click()
    expect(secretary.get_by_role("img", name="签到二维码")).to_be_visible()
    meeting = int(secretary.url.split("/")[-2])
    board = board_page(phone(LI), meeting)
    expect(board.get_by_role("region", name="未到")).to_contain_text(WANG)

    member = phone(WANG, browser=camera.browser, permissions=["camera"])
    camera.show(current_link(api, meeting))
    member.get_by_role("link", name="扫码", exact=True).click()
    expect_receipt(member)

    board.get_by_role("button", name="已到").click()
    expect(board.get_by_role("region", name="已到")).to_contain_text(WANG, timeout=10_000)
    expect(secretary.get_by_text(WANG)).to_be_visible(timeout=10_000)


def test_a_scan_survives_a_slow_login_in_this_tab_or_in_another(phone: Callable[..., Page], api: Any, meeting: int) -> None:
    """The link opens a browser where nobody is signed in: the code is exchanged first, the password may take its time."""
    here, there = phone(), phone()
    for stranger in (here, there):
        stranger.goto(path_of(current_link(api, meeting)))
        expect(stranger.get_by_role("button", name="登录并签到")).to_be_visible()
    here.get_by_role("button", name="登录并签到").click()
    here.wait_for_timeout(CODE_LIVES_MS)
    here.get_by_role("button", name=CHEN).click()
    expect_receipt(here)
    other_tab = there.context.new_page()
    other_tab.goto("/")
    enter(other_tab, WANG)
    expect_receipt(there)
    assert {CHEN, WANG} <= set(names(board_of(api, meeting)["signed_in"]))


def test_a_network_lost_in_the_middle_of_a_scan_loses_nothing(phone: Callable[..., Page], api: Any, meeting: int) -> None:
    member = phone(LIN)
    member.route("**/api/sign-ins", lambda route: route.abort())
    member.goto(path_of(current_link(api, meeting)))
    expect(member.get_by_text("已保存在手机", exact=False).first).to_be_visible(timeout=15_000)
    member.unroute("**/api/sign-ins")
    member.evaluate("window.dispatchEvent(new Event('online'))")
    expect_receipt(member)


def test_a_scan_without_any_network_is_delivered_when_it_is_back(phone: Callable[..., Page], api: Any, meeting: int) -> None:
    member = phone(WANG)
    lose_network(member)
    member.goto(path_of(current_link(api, meeting)))
    expect(member.get_by_text("已保存在手机", exact=False).first).to_be_visible()
    find_network(member)
    expect_receipt(member)


def test_the_secretary_marks_somebody_without_a_phone(phone: Callable[..., Page], api: Any) -> None:
    meeting = open_todays_meeting(api)
    secretary = board_page(phone(LI), meeting["id"])
    name = board_of(api, meeting["id"])["missing"][-1]["name"]
    secretary.get_by_role("button", name=f"手工签到：{name}").click()
    secretary.get_by_role("button", name="没带手机").click()
    secretary.get_by_role("button", name="已到").click()
    expect(secretary.get_by_role("region", name="已到")).to_contain_text(name, timeout=10_000)


def test_six_digits_sign_in_where_no_camera_is(phone: Callable[..., Page], api: Any) -> None:
    meeting = open_todays_meeting(api)
    secretary = phone(LI)
    secretary.goto("/scan")
    digits = api(LI, "GET", f"/api/meetings/{meeting['id']}/code")["digits"]
    secretary.get_by_role("textbox").last.fill(digits)
    secretary.get_by_role("button", name="签到", exact=True).click()
    expect_receipt(secretary)
