"""A browser that can be killed like any process, on clocks that the test moves; the disk is real."""

import os
import signal
import time
from datetime import timedelta
from math import ceil
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Page

from tests.browser.conftest import CHROMIUM, PHONE, QUIET
from tests.cast import PASSWORD

BEAT_S = 4.9  # of a phone that is slow: a longer silence would not count
# Until the segment that grows is on the disk as far as the page has come.
WRITTEN = """async () => {
    const asked = indexedDB.open("muster");
    window.opened ??= await new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
    const read = (find) => new Promise((resolve) => {
        const found = find(window.opened.transaction("segments").objectStore("segments"));
        found.onsuccess = () => resolve(found.result);
    });
    const isLate = (rows) => Date.now() - Math.max(0, ...rows.map((row) => row.ended_ms)) > 5000;
    const open = (store) => store.index("[member_id+state]").getAll(IDBKeyRange.bound([0, "open"], [Infinity, "open"]));
    while (isLate((await read(open)).filter((row) => row.state === "open")) && isLate(await read((store) => store.getAll())));
}"""


class KilledPhone:
    """A real browser with a profile on the disk, which can be killed like any process."""

    def __init__(self, browser_type: BrowserType, profile: Path, address: str) -> None:
        self.browser_type, self.profile, self.address = browser_type, profile, address

    def start(self, later: timedelta = timedelta(), *, offline: bool = False) -> Page:
        """On its own clocks, which the test moves on."""
        place: dict[str, Any] = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": PHONE}
        options = {"base_url": self.address, "offline": offline, **place}
        self.context: BrowserContext = self.browser_type.launch_persistent_context(
            self.profile, executable_path=CHROMIUM, args=QUIET, **options
        )
        self.context.set_default_timeout(15_000)
        self.context.clock.install(time=time.time() + later.total_seconds())
        return self.context.pages[0]

    def kill(self) -> None:
        """No chance to write anything, for any process of this profile."""
        for pid in self._processes():
            os.kill(pid, signal.SIGKILL)
        while self._processes():
            time.sleep(0.05)

    def _processes(self) -> list[int]:
        """Its own alone: those started with this test's profile."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command, state = (folder / "cmdline").read_bytes(), (folder / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if str(self.profile).encode() in command and state != "Z":
                found.append(int(folder.name))
        return found


def enter_by_card(page: Page) -> None:
    page.goto("/")
    page.get_by_label("学习卡号或手机号").fill("000002")
    page.get_by_role("textbox", name="密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", name="Wang，你好").wait_for()


def pass_time(page: Page, span: timedelta) -> None:
    """The page's clocks run only when moved, and then faster; its timers, its writing, the disk and the thumb are real."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)
    for beat in range(ceil(span.total_seconds() / BEAT_S)):
        page.clock.fast_forward(int(BEAT_S * 1000))
        if beat % 3 == 0:  # the disk does not run faster
            page.evaluate(WRITTEN)
        if beat % 40 == 0:
            page.mouse.move(100 + beat % 7, 300 + beat % 11)
    page.evaluate(WRITTEN)
