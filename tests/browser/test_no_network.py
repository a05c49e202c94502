"""No network in the hall: the screen, the member's phone and the secretary's go on, and all of it comes together later."""

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
    expect_receipt,
    find_network,
    lose_network,
    member_id,
    names,
)
from tests.browser.pixels import path_of, read_screen

HALL = {"viewport": {"width": 1280, "height": 720}}
ALONE = "现在没有网络。这里继续出示签到码"


def test_a_scan_that_comes_after_its_code_has_died_waits_for_the_secretary(phone: Callable[..., Page], api: Any, meeting: int) -> None:
    member = phone(WANG)
    lose_network(member)
    member.goto(path_of(current_link(api, meeting)))
    expect(member.get_by_role("heading", name="已保存在手机")).to_be_visible()
    member.wait_for_timeout(CODE_LIVES_MS)
    find_network(member)
    expect(member.get_by_role("heading", name="已送达，等支部书记确认")).to_be_visible()
    assert WANG not in names(board_of(api, meeting)["signed_in"])

    secretary = board_page(phone(LI), meeting, "待确认")
    waiting = secretary.get_by_role("region", name="等你确认")
    expect(waiting).to_contain_text(WANG)
    expect(waiting).to_contain_text("扫码时没有网络")
    waiting.get_by_role("button", name="全部确认").click()
    secretary.get_by_role("button", name="已到").click()
    expect(secretary.get_by_role("listitem").filter(has_text=WANG)).to_contain_text("离线补签")
    member.goto(f"/meetings/{meeting}")
    expect(member.get_by_text("你已签到")).to_be_visible()


def test_the_hall_screen_goes_on_without_a_network(phone: Callable[..., Page], api: Any, meeting: int) -> None:
    screen = phone(LI, **HALL)
    screen.goto(f"/meetings/{meeting}/screen")
    screen.get_by_role("img", name="签到二维码").wait_for()
    lose_network(screen, f"lease-{meeting}", f"board-{meeting}")
    scan_from(screen, phone(WANG))
    screen.reload()
    scan_from(screen, phone(CHEN))
    find_network(screen)
    expect(screen.get_by_text(ALONE)).to_be_hidden(timeout=10_000)
    for name in (WANG, CHEN):
        expect(screen.get_by_text(name)).to_be_visible(timeout=10_000)
    before, seen, after = current_link(api, meeting), read_screen(screen), current_link(api, meeting)
    assert seen in (before, after)  # the code may turn while its pixels are read


def scan_from(screen: Page, member: Page) -> None:
    """Another phone reads the screen's pixels, and the server takes what it read."""
    expect(screen.get_by_text(ALONE)).to_be_visible(timeout=15_000)
    link = read_screen(screen)
    assert link
    member.goto(path_of(link))
    expect_receipt(member)


def test_two_phones_without_a_network_scan_one_another(phone: Callable[..., Page], camera: Camera, api: Any, meeting: int) -> None:
    """Whichever of them is back first, it is one arrival."""
    first, second = phone(WANG), phone(CHEN)
    secretary = board_page(phone(LI, browser=camera.browser, permissions=["camera"]), meeting)
    lose_network(secretary, f"board-{meeting}")
    for member in (first, second):
        lose_network(member, "reply-key")
        member.goto(path_of(current_link(api, meeting)))
        reply = member.get_by_role("img", name="回执码")
        expect(reply).to_be_visible()
        camera.show(read_screen(reply) or "")
        scan_by_camera(secretary, "一个回执码（送达后显示姓名）：已记下")
    secretary.get_by_role("button", name="已到").click()
    saved = secretary.get_by_role("listitem").filter(has_text="一个回执码")
    expect(saved).to_have_count(2)
    expect(saved.first).to_contain_text("已保存在这台手机")

    find_network(first)
    expect_receipt(first)
    find_network(secretary)
    expect(secretary.get_by_role("listitem").filter(has_text=CHEN)).to_contain_text("回执码（李秀兰）", timeout=15_000)
    find_network(second)
    expect(second.get_by_role("heading", name="签到已送达")).to_be_visible(timeout=15_000)
    assert sorted(names(board_of(api, meeting)["signed_in"])) == sorted([WANG, CHEN])
    for name in (WANG, CHEN):
        expect(secretary.get_by_role("listitem").filter(has_text=name)).to_have_count(1)


def scan_by_camera(secretary: Page, word: str) -> None:
    secretary.get_by_role("button", name="扫卡").click()
    expect(secretary.get_by_role("dialog").get_by_text(word)).to_be_visible()
    secretary.get_by_role("button", name="扫完了").click()


def test_the_secretary_marks_without_a_network_and_a_member_is_quicker(
    phone: Callable[..., Page], camera: Camera, api: Any, meeting: int
) -> None:
    printed = phone(LI)
    printed.goto("/cards")
    card = read_screen(printed.get_by_role("img", name=f"{LIN}的会员卡二维码"))
    camera.show(card or "")

    secretary = board_page(phone(LI, browser=camera.browser, permissions=["camera"]), meeting)
    lose_network(secretary, f"board-{meeting}")
    for name in (WANG, CHEN):
        secretary.get_by_role("button", name=f"手工签到：{name}").click()
        secretary.get_by_role("button", name="没带手机").click()
    scan_by_camera(secretary, f"{LIN}：已记下")
    secretary.get_by_role("button", name="已到").click()
    saved = secretary.get_by_role("listitem").filter(has_text="已保存在这台手机")
    expect(saved).to_have_count(3)

    member = phone(WANG)
    member.goto(path_of(current_link(api, meeting)))
    expect_receipt(member)
    find_network(secretary)
    expect(saved).to_have_count(0, timeout=15_000)
    arrived = secretary.get_by_role("region", name="已到")
    expect(arrived.get_by_role("listitem").filter(has_text=WANG)).to_contain_text("另有：D 手工：没带手机（李秀兰）", timeout=10_000)
    expect(arrived.get_by_role("listitem").filter(has_text=LIN)).to_contain_text("扫卡（李秀兰）")
    expect(arrived.get_by_role("listitem").filter(has_text=CHEN)).to_contain_text("手工：没带手机（李秀兰）")
    counting = {one["name"]: one["method"] for one in board_of(api, meeting)["signed_in"]}
    assert counting == {WANG: "code", CHEN: "by_hand", LIN: "card"}


def test_a_replaced_card_is_not_taken_and_says_why(phone: Callable[..., Page], camera: Camera, api: Any, meeting: int) -> None:
    old = api(WANG, "GET", "/api/me/card")
    api(LI, "POST", f"/api/members/{member_id(api, WANG)}/card-resets", {})
    camera.show(old["url"])
    secretary = board_page(phone(LI, browser=camera.browser, permissions=["camera"]), meeting)
    scan_by_camera(secretary, f"{WANG}：已记下")
    refused = secretary.get_by_role("alert").filter(has_text=f"{WANG}没有签上")
    expect(refused).to_contain_text("这张卡已经换过新的。请用新卡，或者手工签到。")
    refused.get_by_role("button", name="知道了").click()
    expect(refused).to_be_hidden()
    assert WANG in names(board_of(api, meeting)["missing"])
