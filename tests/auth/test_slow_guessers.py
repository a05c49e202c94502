"""Guessers are slowed down; the owner's own device is not."""

from datetime import timedelta

import pytest
from flask import Flask

from backend.auth.slow_guessers import MOST
from tests.auth.door import CARDS, enter, knock, said
from tests.cast import World
from tests.core.moving_clock import REAL_NOW, later

QUARTER = timedelta(minutes=15)


@pytest.fixture(autouse=True)
def shift(monkeypatch: pytest.MonkeyPatch) -> timedelta:
    """Every test begins a minute into a window of counting, so that none runs over its end."""
    until_next = QUARTER.total_seconds() - REAL_NOW().timestamp() % QUARTER.total_seconds()
    shift = timedelta(seconds=until_next + 60)
    later(monkeypatch, shift)
    return shift


def guess(app: Flask, login: str, times: int = MOST) -> None:
    """Each guess comes from a device that was never seen."""
    for n in range(times):
        assert knock(app.test_client(), login, f"guess {n}").status_code == 401


def test_ten_wrong_passwords_close_the_door_to_unknown_devices(app: Flask, world: World) -> None:
    guess(app, CARDS["wang"])
    answer = knock(app.test_client(), CARDS["wang"])  # even with the right password
    assert (answer.status_code, answer.json["code"]) == (429, "too_many_tries")
    assert 0 < int(answer.headers["Retry-After"]) <= 900


def test_nine_do_not(app: Flask, world: World) -> None:
    guess(app, CARDS["wang"], MOST - 1)
    assert knock(app.test_client(), CARDS["wang"]).status_code == 201


def test_the_owners_known_device_still_gets_in(app: Flask, world: World) -> None:
    device, _ = enter(app, "wang")
    guess(app, CARDS["wang"])
    assert knock(device, CARDS["wang"]).status_code == 201


def test_a_known_device_is_no_free_pass_for_guessing(app: Flask, world: World) -> None:
    device, _ = enter(app, "wang")
    for n in range(MOST):
        knock(device, CARDS["wang"], f"guess {n}")
    assert knock(device, CARDS["wang"]).status_code == 429


def test_a_device_known_to_one_member_is_unknown_to_another(app: Flask, world: World) -> None:
    device, _ = enter(app, "zhao")
    guess(app, CARDS["wang"])
    assert knock(device, CARDS["wang"]).status_code == 429


def test_card_and_phone_are_one_account(app: Flask, world: World) -> None:
    guess(app, CARDS["wang"], 5)
    guess(app, "19900000002", 5)
    assert knock(app.test_client(), CARDS["wang"]).status_code == 429


def test_other_members_are_not_slowed_down(app: Flask, world: World) -> None:
    guess(app, CARDS["wang"])
    assert knock(app.test_client(), CARDS["zhao"]).status_code == 201


def test_an_unknown_login_is_slowed_down_alike(app: Flask, world: World) -> None:
    for login in ("nobody", CARDS["wang"]):
        guess(app, login)
    assert said(knock(app.test_client(), "nobody")) == said(knock(app.test_client(), CARDS["wang"]))


def test_guessing_at_a_number_slows_down_no_member_with_that_id(app: Flask, world: World) -> None:
    guess(app, str(world["wang"]))
    assert knock(app.test_client(), CARDS["wang"]).status_code == 201


def test_the_door_opens_again_after_a_quarter_of_an_hour(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch, shift: timedelta
) -> None:
    guess(app, CARDS["wang"])
    later(monkeypatch, shift + QUARTER)
    assert knock(app.test_client(), CARDS["wang"]).status_code == 201
