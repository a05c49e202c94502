"""One password is hashed at a time, one waits; whoever comes then is told to come back, and holds nobody up."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from backend.auth import passwords
from tests.asker import Asker
from tests.auth.door import CARDS, ask_with, knock
from tests.cast import World

SEATS = 2


@pytest.fixture
def crowd() -> Iterator[None]:
    """Others have every seat."""
    for _ in range(SEATS):
        assert passwords.SEATS.acquire(blocking=False)
    assert not passwords.SEATS.acquire(blocking=False)
    yield
    for _ in range(SEATS):
        passwords.SEATS.release()


@pytest.mark.usefixtures("crowd")
def test_a_crowd_at_the_door_is_told_to_come_back(app: Flask, world: World) -> None:
    for login in (CARDS["wang"], "nobody"):
        answer = knock(app.test_client(), login)
        assert (answer.status_code, answer.json["code"]) == (503, "busy")
        assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.usefixtures("crowd")
def test_whoever_is_signed_in_notices_nothing(app: Flask, ask: Asker, world: World) -> None:
    assert ask_with(app, ask.token("wang"), "/api/courses").status_code == 200


def test_one_waits_for_a_hash_and_is_served(app: Flask, world: World) -> None:
    with ThreadPoolExecutor(SEATS) as others, passwords.HASHING:
        waiting = [others.submit(knock, app.test_client(), CARDS["wang"]) for _ in range(SEATS)]
        while passwords.SEATS.acquire(blocking=False):  # until both have sat down
            passwords.SEATS.release()
            time.sleep(0.01)
        assert knock(app.test_client(), CARDS["wang"]).status_code == 503
        assert not any(one.done() for one in waiting)
        passwords.HASHING.release()
        assert [one.result().status_code for one in waiting] == [201, 201]
        passwords.HASHING.acquire()


def test_every_seat_is_given_back(app: Flask, world: World) -> None:
    for password in ("wrong horse", "correct horse") * SEATS:
        assert knock(app.test_client(), CARDS["wang"], password).status_code in (201, 401)
