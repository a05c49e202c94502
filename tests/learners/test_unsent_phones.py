"""A phone says that study waits on it and since when; its secretary sees that, and never what."""

from typing import Any

from tests.asker import Asker
from tests.cast import World

SINCE = "2026-11-01T10:00:00Z"


def unsent(ask: Asker, person: str, branch: int) -> list[dict[str, Any]]:
    answer = ask(person, "GET", f"/api/organisations/{branch}/unsent-phones")
    assert answer.status_code == 200, answer.json
    return list(answer.json["items"])


def test_the_secretary_sees_the_phone_and_since_when_and_nothing_else(ask: Asker, world: World) -> None:
    assert ask("wang", "PUT", "/api/study/unsent", json={"since": SINCE}).status_code == 204
    (row,) = unsent(ask, "li", world["qingfeng"])
    assert (row["member"]["name"], row["device_name"], row["since"]) == ("Wang", "wang's phone", SINCE)
    assert set(row) == {"member", "branch", "device_name", "since", "told_at"}


def test_a_phone_that_has_sent_all_is_no_longer_listed(ask: Asker, world: World) -> None:
    ask("wang", "PUT", "/api/study/unsent", json={"since": SINCE})
    ask("wang", "PUT", "/api/study/unsent", json={"since": None})
    assert unsent(ask, "li", world["qingfeng"]) == []


def test_what_waits_since_tomorrow_waits_since_now(ask: Asker, world: World) -> None:
    ask("wang", "PUT", "/api/study/unsent", json={"since": "2999-01-01T00:00:00Z"})
    (row,) = unsent(ask, "li", world["qingfeng"])
    assert row["since"] <= row["told_at"]


def test_other_branches_phones_are_not_shown(ask: Asker, world: World) -> None:
    ask("zhao", "PUT", "/api/study/unsent", json={"since": SINCE})
    assert unsent(ask, "li", world["qingfeng"]) == []
    assert len(unsent(ask, "chen", world["binjiang"])) == 1


def test_who_is_not_signed_in_tells_nothing(ask: Asker) -> None:
    assert ask(None, "PUT", "/api/study/unsent", json={"since": SINCE}).status_code == 401
    assert ask("wang", "PUT", "/api/study/unsent", json={"since": SINCE, "lessons": [1]}).status_code == 422
