"""Refreshing: a token that changes at each use, forgives a lost answer, and gives away whoever replays it."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from backend.auth.models import Session
from tests.asker import Asker
from tests.auth.door import CARDS, COOKIE, HTTPS, ask_with, enter, knock, refresh, refresh_token, refresh_with
from tests.cast import PASSWORD, World
from tests.core.moving_clock import later


def first_token(app: Flask) -> str:
    return refresh_token(knock(app.test_client(), CARDS["wang"]))


def test_it_gives_a_new_access_token_and_another_cookie(app: Flask, world: World) -> None:
    device, _ = enter(app, "wang")
    first, second = refresh(device), refresh(device)
    assert first.status_code == second.status_code == 200
    assert refresh_token(first) != refresh_token(second)
    assert ask_with(app, second.json["access_token"]).json["name"] == "Wang"


def test_a_lost_answer_is_given_again(app: Flask, world: World) -> None:
    token = first_token(app)
    first, again = refresh_with(app, token), refresh_with(app, token)
    assert again.status_code == 200
    assert refresh_token(first) == refresh_token(again)


def test_a_lost_answer_is_given_again_for_30_seconds(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    token = first_token(app)
    successor = refresh_token(refresh_with(app, token))
    later(monkeypatch, timedelta(seconds=29))
    assert refresh_token(refresh_with(app, token)) == successor


def test_a_token_replayed_later_ends_the_session_for_good(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch, session: Any) -> None:
    token = first_token(app)
    successor = refresh_token(refresh_with(app, token))
    later(monkeypatch, timedelta(seconds=31))
    assert refused(refresh_with(app, token))
    assert refused(refresh_with(app, successor))  # the thief's and the owner's: nobody can tell which is which
    assert session.get(Session, int(token.split(".")[0])).ended_because == "token_reused"


def test_the_token_before_the_last_ends_the_session_at_once(app: Flask, world: World) -> None:
    first = first_token(app)
    second = refresh_token(refresh_with(app, first))
    third = refresh_with(app, second)
    assert refused(refresh_with(app, first))
    assert refused(refresh_with(app, refresh_token(third)))
    assert ask_with(app, third.json["access_token"]).json["code"] == "session_ended"


def refused(answer: Any) -> bool:
    """Refused, and the cookie is taken away."""
    gone = refresh_token(answer) == ""
    return bool(gone and (answer.status_code, answer.json["code"]) == (401, "session_ended"))


def test_a_forged_token_neither_opens_nor_ends_a_session(app: Flask, world: World) -> None:
    token = first_token(app)
    session_id, _, mac = token.split(".")
    for forged in ("", "x", "1.2", "1.2.3.4", f"{session_id}.1.{mac}", f"{session_id}.0.{mac[:-1]}", f"{world['session of lin']}.0.{mac}"):
        assert refused(refresh_with(app, forged)), forged
    assert refresh_with(app, token).status_code == 200


def test_without_a_cookie_there_is_no_session(app: Flask, world: World) -> None:
    assert refused(refresh(app.test_client()))


def test_a_session_not_used_for_60_days_is_over(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    token = first_token(app)
    later(monkeypatch, timedelta(days=59))
    token = refresh_token(refresh_with(app, token))
    later(monkeypatch, timedelta(days=59 + 61))
    assert refused(refresh_with(app, token))


def test_a_disabled_member_gets_no_new_token(app: Flask, ask: Asker, world: World) -> None:
    token = first_token(app)
    ask("chen", "PUT", f"/api/members/{world['wang']}/status", json={"status": "disabled"})
    answer = refresh_with(app, token)
    assert (answer.status_code, answer.json["code"]) == (401, "session_ended")


def test_refreshes_at_the_same_moment_agree(app: Flask, world: World) -> None:
    token, answers, start = first_token(app), [], threading.Barrier(4)

    def go() -> None:
        start.wait()
        answers.append(refresh_with(app, token))

    tabs = [threading.Thread(target=go) for _ in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({refresh_token(answer) for answer in answers}) == 1


def test_over_https_the_cookie_belongs_to_this_host_alone(app: Flask, world: World) -> None:
    cookies = knock(app.test_client(), CARDS["wang"]).headers.getlist("Set-Cookie")
    attributes = set(next(text for text in cookies if text.startswith(f"{COOKIE}=")).split("; ")[1:])
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= attributes
    assert not any(one.startswith("Domain") for one in attributes)
    assert all("Secure" in text and "HttpOnly" in text and "SameSite=Strict" in text for text in cookies)


def test_over_plain_http_it_has_a_plain_name(app: Flask, world: World) -> None:
    device = app.test_client()
    answer = device.post("/api/auth/sessions", json={"login": CARDS["wang"], "password": PASSWORD})
    cookie = next(text for text in answer.headers.getlist("Set-Cookie") if text.startswith("muster="))
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert refresh(device, "http://localhost").status_code == 200


def test_over_https_a_cookie_that_any_host_could_plant_is_not_believed(app: Flask, world: World) -> None:
    planted = {"Cookie": f"muster={first_token(app)}"}
    assert refused(app.test_client(use_cookies=False).post("/api/auth/refresh", json={}, base_url=HTTPS, headers=planted))
