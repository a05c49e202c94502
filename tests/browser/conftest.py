"""Muster as people meet it: the production server with the demo in it, and real browsers the size of a phone."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page

from tests.browser import films
from tests.browser.evening import LI, close_meeting, enter, plan_meeting

ROOT = Path(__file__).parents[2]
PHONE = {"width": 390, "height": 844}
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]
FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the demo's data, as scripts/run starts it."""
    assert (ROOT / "pwa" / "dist" / "index.html").exists(), "build the app first: scripts/test does"
    folder = tmp_path_factory.mktemp("server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    settings = {
        **os.environ,
        "MUSTER_MODE": "demo",
        "MUSTER_DATA_DIR": str(folder),
        "MUSTER_PUBLIC_URL": address,
        "MUSTER_LOG_LEVEL": "ERROR",
        "MUSTER_CODE_SECONDS": "6",  # three journeys wait for a code to die
    }
    for command in (["db", "upgrade"], ["demo", "load"]):
        flask = [sys.executable, "-m", "flask", "--app", "backend.app", *command]
        subprocess.run(flask, cwd=ROOT, env=settings, check=True, capture_output=True)
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"]
    with (folder / "server.log").open("wb") as log:
        program = subprocess.Popen(gunicorn, cwd=ROOT, env=settings, stdout=log, stderr=log)
    try:
        _wait(address)
        yield address
    finally:
        program.terminate()
        program.wait(timeout=30)


def _wait(address: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(f"{address}/readyz").close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    assert CHROMIUM, "install Debian's chromium"
    return {"executable_path": CHROMIUM, "args": [*QUIET, "--autoplay-policy=no-user-gesture-required"]}


@pytest.fixture
def phone(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """Opens a phone: `phone()` of a stranger, `phone("王建国")` of somebody signed in."""
    contexts = []

    def open_phone(person: str | None = None, browser: Browser = browser, **options: Any) -> Page:
        context = browser.new_context(
            **{"base_url": server, "viewport": PHONE, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", **options}
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.goto("/")
        if person:
            enter(page, person)
        return page

    yield open_phone
    for context in contexts:
        context.close()


class Camera:
    """A browser with a camera, and the film that the camera sees."""

    def __init__(self, browser: Browser, file: Path) -> None:
        self.browser, self.file = browser, file

    def show(self, link: str, look: films.Look = lambda picture: picture, share: float = 0.75) -> None:
        """From when the camera is next opened on."""
        films.film(link, self.file, look, share)


@pytest.fixture(scope="session")
def camera(browser_type: BrowserType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Camera]:
    file = tmp_path_factory.mktemp("camera") / "camera.y4m"
    args = [*QUIET, *FAKE_CAMERA, f"--use-file-for-fake-video-capture={file}"]
    films.film("https://elsewhere.example", file)
    with browser_type.launch(executable_path=CHROMIUM, args=args) as browser:
        yield Camera(browser, file)


@pytest.fixture
def api(server: str) -> Callable[..., Any]:
    """Asks the server directly, signed in as a person of the demo."""
    return Api(server)


class Api:
    def __init__(self, server: str) -> None:
        self.server = server
        self.tokens: dict[str, str] = {}

    def __call__(self, person: str, method: str, path: str, body: Any = None) -> Any:
        return json.loads(self._ask(person, method, path, body) or "null")

    def read(self, person: str, path: str) -> bytes:
        """What is no JSON: a photo, a file."""
        return self._ask(person, "GET", path)

    def put(self, person: str, path: str, content: bytes) -> None:
        """Sends what is no JSON: a part of a file."""
        headers = {"Authorization": f"Bearer {self._token(person)}", "Content-Type": "application/octet-stream"}
        urllib.request.urlopen(urllib.request.Request(self.server + path, content, headers, method="PUT")).close()

    def _ask(self, person: str, method: str, path: str, body: Any = None) -> bytes:
        return self._send(method, path, body, {"Authorization": f"Bearer {self._token(person)}"})

    def _token(self, person: str) -> str:
        if person not in self.tokens:
            people = json.loads(self._send("GET", "/api/deployment"))["demo_sign_ins"]
            one = next(one for one in people if one["name"] == person)
            opened = self._send("POST", "/api/auth/sessions", {"login": one["login"], "password": one["password"]})
            self.tokens[person] = json.loads(opened)["access_token"]
        return self.tokens[person]

    def _send(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] = MappingProxyType({})) -> bytes:
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.server + path, content, {"Content-Type": "application/json", **headers}, method=method)
        with urllib.request.urlopen(request) as answer:
            return bytes(answer.read())


@pytest.fixture
def meeting(api: Any) -> Iterator[int]:
    """A meeting of Li's branch for one test alone, open for signing in."""
    meeting = plan_meeting(api)
    api(LI, "PUT", f"/api/meetings/{meeting}/opening", {})
    yield meeting
    close_meeting(api, meeting)
