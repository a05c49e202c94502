"""Fewer taps than any rival: what UX.md promises, counted."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Camera
from tests.browser.evening import CHEN, LI, WANG, Thumb, close_meeting, current_link, expect_receipt, open_todays_meeting, plan_meeting
from tests.browser.pixels import path_of, read_screen


def test_every_deed_takes_no_more_taps_than_promised(phone: Callable[..., Page], camera: Camera, api: Any) -> None:
    close_meeting(api, open_todays_meeting(api)["id"])  # which may begin before ours
    meeting = plan_meeting(api, minutes=2)  # comes first on everybody's home page
    taps = {
        "show the code": show_code(phone(LI)),
        "sign in by the phone's own camera": sign_in_by_native_camera(phone(CHEN), api, meeting),
        "sign in by the app's camera": sign_in_by_app(phone(WANG, browser=camera.browser, permissions=["camera"]), camera, api, meeting),
        "mark by hand": mark_by_hand(phone(LI)),
        "the month's study-hour file": take_months_file(phone(CHEN)),
    }
    close_meeting(api, meeting)
    promised = {
        "show the code": 2,
        "sign in by the phone's own camera": 2,
        "sign in by the app's camera": 2,
        "mark by hand": 3,
        "the month's study-hour file": 3,
    }
    assert {deed: count for deed, count in taps.items() if count > promised[deed]} == {}


def show_code(secretary: Page) -> int:
    thumb = Thumb()
    thumb.tap(secretary.get_by_role("button", name="开始签到"))
    expect(secretary.get_by_role("img", name="签到二维码")).to_be_visible()
    assert read_screen(secretary)
    return thumb.taps


def sign_in_by_native_camera(member: Page, api: Any, meeting: int) -> int:
    """The one tap is on the link that the camera shows."""
    member.goto(path_of(current_link(api, meeting)))
    expect_receipt(member)
    return 1


def sign_in_by_app(member: Page, camera: Camera, api: Any, meeting: int) -> int:
    thumb = Thumb()
    camera.show(current_link(api, meeting))
    thumb.tap(member.get_by_role("link", name="扫码", exact=True))
    expect_receipt(member)
    return thumb.taps


def mark_by_hand(secretary: Page) -> int:
    """Who is missing is seen without a tap on the meeting's page."""
    thumb = Thumb()
    thumb.tap(secretary.get_by_role("link", name="消防演练"))
    thumb.tap(secretary.get_by_role("button", name="手工签到：").first)
    thumb.tap(secretary.get_by_role("button", name="没带手机"))
    expect(secretary.get_by_text("已签到 3 人")).to_be_visible()
    return thumb.taps


def take_months_file(admin: Page) -> int:
    thumb = Thumb()
    thumb.tap(admin.get_by_role("link", name="支部", exact=True))
    thumb.tap(admin.get_by_role("link", name="报表"))
    expect(admin.get_by_text("学时 · 本月")).to_be_visible()
    with admin.expect_download() as waiting:
        thumb.tap(admin.get_by_role("button", name="下载 Excel"))
    assert waiting.value.suggested_filename.startswith("study-hours-")
    return thumb.taps
