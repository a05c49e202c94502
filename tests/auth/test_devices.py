"""My devices: which are signed in, and signing them out."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.asker import Asker
from tests.auth.door import HTTPS, ask_with, enter, knock, refresh, refresh_token
from tests.cast import World
from tests.core.moving_clock import later


def test_the_list_names_every_device_and_this_one(app: Flask, ask: Asker, world: World) -> None:
    _, token = enter(app, "wang", device_name="平板")
    listed = ask_with(app, token, "/api/auth/sessions").json["items"]
    assert [(one["device_name"], one["current"]) for one in listed] == [("平板", True), ("wang's phone", False)]


def test_the_list_holds_nobody_elses_devices(ask: Asker, world: World) -> None:
    assert [one["device_name"] for one in ask("zhao", "GET", "/api/auth/sessions").json["items"]] == ["zhao's phone"]


def test_the_list_says_when_a_device_was_last_seen(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    device, _ = enter(app, "wang")
    later(monkeypatch, timedelta(hours=5))
    token = refresh(device).json["access_token"]
    later(monkeypatch, timedelta(0))
    one = ask_with(app, token, "/api/auth/sessions").json["items"][0]
    assert one["last_seen_at"] > one["created_at"]


def test_a_device_signed_out_from_elsewhere_is_out_at_once(app: Flask, ask: Asker, world: World) -> None:
    device, token = enter(app, "wang")
    lost = ask_with(app, token, "/api/auth/sessions").json["items"][0]["id"]
    assert ask("wang", "DELETE", f"/api/auth/sessions/{lost}").status_code == 204
    assert ask_with(app, token).json["code"] == "session_ended"
    assert refresh(device).status_code == 401
    assert ask("wang", "GET", "/api/me").status_code == 200


def test_ending_all_others_leaves_this_one(app: Flask, ask: Asker, world: World) -> None:
    tokens = [enter(app, "wang")[1] for _ in range(2)]
    assert ask("wang", "DELETE", "/api/auth/sessions").status_code == 204
    assert [ask_with(app, token).status_code for token in tokens] == [401, 401]
    assert [one["device_name"] for one in ask("wang", "GET", "/api/auth/sessions").json["items"]] == ["wang's phone"]


def test_another_members_device_does_not_exist_for_me(ask: Asker, world: World) -> None:
    answers = [ask("wang", "DELETE", f"/api/auth/sessions/{id}") for id in (world["session of li"], 10**9)]
    assert {answer.status_code for answer in answers} == {404}
    assert ask("li", "GET", "/api/me").status_code == 200


def test_a_device_can_be_ended_once(app: Flask, ask: Asker, world: World) -> None:
    _, token = enter(app, "wang")
    lost = ask_with(app, token, "/api/auth/sessions").json["items"][0]["id"]
    assert [ask("wang", "DELETE", f"/api/auth/sessions/{lost}").status_code for _ in range(2)] == [204, 404]


def test_signing_out_takes_the_cookie_and_the_session(app: Flask, world: World) -> None:
    device, token = enter(app, "wang")
    before = device.get_cookie("__Host-muster", "muster.test")
    answer = device.delete("/api/auth/session", headers={"Authorization": f"Bearer {token}"}, base_url=HTTPS)
    assert (answer.status_code, refresh_token(answer)) == (204, "")
    assert before is not None
    assert device.get_cookie("__Host-muster", "muster.test") is None
    assert ask_with(app, token).status_code == 401


def test_a_stranger_has_no_devices(ask: Asker, world: World) -> None:
    assert ask(None, "GET", "/api/auth/sessions").json["code"] == "token_missing"


def test_signing_in_again_on_a_device_is_another_session(app: Flask, ask: Asker, world: World) -> None:
    device, _ = enter(app, "wang")
    knock(device, "000002")
    assert len(ask("wang", "GET", "/api/auth/sessions").json["items"]) == 3
