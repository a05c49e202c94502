"""Changing a password: only by whoever knows the old one, and every other device is out."""

from flask import Flask

from tests.asker import Asker
from tests.auth.door import CARDS, ask_with, enter, knock
from tests.cast import PASSWORD, World


def change(ask: Asker, new: str, old: str = PASSWORD):
    return ask("wang", "PUT", "/api/auth/password", json={"old_password": old, "new_password": new})


def test_the_new_password_opens_and_the_old_one_does_not(app: Flask, ask: Asker, world: World) -> None:
    assert change(ask, "a better horse").status_code == 204
    assert knock(app.test_client(), CARDS["wang"], "a better horse").status_code == 201
    assert knock(app.test_client(), CARDS["wang"]).status_code == 401


def test_every_other_device_is_signed_out(app: Flask, ask: Asker, world: World) -> None:
    _, elsewhere = enter(app, "wang")
    change(ask, "a better horse")
    assert ask_with(app, elsewhere).json["code"] == "session_ended"
    assert ask("wang", "GET", "/api/me").status_code == 200


def test_other_members_stay_signed_in(ask: Asker, world: World) -> None:
    change(ask, "a better horse")
    assert ask("li", "GET", "/api/me").status_code == 200


def test_a_wrong_old_password_changes_nothing(app: Flask, ask: Asker, world: World) -> None:
    answer = change(ask, "a better horse", old="wrong horse")
    assert (answer.status_code, answer.json["code"]) == (422, "password_wrong")
    assert knock(app.test_client(), CARDS["wang"]).status_code == 201


def test_a_weak_password_is_refused(app: Flask, ask: Asker, world: World) -> None:
    for weak in ("short", "1234567", "000002", "19900000002", "aaaaaaaaaaaa", "abababababab", PASSWORD):
        answer = change(ask, weak)
        assert (answer.status_code, answer.json["code"]) == (422, "password_weak"), weak


def test_an_empty_or_endless_password_is_refused(ask: Asker, world: World) -> None:
    for new in ("", "long horse " * 20):
        answer = change(ask, new)
        assert (answer.status_code, answer.json["code"]) == (422, "invalid_input")
        assert answer.json["errors"][0]["pointer"] == "/new_password"


def test_a_stranger_changes_nothing(ask: Asker, world: World) -> None:
    answer = ask(None, "PUT", "/api/auth/password", json={"old_password": PASSWORD, "new_password": "a better horse"})
    assert answer.json["code"] == "token_missing"


def test_guessing_the_old_password_is_slowed_down(ask: Asker) -> None:
    guess = {"old_password": "wrong wrong", "new_password": "another long one"}
    codes = [ask("wang", "PUT", "/api/auth/password", json=guess).json["code"] for _ in range(11)]
    assert codes == ["password_wrong"] * 10 + ["too_many_tries"]
