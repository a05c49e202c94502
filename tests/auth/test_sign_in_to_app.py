"""Signing in to the app: by card or phone, and nothing given away to whoever is not let in."""

from typing import Any

import pytest
from flask import Flask

from backend.auth import passwords
from backend.core.anchor import read_anchor
from tests.asker import Asker
from tests.auth.door import CARDS, ask_with, enter, knock, said
from tests.cast import World


def test_a_member_signs_in_by_card_number(app: Flask, world: World) -> None:
    answer = knock(app.test_client(), "000002")
    assert answer.status_code == 201
    assert (answer.json["member"]["id"], answer.json["must_change_password"], answer.json["expires_in"]) == (world["wang"], False, 900)
    assert ask_with(app, answer.json["access_token"]).json["name"] == "Wang"


def test_the_answer_tells_the_servers_time_so_that_the_browser_can_prove_its_key(app: Flask, world: World) -> None:
    answer = knock(app.test_client(), "000002")
    with app.test_request_context():
        assert read_anchor(answer.headers["Muster-Anchor"], world["wang"]) is not None


def test_a_member_signs_in_by_phone(app: Flask, world: World) -> None:
    assert knock(app.test_client(), " 19900000002 ").json["member"]["id"] == world["wang"]


def test_the_answer_hides_the_phone(app: Flask, world: World) -> None:
    answer = knock(app.test_client(), "19900000002")
    assert answer.json["member"]["phone"] == "199****0002"
    assert "19900000002" not in answer.get_data(as_text=True)


def test_a_wrong_password_opens_nothing(app: Flask, world: World, ask: Asker) -> None:
    before = len(ask("wang", "GET", "/api/auth/sessions").json["items"])
    answer = knock(app.test_client(), "000002", "wrong horse")
    assert (answer.status_code, answer.json["code"]) == (401, "login_refused")
    assert not answer.headers.getlist("Set-Cookie")
    assert len(ask("wang", "GET", "/api/auth/sessions").json["items"]) == before


@pytest.mark.parametrize("login", ["nobody", "13800000000", "000008", "19900000008"], ids=["card", "phone", "disabled", "disabled phone"])
def test_unknown_and_disabled_logins_answer_like_a_wrong_password(app: Flask, world: World, login: str) -> None:
    wrong, unknown = knock(app.test_client(), "000002", "wrong horse"), knock(app.test_client(), login)
    assert said(unknown) == said(wrong)
    assert sorted(unknown.headers.keys()) == sorted(wrong.headers.keys())


@pytest.mark.parametrize("login", ["000002", "nobody", "000008"], ids=["known", "unknown", "disabled"])
def test_every_login_verifies_one_hash(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch, login: str) -> None:
    counted = CountedHasher()
    monkeypatch.setattr(passwords, "HASHER", counted)
    knock(app.test_client(), login, "wrong horse")
    assert counted.verified == 1
    parts = passwords.NOBODY.split("$")
    assert parts[3] == "m=19456,t=2,p=1"  # the stand-in costs what a real one costs


class CountedHasher:
    """The real hasher, counted."""

    def __init__(self) -> None:
        self.real, self.verified = passwords.HASHER, 0

    def verify(self, *given: Any) -> bool:
        self.verified += 1
        return self.real.verify(*given)


def test_a_password_is_never_trimmed(app: Flask, world: World) -> None:
    assert knock(app.test_client(), "000002", "correct horse ").status_code == 401


def test_the_device_is_listed_by_the_name_it_gave(app: Flask, world: World, ask: Asker) -> None:
    enter(app, "wang", device_name="客厅的平板")
    names = [one["device_name"] for one in ask("wang", "GET", "/api/auth/sessions").json["items"]]
    assert names == ["客厅的平板", "wang's phone"]


def test_a_stranger_gets_no_further_than_the_door(app: Flask, world: World) -> None:
    device = app.test_client()
    knock(device, CARDS["wang"], "wrong horse")
    assert device.get("/api/me").json["code"] == "token_missing"
