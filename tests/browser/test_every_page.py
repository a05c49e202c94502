"""Every page in both languages, light, dark and large: axe finds nothing, nothing is clipped or lacks its words, nothing leaves
the host."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.evening import CHEN, LI, LIN, WANG, open_todays_meeting
from tests.browser.sound import LOOKS, faults_here, put_on

MEMBER = ["/", "/study", "/courses/1", "/scan", "/branch", "/meetings?when=past", "/ranking"]
ME = [
    "/me",
    "/me/hours",
    "/me/points",
    "/me/card",
    "/me/calendar",
    "/me/attendance",
    "/me/attendance/traces",
    "/me/exports",
    "/study/outbox",
    "/me/downloads",
    "/me/notes",
]
TOLD = ["/me/notices", "/questions/1"]
STUDY = ["/study?q=jj", "/study/assignments", "/courses/4"]
LEARNERS_OF_A_BRANCH = ["learners", "held", "unsent", "below-target", "standings"]
COURSES_OF_A_BRANCH = ["menu", "assignments", "assignments/new", "assignments/new?course=4"]
BOOKS = ["/me/book?book=points&period=all", "/me/book?book=hours&period=all", "/points/rules", "/disputes", "/disputes/new", "/disputes/1"]
BOOKS_OF_OTHERS = ["/disputes/waiting", "/disputes/3", "/manual", "/manual/new", "/people/2/book?book=points&period=all"]
HOURS = ["/outside", "/outside/new", "/outside/1", "/certificates", "/hours/rules"]
SETTINGS = ["/settings", "/settings/text", "/settings/devices", "/settings/password", "/settings/about", "/offline", "/nowhere"]
SECRETARY = ["/branch", "/meetings/new", "/people", "/organisations", "/cards", "/plans", "/plans/new", "/corrections"]
ADMIN = [
    "/people/import",
    "/organisations/2",
    "/organisations/2/packages",
    "/organisations/2/below-target",
    "/organisations/2/standings",
    "/ranking?organisation=2",
    "/people/5",
    "/meetings/1",
    "/corrections",
    "/reports",
    "/reports/study-hours",
    "/reports/attendance",
    "/reports/targets",
    "/reports/files",
    "/reports/saved",
    "/reports/exports?organisation=2",
    "/reports/print?kind=points&organisation=5&first_day=2026-11-01&last_day=2026-11-30",
]
# What Lin writes: the city's courses; and a district that has none of its own yet.
AUTHOR = ["/organisations/1/authored-courses", "/organisations/3/authored-courses", "/authored-courses/1"]
# Meetings have pages of their own: while it is open, and what stays of it.
OPEN = ["", "/screen", "/poster", "/roster", "/closing", "/minutes", "/photos"]
CLOSED = ["", "/record", "/minutes", "/photos", "/closing"]
PLANNED = ["", "/edit"]
# Where a phone's own camera leads with a card or a reply.
FOREIGN = [f"/C/{'0' * 39}", f"/R/{'0' * 45}"]
KINDS = ("text", "video", "audio", "pdf")


def lessons(api: Any) -> list[str]:
    """One lesson of each kind."""
    courses = [api(WANG, "GET", f"/api/courses/{one['id']}") for one in api(WANG, "GET", "/api/courses")["items"]]
    every = [lesson for course in courses for lesson in course["lessons"]]
    return [f"/lessons/{next(lesson['id'] for lesson in every if lesson['kind'] == kind)}" for kind in KINDS]


def meetings(api: Any) -> list[str]:
    """Every page of a meeting that is open, of one that is over, and of one to come."""
    going_on, over = open_todays_meeting(api)["id"], api(LI, "GET", "/api/meetings?mine=true&when=past")["items"][0]["id"]
    to_come = next(one["id"] for one in api(LI, "GET", "/api/meetings?mine=true")["items"] if one["state"] == "planned")
    pages = {going_on: OPEN, over: CLOSED, to_come: PLANNED}
    return [f"/meetings/{meeting}{page}" for meeting, every in pages.items() for page in every]


def entry(api: Any) -> str:
    """One entry of Wang's points."""
    return f"/entries/{api(WANG, 'GET', '/api/points/entries')['items'][0]['id']}"


def branch_of(api: Any) -> int:
    return int(api(LI, "GET", "/api/me")["branch"]["id"])


def pages_of(person: str | None, api: Any) -> list[str]:
    """What a person of the demo sees: the member, the secretary, the district's and the city's admin, and a stranger."""
    rounds: dict[str | None, Callable[[], list[str]]] = {
        None: lambda: ["/sign-in", *FOREIGN, "/V", f"/V/{'0' * 20}"],
        WANG: lambda: [*MEMBER, *STUDY, *ME, *TOLD, *HOURS, *BOOKS, entry(api), *SETTINGS, *lessons(api)],
        LI: lambda: [
            *SECRETARY,
            *BOOKS_OF_OTHERS,
            *meetings(api),
            f"/organisations/{branch_of(api)}/outside",
            f"/organisations/{branch_of(api)}/handover",
            *(f"/organisations/{branch_of(api)}/{page}" for page in LEARNERS_OF_A_BRANCH),
            f"/organisations/{branch_of(api)}/reported-posts",
            *(f"/organisations/{branch_of(api)}/{page}" for page in COURSES_OF_A_BRANCH),
            f"/assignments/1/laggards?organisation={branch_of(api)}",
        ],
        CHEN: lambda: ADMIN,
        LIN: lambda: ["/closings", "/points/rules", *AUTHOR, *(path.replace("/lessons", "/authored-lessons") for path in lessons(api))],
    }
    return rounds[person]()


@pytest.mark.parametrize("person", [None, WANG, LI, CHEN, LIN])
def test_every_page_is_sound(person: str | None, phone: Callable[..., Page], api: Any, server: str) -> None:
    page, faults = phone(person), list[str]()
    watch(page, server, faults)
    for path in pages_of(person, api):
        open_page(page, path)
        for look in LOOKS:
            put_on(page, look)
            faults += [f"{look} {path}: {fault}" for fault in faults_here(page, look)]
    assert not faults, "\n".join(faults)


def watch(page: Page, server: str, faults: list[str]) -> None:
    page.on("request", lambda request: leaves(request.url, server) and faults.append(f"a request leaves for {request.url}"))
    page.on("pageerror", lambda error: faults.append(f"an error: {error}"))


def leaves(url: str, server: str) -> bool:
    return url.startswith(("http:", "https:")) and not url.startswith(server)


def open_page(page: Page, path: str) -> None:
    put_on(page, next(iter(LOOKS)))
    page.goto(path)
    page.get_by_role("heading", level=1).first.wait_for(state="attached")
    page.wait_for_function("() => !document.querySelector('.van-skeleton')")
