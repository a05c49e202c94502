"""Access tokens: refused in one shape whatever is wrong with them, and never believed about roles."""

import base64
import json
from datetime import timedelta
from typing import Any

import jwt
import pytest
from flask import Flask
from flask_jwt_extended import create_refresh_token

from backend.core import clock
from tests.auth.door import ask_with
from tests.cast import World
from tests.conftest import SECRET, Asker


def refusal(answer: Any) -> tuple[int, str, str]:
    return answer.status_code, answer.content_type, answer.json["code"]


def refused(code: str) -> tuple[int, str, str]:
    return 401, "application/problem+json", code


def claims_of(app: Flask, world: World, person: str) -> dict[str, Any]:
    return dict(jwt.decode(world.token(app, person), SECRET, algorithms=["HS256"]))


def test_none_at_all(ask: Asker, world: World) -> None:
    assert refusal(ask(None, "GET", "/api/me")) == refused("token_missing")


def test_another_scheme_is_none_at_all(ask: Asker, world: World) -> None:
    for header in ("Basic d2FuZzpob3JzZQ==", "Token abc", ""):
        assert refusal(ask(None, "GET", "/api/me", headers={"Authorization": header})) == refused("token_missing")


def test_a_broken_one(app: Flask, world: World) -> None:
    for token in ("", "a", "a.b.c", "a b", "é.b.c", "." * 9, "x" * 9000):
        assert refusal(ask_with(app, token)) == refused("token_invalid"), token[:20]


def test_one_that_expires_after_its_first_use(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    token = world.token(app, "wang", timedelta(minutes=15))
    assert ask_with(app, token).status_code == 200
    later = clock.now() + timedelta(minutes=16)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert refusal(ask_with(app, token)) == refused("token_expired")


def test_an_expired_one(app: Flask, world: World) -> None:
    assert refusal(ask_with(app, world.token(app, "wang", timedelta(seconds=-1)))) == refused("token_expired")


def test_one_of_another_secret(app: Flask, world: World) -> None:
    forged = jwt.encode(claims_of(app, world, "lin"), "another secret, just as long as the real one", "HS256")
    assert refusal(ask_with(app, forged)) == refused("token_invalid")


def test_one_without_a_signature(app: Flask, world: World) -> None:
    forged = jwt.encode(claims_of(app, world, "lin"), None, "none")
    assert refusal(ask_with(app, forged)) == refused("token_invalid")


def test_one_with_another_persons_claims(app: Flask, world: World) -> None:
    head, _, mac = world.token(app, "wang").split(".")
    claims = base64.urlsafe_b64encode(json.dumps(claims_of(app, world, "lin")).encode()).decode().rstrip("=")
    assert refusal(ask_with(app, f"{head}.{claims}.{mac}")) == refused("token_invalid")


def test_one_of_another_kind(app: Flask, world: World) -> None:
    with app.app_context():
        token = create_refresh_token(str(world["wang"]), additional_claims={"sid": world["session of wang"]})
    assert refusal(ask_with(app, token)) == refused("token_invalid")


def test_one_of_an_ended_session(app: Flask, ask: Asker, world: World) -> None:
    token = ask.token("wang")
    ask("wang", "DELETE", "/api/auth/session")
    assert refusal(ask_with(app, token)) == refused("session_ended")


def test_one_that_joins_a_member_to_anothers_session(app: Flask, world: World) -> None:
    claims = {**claims_of(app, world, "wang"), "sid": world["session of lin"]}
    assert refusal(ask_with(app, jwt.encode(claims, SECRET, "HS256"))) == refused("session_ended")


def test_one_of_a_disabled_member(app: Flask, world: World) -> None:
    assert refusal(ask_with(app, world.token(app, "dong"))) == refused("session_ended")


def test_disabling_a_member_acts_at_the_next_request(ask: Asker, world: World) -> None:
    assert ask("wang", "GET", "/api/me").status_code == 200
    assert ask("chen", "PUT", f"/api/members/{world['wang']}/status", json={"status": "disabled"}).status_code == 200
    assert refusal(ask("wang", "GET", "/api/me")) == refused("session_ended")
    ask("chen", "PUT", f"/api/members/{world['wang']}/status", json={"status": "active"})
    assert ask("wang", "GET", "/api/me").status_code == 200


def test_taking_a_role_acts_at_the_next_request(app: Flask, ask: Asker, world: World) -> None:
    token = ask.token("li")
    assert ask_with(app, token, "/api/members").status_code == 200
    role = ask("li", "GET", "/api/me").json["roles"][0]["id"]
    assert ask("chen", "DELETE", f"/api/members/{world['li']}/roles/{role}").status_code == 204
    assert ask_with(app, token, "/api/members").status_code == 403
    assert ask_with(app, token).json["can"] == []


def test_a_token_claims_no_role_and_no_branch(app: Flask, world: World) -> None:
    assert set(claims_of(app, world, "lin")) <= {"sub", "sid", "iat", "nbf", "exp", "jti", "type", "fresh", "csrf"}
