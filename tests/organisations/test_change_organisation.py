"""Each organisation's admins choose how its ranking is shown."""

from typing import Any

from tests.asker import Asker
from tests.cast import World


def switch(ask: Asker, person: str | None, organisation: int, shown: object) -> Any:
    return ask(person, "PATCH", f"/api/organisations/{organisation}", json={"ranking_shown": shown})


def test_an_admin_above_switches_it(ask: Asker, world: World) -> None:
    for shown in ("neighbours", "off", "full"):
        assert switch(ask, "chen", world["qingfeng"], shown).json["ranking_shown"] == shown
        assert ask("wang", "GET", f"/api/organisations/{world['qingfeng']}").json["ranking_shown"] == shown


def test_who_may_not(ask: Asker, world: World) -> None:
    for person, place, status in (
        ("li", "qingfeng", 403),
        ("wang", "qingfeng", 403),
        ("chen", "city", 403),
        ("sun", "qingfeng", 404),
        ("ning", "qingfeng", 403),
        (None, "qingfeng", 401),
    ):
        assert switch(ask, person, world[place], "off").status_code == status, (person, place)
    assert ask("lin", "GET", f"/api/organisations/{world['qingfeng']}").json["ranking_shown"] == "full"


def test_another_word_is_named(ask: Asker, world: World) -> None:
    for shown in ("hidden", None, 1, ["off"]):
        answer = switch(ask, "chen", world["qingfeng"], shown)
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/ranking_shown")


def test_nothing_else_can_be_changed(ask: Asker, world: World) -> None:
    answer = ask("chen", "PATCH", f"/api/organisations/{world['qingfeng']}", json={"ranking_shown": "off", "name": "别的支部"})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/name")
    assert ask("chen", "GET", f"/api/organisations/{world['qingfeng']}").json["ranking_shown"] == "full"
