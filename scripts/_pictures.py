"""Takes the README's pictures, on a screen the size of a phone, from a demo that is running."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
MEMBER, SECRETARY = "王建国", "李秀兰"


def main(address: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        member, secretary = _sign_in(browser, address, MEMBER), _sign_in(browser, address, SECRETARY)
        _take(member, "home")
        member.goto(f"{address}/lessons/4")
        _take(member, "lesson")
        secretary.goto(f"{address}/branch")
        show = secretary.get_by_role("button", name="开始签到").or_(secretary.get_by_role("button", name="出示签到码"))
        show.first.click()
        secretary.get_by_role("img", name="签到二维码").wait_for()
        _take(secretary, "code")


def _sign_in(browser: Browser, address: str, name: str) -> Page:
    page = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2, locale="zh-CN").new_page()
    page.goto(address)
    page.get_by_role("button", name=name).click()
    page.get_by_role("heading", name=f"{name}，你好").wait_for()
    offer = page.get_by_role("button", name="现在这样就好")
    if offer.is_visible():
        offer.click()
    return page


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle") if name != "code" else page.wait_for_timeout(1500)
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
