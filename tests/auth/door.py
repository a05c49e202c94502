"""Standing at the door: sign in and refresh as a device would, with its cookies."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.cast import PASSWORD

HTTPS = "https://muster.test"
COOKIE = "__Host-muster"
CARDS = {"li": "000001", "wang": "000002", "zhao": "000003", "lin": "000005", "dong": "000008", "ning": "000009"}


def knock(device: FlaskClient, login: str, password: str = PASSWORD, **more: Any) -> Any:
    """Ask to be signed in."""
    return device.post("/api/auth/sessions", json={"login": login, "password": password, **more}, base_url=HTTPS)


def enter(app: Flask, person: str, **more: Any) -> tuple[FlaskClient, str]:
    """A new device of this person that is signed in, and its access token."""
    device = app.test_client()
    answer = knock(device, CARDS[person], **more)
    assert answer.status_code == 201, answer.json
    return device, answer.json["access_token"]


def refresh(device: FlaskClient, base_url: str = HTTPS) -> Any:
    return device.post("/api/auth/refresh", json={}, base_url=base_url)


def refresh_with(app: Flask, token: str) -> Any:
    """Refresh with this very token, as whoever holds it could."""
    return app.test_client(use_cookies=False).post("/api/auth/refresh", json={}, base_url=HTTPS, headers={"Cookie": f"{COOKIE}={token}"})


def refresh_token(answer: Any, name: str = COOKIE) -> str:
    """The refresh token that an answer hands out."""
    cookie = next(text for text in answer.headers.getlist("Set-Cookie") if text.startswith(f"{name}="))
    return str(cookie.partition("=")[2].partition(";")[0])


def ask_with(app: Flask, token: str, path: str = "/api/me") -> Any:
    return app.test_client().get(path, headers={"Authorization": f"Bearer {token}"})


def said(answer: Any) -> tuple[int, dict[str, Any]]:
    """An answer without what differs between any two: the request's id."""
    return answer.status_code, {**answer.json, "request_id": None}
