"""Every page in both languages, light, dark and large: axe finds nothing, nothing is clipped, nothing leaves the host."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import CHEN, LI, WANG, open_todays_meeting

AXE = (Path(__file__).parents[2] / "pwa" / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
MEMBER = ["/", "/study", "/courses/1", "/scan", "/branch", "/meetings?when=past", "/ranking"]
ME = ["/me", "/me/hours", "/me/points", "/study/outbox"]
SETTINGS = ["/settings", "/settings/text", "/settings/devices", "/settings/password", "/settings/about", "/offline", "/nowhere"]
SECRETARY = ["/branch", "/meetings/new", "/people", "/reports", "/organisations"]
ADMIN = ["/people/import", "/organisations/2", "/people/5", "/meetings/1"]
KINDS = ("text", "video", "audio", "pdf")
LOOKS = {"zh": ("zh-CN", None), "en": ("en", None), "zh large": ("zh-CN", 30), "en large": ("en", 30)}


def lessons(api: Any) -> list[str]:
    """One lesson of each kind."""
    courses = [api(WANG, "GET", f"/api/courses/{one['id']}") for one in api(WANG, "GET", "/api/courses")["items"]]
    every = [lesson for course in courses for lesson in course["lessons"]]
    return [f"/lessons/{next(lesson['id'] for lesson in every if lesson['kind'] == kind)}" for kind in KINDS]


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_sound(look: str, phone: Callable[..., Page], api: Any, server: str) -> None:
    meeting = f"/meetings/{open_todays_meeting(api)['id']}"
    rounds = {
        None: ["/sign-in"],
        WANG: [*MEMBER, *ME, *SETTINGS, *lessons(api)],
        LI: [*SECRETARY, meeting, f"{meeting}/screen"],
        CHEN: ADMIN,
    }
    faults: list[str] = []
    for person, paths in rounds.items():
        page = phone(person)
        watch(page, server, faults)
        put_on(page, look)
        for path in paths:
            faults += [f"{look} {path}: {fault}" for fault in faults_of(page, path)]
    assert not faults, "\n".join(faults)


def watch(page: Page, server: str, faults: list[str]) -> None:
    page.on("request", lambda request: leaves(request.url, server) and faults.append(f"a request leaves for {request.url}"))
    page.on("pageerror", lambda error: faults.append(f"an error: {error}"))


def leaves(url: str, server: str) -> bool:
    return url.startswith(("http:", "https:")) and not url.startswith(server)


def put_on(page: Page, look: str) -> None:
    language, points = LOOKS[look]
    page.evaluate("language => localStorage.setItem('muster.locale', language)", language)
    if points:
        page.evaluate("points => localStorage.setItem('muster.text_points', points)", str(points))
        page.set_viewport_size({"width": 360, "height": 780})


def faults_of(page: Page, path: str) -> list[str]:
    page.goto(path)
    page.get_by_role("heading", level=1).first.wait_for(state="attached")
    page.wait_for_function("() => !document.querySelector('.van-skeleton')")
    faults = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        faults += [f"{scheme}: {fault}" for fault in axe(page)]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return faults + ([f"{wide} pixels are clipped at the side"] if wide > 0 else [])


def axe(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]
