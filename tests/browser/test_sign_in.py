"""The evening of a meeting: a screen, phones that scan it, and a board that fills by itself."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import qrcode
from PIL import Image
from playwright.sync_api import BrowserType, Page, expect

from tests.browser.conftest import CHEN, CHROMIUM, LI, QUIET, WANG, open_todays_meeting

FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


def film(link: str, file: Path, size: int = 480) -> None:
    """A film of one picture, the link's QR code, for Chromium's fake camera (raw YUV 4:2:0)."""
    symbol = qrcode.make(link).convert("L").resize((size * 3 // 4, size * 3 // 4))
    picture = Image.new("L", (size, size), 160)
    picture.paste(symbol, (size // 8, size // 8))
    frame = b"FRAME\n" + picture.tobytes() + bytes([128]) * (size * size // 2)
    file.write_bytes(f"YUV4MPEG2 W{size} H{size} F10:1 Ip A1:1 C420\n".encode() + frame * 3)


@pytest.fixture
def meeting(api: Any) -> Iterator[int]:
    """A meeting of Li's branch for one test alone, open for signing in."""
    begins = datetime.now(UTC) + timedelta(minutes=30)
    times = {"starts_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=1)).isoformat()}
    branch = api(LI, "GET", "/api/me")["branch"]["id"]
    plan = {"organisation_id": branch, "title": "消防演练", "kind": "activity", "place": "院子里", **times}
    meeting = api(LI, "POST", "/api/meetings", plan)["id"]
    api(LI, "PUT", f"/api/meetings/{meeting}/opening", {})
    yield meeting
    api(LI, "PUT", f"/api/meetings/{meeting}/closing", {})


def current_link(api: Any, meeting: int) -> str:
    return str(api(LI, "GET", f"/api/meetings/{meeting}/code")["url"])


def expect_receipt(page: Page) -> None:
    """The server's word that it has the sign-in; not a moment earlier."""
    expect(page.get_by_role("heading", name="签到已送达")).to_be_visible(timeout=20_000)


def test_the_secretary_shows_the_code_and_a_camera_signs_in(
    phone: Callable[..., Page], browser_type: BrowserType, api: Any, tmp_path: Path
) -> None:
    secretary = phone(LI)
    secretary.get_by_role("button", name="开始签到").or_(secretary.get_by_role("button", name="出示签到码")).first.click()
    expect(secretary.get_by_role("img", name="签到二维码")).to_be_visible()
    meeting = int(secretary.url.split("/")[-2])
    board = phone(LI)
    board.goto(f"/meetings/{meeting}")
    expect(board.get_by_role("region", name="未到")).to_contain_text(WANG)

    camera = tmp_path / "camera.y4m"
    film(current_link(api, meeting), camera)
    args = [*QUIET, *FAKE_CAMERA, f"--use-file-for-fake-video-capture={camera}"]
    with browser_type.launch(executable_path=CHROMIUM, args=args) as browser:
        member = phone(WANG, browser=browser, permissions=["camera"])
        film(current_link(api, meeting), camera)
        member.get_by_role("link", name="扫码", exact=True).click()
        expect_receipt(member)

    expect(board.get_by_role("region", name="已到")).to_contain_text(WANG, timeout=10_000)
    expect(secretary.get_by_text(WANG)).to_be_visible(timeout=10_000)


def test_a_scan_by_the_phones_own_camera_survives_signing_in_to_the_app(phone: Callable[..., Page], api: Any, meeting: int) -> None:
    """The link opens a browser where nobody is signed in: the code is exchanged first, the password may take its time."""
    stranger = phone()
    stranger.goto(f"/S/{current_link(api, meeting).partition('/S/')[2]}")
    stranger.get_by_role("button", name="登录并签到").click()
    stranger.get_by_role("button", name=CHEN).wait_for()
    stranger.wait_for_timeout(26_000)  # the code on the screen is long gone
    stranger.get_by_role("button", name=CHEN).click()
    expect_receipt(stranger)
    names = [one["name"] for one in api(LI, "GET", f"/api/meetings/{meeting}/board")["signed_in"]]
    assert CHEN in names


def test_a_network_lost_in_the_middle_of_a_scan_loses_nothing(phone: Callable[..., Page], api: Any, meeting: int) -> None:
    member = phone("林若溪")
    member.route("**/api/sign-ins", lambda route: route.abort())
    path = current_link(api, meeting).partition("/S/")[2]
    member.goto(f"/S/{path}")
    expect(member.get_by_text("已保存在手机", exact=False).first).to_be_visible(timeout=15_000)
    member.unroute("**/api/sign-ins")
    member.evaluate("window.dispatchEvent(new Event('online'))")
    expect_receipt(member)


def test_a_scan_without_any_network_is_delivered_when_it_is_back(phone: Callable[..., Page], api: Any, meeting: int) -> None:
    member = phone(WANG)
    member.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    path = current_link(api, meeting).partition("/S/")[2]
    member.context.set_offline(True)
    member.goto(f"/S/{path}")
    expect(member.get_by_text("已保存在手机", exact=False).first).to_be_visible()
    member.context.set_offline(False)
    expect_receipt(member)


def test_the_secretary_marks_somebody_without_a_phone(phone: Callable[..., Page], api: Any) -> None:
    meeting = open_todays_meeting(api)
    secretary = phone(LI)
    secretary.goto(f"/meetings/{meeting['id']}")
    name = api(LI, "GET", f"/api/meetings/{meeting['id']}/board")["missing"][-1]["name"]
    secretary.get_by_role("button", name=f"手工签到：{name}").click()
    secretary.get_by_role("button", name="没带手机").click()
    expect(secretary.get_by_role("region", name="已到")).to_contain_text(name, timeout=10_000)


def test_six_digits_sign_in_where_no_camera_is(phone: Callable[..., Page], api: Any) -> None:
    meeting = open_todays_meeting(api)
    secretary = phone(LI)
    secretary.goto("/scan")
    digits = api(LI, "GET", f"/api/meetings/{meeting['id']}/code")["digits"]
    secretary.get_by_role("textbox").last.fill(digits)
    secretary.get_by_role("button", name="签到", exact=True).click()
    expect_receipt(secretary)
