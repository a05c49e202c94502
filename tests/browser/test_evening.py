"""An evening's smaller stories: leave, a shared phone, several screens, a second look, a code that is replaced."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.evening import (
    CHEN,
    LI,
    LIN,
    WANG,
    Thumb,
    board_of,
    board_page,
    close_meeting,
    current_link,
    enter,
    expect_receipt,
    names,
    plan_meeting,
    put_off_what_comes_before,
)
from tests.browser.pixels import path_of, read_screen

HALL = {"viewport": {"width": 1280, "height": 720}}


def test_a_leave_takes_three_taps_and_coming_after_all_takes_one(phone: Callable[..., Page], api: Any) -> None:
    put_off_what_comes_before(api, minutes=5)
    meeting, thumb = plan_meeting(api, minutes=5), Thumb()
    member = phone(WANG)
    thumb.tap(member.get_by_role("link", name="消防演练"))
    thumb.tap(member.get_by_role("button", name="请假"))
    thumb.tap(member.get_by_role("button", name="身体不舒服"))
    expect(member.get_by_text("你已请假，等支部书记决定。")).to_be_visible()
    assert thumb.taps <= 3

    secretary = phone(LI)
    secretary.goto(f"/meetings/{meeting}")
    asked = secretary.get_by_role("article").filter(has_text=WANG)
    expect(asked).to_contain_text("身体不舒服")
    asked.get_by_role("button", name="准假", exact=True).click()
    expect(asked).to_contain_text("已准假")
    member.reload()
    expect(member.get_by_text("已准假，这次不用来。")).to_be_visible()

    api(LI, "PUT", f"/api/meetings/{meeting}/opening", {})
    member.goto(path_of(current_link(api, meeting)))
    expect(member.get_by_text("你这次请了假。")).to_be_visible()
    assert member.get_by_role("button").all_inner_texts() == ["我来了：撤回请假并签到"]
    member.get_by_role("button").click()
    expect_receipt(member)
    close_meeting(api, meeting)


def test_the_second_member_on_one_phone_waits_for_the_secretarys_tap(phone: Callable[..., Page], api: Any, meeting: int) -> None:
    shared = phone(WANG)
    shared.goto(path_of(current_link(api, meeting)))
    expect_receipt(shared)
    shared.goto("/settings")
    shared.get_by_role("button", name="退出登录").click()
    shared.get_by_role("dialog").get_by_role("button", name="退出登录").click()
    enter(shared, LIN)
    shared.goto(path_of(current_link(api, meeting)))
    expect(shared.get_by_role("heading", name="已送达，等支部书记确认")).to_be_visible()
    expect(shared.get_by_text("这台手机这次已经给别人签到")).to_be_visible()

    secretary = board_page(phone(LI), meeting, "待确认")
    claim = secretary.get_by_role("listitem").filter(has_text=LIN)
    expect(claim).to_contain_text("用了别人的手机")
    secretary.get_by_role("button", name="全部确认").click()
    secretary.get_by_role("button", name="已到").click()
    expect(secretary.get_by_role("listitem").filter(has_text=LIN)).to_be_visible(timeout=10_000)
    assert sorted(names(board_of(api, meeting)["signed_in"])) == sorted([WANG, LIN])


def test_any_number_of_screens_show_the_same(phone: Callable[..., Page], api: Any, meeting: int) -> None:
    screens = [phone(LI, **HALL), phone(LI), phone(CHEN, **HALL)]
    for screen in screens:
        screen.goto(f"/meetings/{meeting}/screen")
        screen.get_by_role("img", name="签到二维码").wait_for()
    # A moment in which no slot ends between the first look and the last.
    for _ in range(3):
        seen = {(read_screen(screen), screen.locator(".digits").inner_text()) for screen in screens}
        if len(seen) == 1:
            break
    assert len(seen) == 1
    assert None not in seen.pop()


def test_the_screen_turns_to_the_sign_out_code(phone: Callable[..., Page], api: Any, meeting: int) -> None:
    member = phone(WANG)
    member.goto(path_of(current_link(api, meeting)))
    expect_receipt(member)
    screen = phone(LI, **HALL)
    screen.goto(f"/meetings/{meeting}/screen")
    before = screen.get_by_role("img", name="签到二维码").get_attribute("src")
    screen.get_by_role("button", name="换成签退码").click()
    expect(screen.get_by_text("签退", exact=True)).to_be_visible()
    expect(screen.get_by_role("img", name="签到二维码")).not_to_have_attribute("src", before or "")
    member.goto(path_of(read_screen(screen) or ""))
    expect(member.get_by_role("heading", name="签退已送达")).to_be_visible()
    secretary = board_page(phone(LI), meeting, "已到")
    expect(secretary.get_by_role("listitem").filter(has_text=WANG)).to_contain_text("早退")


def test_nobody_knows_when_the_second_code_comes(phone: Callable[..., Page], api: Any, meeting: int) -> None:
    screen = phone(LI, **HALL)
    screen.goto(f"/meetings/{meeting}/screen")
    for person in (WANG, CHEN):
        member = phone(person)
        member.goto(path_of(current_link(api, meeting)))
        expect_receipt(member)
    secretary = board_page(phone(LI), meeting)
    secretary.get_by_role("button", name="点三个名").click()
    called = secretary.get_by_role("listitem").filter(has=secretary.get_by_role("button", name="不在"))
    expect(called).to_have_count(2)
    there = called.filter(has_text=WANG).get_by_role("button", name="在", exact=True)
    there.click()
    expect(there).to_have_attribute("aria-pressed", "true")

    secretary.get_by_role("button", name="出点名码").click()
    expect(secretary.get_by_text("点名码会在 20 分钟内自动出现在屏幕上，停 3 分钟。")).to_be_visible()
    second = next(check for check in board_of(api, meeting)["checks"] if check["kind"] == "code")
    assert second["due_at"] is None
    assert second["ends_at"] is None
    expect(screen.get_by_text("再次点名")).to_be_hidden()
    assert api(LI, "GET", f"/api/meetings/{meeting}/code")["purpose"] == "in"


def test_replacing_the_code_makes_the_old_picture_void(phone: Callable[..., Page], api: Any, meeting: int) -> None:
    screen, member = phone(LI, **HALL), phone(WANG)
    screen.goto(f"/meetings/{meeting}/screen")
    screen.get_by_role("img", name="签到二维码").wait_for()
    old = read_screen(screen) or ""
    screen.get_by_role("button", name="重置签到码").click()
    screen.get_by_role("dialog").get_by_role("button", name="重置签到码").click()
    expect(screen.get_by_text("已换成新的签到码")).to_be_visible()
    member.goto(path_of(old))
    expect(member.get_by_text("这不是有效的签到码，或者已经换成新的了。")).to_be_visible()
    member.goto(path_of(read_screen(screen) or ""))
    expect_receipt(member)
