"""Only so many passwords are hashed at once; whoever must wait too long is told to come back."""

from collections.abc import Iterator

import pytest
from flask import Flask

from backend.auth import passwords
from tests.asker import Asker
from tests.auth.door import CARDS, ask_with, knock
from tests.cast import World

TURNS = 2


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Others take every turn; nobody waits long."""
    monkeypatch.setattr(passwords, "LONGEST_WAIT", 0.01)
    for _ in range(TURNS):
        assert passwords.AT_ONCE.acquire(blocking=False)
    assert not passwords.AT_ONCE.acquire(blocking=False)
    yield
    for _ in range(TURNS):
        passwords.AT_ONCE.release()


@pytest.mark.usefixtures("crowd")
def test_a_crowd_at_the_door_is_told_to_come_back(app: Flask, world: World) -> None:
    for login in (CARDS["wang"], "nobody"):
        answer = knock(app.test_client(), login)
        assert (answer.status_code, answer.json["code"]) == (503, "busy")
        assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.usefixtures("crowd")
def test_whoever_is_signed_in_notices_nothing(app: Flask, ask: Asker, world: World) -> None:
    assert ask_with(app, ask.token("wang"), "/api/courses").status_code == 200


def test_every_turn_is_given_back(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "LONGEST_WAIT", 0.01)
    for password in ("wrong horse", "correct horse") * TURNS:
        assert knock(app.test_client(), CARDS["wang"], password).status_code in (201, 401)
