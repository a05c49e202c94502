"""The people of the demo and an evening of theirs: what the journeys have in common."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Locator, Page, expect

# As the demo calls them.
WANG, LI, CHEN, LIN = "王建国", "李秀兰", "陈志远", "林若溪"
CODE_LIVES_MS = 18_000  # two slots of 6 s, 5 s on its way, and one more


def enter(page: Page, person: str) -> None:
    """Signs in to the app by the demo's button."""
    page.get_by_role("button", name=person).click()
    page.get_by_role("heading", name=f"{person}，你好").wait_for()


def open_todays_meeting(api: Any) -> dict[str, Any]:
    """The meeting of Li's branch that the demo plans for about now, open for signing in."""
    meetings = api(LI, "GET", "/api/meetings?mine=true")["items"]
    return dict(api(LI, "PUT", f"/api/meetings/{meetings[0]['id']}/opening", {}))


def plan_meeting(api: Any, *, by: str = LI, minutes: int = 30, branch: int | None = None) -> int:
    """A meeting of Li's branch, or of another one, that begins in some minutes."""
    begins = datetime.now(UTC) + timedelta(minutes=minutes)
    times = {"starts_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=1)).isoformat()}
    branch = branch or api(by, "GET", "/api/me")["branch"]["id"]
    plan = {"organisation_id": branch, "title": "消防演练", "kind": "activity", "place": "院子里", **times}
    return int(api(by, "POST", "/api/meetings", plan)["id"])


def put_off_what_comes_before(api: Any, minutes: int) -> None:
    """What the demo has planned for the next full hour would stand first on the home page, if that is nearer."""
    until = datetime.now(UTC) + timedelta(minutes=minutes)
    for one in api(LI, "GET", "/api/meetings?mine=true")["items"]:
        starts = datetime.fromisoformat(one["starts_at"])
        if one["state"] == "planned" and starts <= until:
            times = {"starts_at": (until + timedelta(minutes=1)).isoformat(), "ends_at": (until + timedelta(hours=1)).isoformat()}
            kept = {name: one[name] for name in ("title", "kind", "place")}
            api(LI, "PUT", f"/api/meetings/{one['id']}", {**kept, **times, "moved_reason": "场地晚些才空出来"})


def close_meeting(api: Any, meeting: int, by: str = LI) -> None:
    """A meeting that is closed stays as it is."""
    api(by, "PUT", f"/api/meetings/{meeting}/closing", {"head_count": None, "head_count_note": None})


def current_link(api: Any, meeting: int) -> str:
    return str(api(LI, "GET", f"/api/meetings/{meeting}/code")["url"])


def member_id(api: Any, person: str) -> int:
    return int(api(person, "GET", "/api/me")["id"])


def board_of(api: Any, meeting: int) -> Any:
    return api(LI, "GET", f"/api/meetings/{meeting}/board")


def names(people: list[dict[str, Any]]) -> list[str]:
    return [one["name"] for one in people]


KEPT = """async (name) => {
    const asked = indexedDB.open("muster");
    const db = await new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
    const found = db.transaction("remembered").objectStore("remembered").getKey(name);
    return new Promise((resolve) => (found.onsuccess = () => (db.close(), resolve(found.result))));
}"""


def lose_network(page: Page, *kept: str) -> None:
    """Once the app is on the phone, and what it takes along of the server: `reply-key`, `board-7`."""
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    for name in kept:
        _wait_until_kept(page, name)
    page.context.set_offline(True)


def _wait_until_kept(page: Page, name: str, seconds: float = 20) -> None:
    """`wait_for_function` takes a promise for a yes."""
    until = time.monotonic() + seconds
    while not page.evaluate(KEPT, name):
        assert time.monotonic() < until, f"{name} was never kept"
        page.wait_for_timeout(200)


def find_network(page: Page) -> None:
    page.context.set_offline(False)


def board_page(page: Page, meeting: int, part: str | None = None) -> Page:
    """The secretary's page of a meeting, with one of the board's parts open."""
    page.goto(f"/meetings/{meeting}")
    page.get_by_role("group", name="名单分四类").wait_for()
    if part:
        page.get_by_role("button", name=part).click()
    return page


def expect_receipt(page: Page) -> None:
    """The server's word that it has the sign-in; not a moment earlier."""
    expect(page.get_by_role("heading", name="签到已送达")).to_be_visible(timeout=20_000)


class Thumb:
    """A thumb that counts its taps."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, place: Locator) -> None:
        place.click()
        self.taps += 1
