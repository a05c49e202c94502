"""First passwords: issued by whoever looks after a member, good for one thing, and not for long."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from backend.members.models import Trace
from tests.asker import Asker
from tests.auth.door import CARDS, HTTPS, ask_with, enter, knock
from tests.cast import World
from tests.core.moving_clock import later

CLOSED = ("/api/courses", "/api/categories", "/api/study/summary", "/api/meetings", "/api/points/summary", "/api/organisations")


def issue(ask: Asker, world: World, by: str, to: str) -> Any:
    return ask(by, "POST", f"/api/members/{world[to]}/first-passwords")


def change(app: Flask, token: str, old: str, new: str) -> Any:
    body = {"old_password": old, "new_password": new}
    return app.test_client().put("/api/auth/password", json=body, base_url=HTTPS, headers={"Authorization": f"Bearer {token}"})


def test_until_it_is_changed_everything_else_is_closed(ask: Asker, world: World) -> None:
    for path in CLOSED:
        answer = ask("ning", "GET", path)
        assert (answer.status_code, answer.json["code"]) == (403, "forbidden"), path


def test_until_it_is_changed_one_may_only_look_at_oneself_and_leave(ask: Asker, world: World) -> None:
    assert ask("ning", "GET", "/api/me").json["must_change_password"] is True
    assert ask("ning", "DELETE", "/api/auth/session").status_code == 204


def test_whoever_changes_it_is_let_in(app: Flask, ask: Asker, world: World) -> None:
    first = issue(ask, world, "li", "wang").json["password"]
    answer = knock(app.test_client(), CARDS["wang"], first)
    assert answer.json["must_change_password"] is True
    token = answer.json["access_token"]
    assert ask_with(app, token, "/api/courses").status_code == 403
    assert change(app, token, first, "a password of my own").status_code == 204
    assert ask_with(app, token, "/api/courses").status_code == 200
    assert knock(app.test_client(), CARDS["wang"], "a password of my own").json["must_change_password"] is False


def test_it_cannot_be_changed_into_itself(app: Flask, ask: Asker, world: World) -> None:
    first = issue(ask, world, "li", "wang").json["password"]
    token = knock(app.test_client(), CARDS["wang"], first).json["access_token"]
    answer = change(app, token, first, first)
    assert (answer.status_code, answer.json["code"]) == (422, "password_weak")
    assert ask_with(app, token).json["must_change_password"] is True


def test_it_can_be_read_aloud(ask: Asker, world: World) -> None:
    first = issue(ask, world, "li", "wang").json["password"]
    assert len(first) == 11
    assert not set(first) & set("0O1Il")


def test_it_replaces_the_old_password_and_signs_every_device_out(app: Flask, ask: Asker, world: World) -> None:
    _, token = enter(app, "wang")
    issue(ask, world, "li", "wang")
    assert ask_with(app, token).json["code"] == "session_ended"
    assert knock(app.test_client(), CARDS["wang"]).status_code == 401


def test_it_expires(app: Flask, ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = issue(ask, world, "li", "wang").json["password"]
    later(monkeypatch, timedelta(days=14, minutes=1))
    answer = knock(app.test_client(), CARDS["wang"], first)
    assert (answer.status_code, answer.json["code"]) == (401, "first_password_expired")


def test_an_expired_one_says_so_only_to_whoever_knows_it(app: Flask, ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    issue(ask, world, "li", "wang")
    later(monkeypatch, timedelta(days=15))
    assert knock(app.test_client(), CARDS["wang"], "a guess").json["code"] == "login_refused"


def test_a_changed_password_does_not_expire(app: Flask, ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = issue(ask, world, "li", "wang").json["password"]
    change(app, knock(app.test_client(), CARDS["wang"], first).json["access_token"], first, "a password of my own")
    later(monkeypatch, timedelta(days=400))
    assert knock(app.test_client(), CARDS["wang"], "a password of my own").status_code == 201


def test_issuing_it_leaves_a_trace(ask: Asker, world: World, session: Any) -> None:
    issue(ask, world, "li", "wang")
    trace = session.scalars(select(Trace)).one()
    assert (trace.deed, trace.member_id, trace.actor_id) == ("first_password_issued", world["wang"], world["li"])


def test_nobody_issues_it_for_oneself_or_for_somebody_placed_higher(ask: Asker, world: World) -> None:
    for by, to in (("li", "li"), ("wang", "wang"), ("chen", "lin")):
        assert issue(ask, world, by, to).status_code == 403, (by, to)


def test_nobody_issues_it_for_a_stranger(ask: Asker, world: World) -> None:
    for by, to in (("wang", "li"), ("zhao", "wang"), ("sun", "wang")):
        assert issue(ask, world, by, to).status_code == 404, (by, to)
