"""The camera reads the code from real pixels: glare, tilt, far away, on a dim screen."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser import films
from tests.browser.conftest import Camera
from tests.browser.evening import WANG, current_link

LOOKS: dict[str, tuple[films.Look, float]] = {
    "glare": (films.glare, 0.75),
    "tilted": (films.tilted, 0.7),
    "small": (lambda picture: picture, 0.28),
    "dim": (films.dim, 0.7),
    "bright": (films.bright, 0.6),
}


def test_the_camera_reads_the_code_whatever_the_light(phone: Callable[..., Page], camera: Camera, api: Any, meeting: int) -> None:
    member = phone(WANG, browser=camera.browser, permissions=["camera"])
    for look, share in LOOKS.values():
        camera.show(current_link(api, meeting), look, share)
        member.goto("/scan")
        member.wait_for_url("**/S/*", timeout=20_000)
        expect(member.get_by_role("heading", name=re.compile("签到已送达|已经签到过了"))).to_be_visible()
