"""Leave: asked beforehand, decided by the own branch's secretary, its reason told to nobody else."""

from typing import Any

import pytest

from tests.asker import Asker
from tests.cast import World
from tests.hall import Hall


@pytest.fixture
def planned(world: World) -> str:
    return f"/api/meetings/{world['planned meeting']}"


def ask_leave(ask: Asker, planned: str, person: str = "wang", reason: str = "带孙子看病") -> Any:
    return ask(person, "PUT", f"{planned}/leave", json={"reason": reason})


def on_leave(ask: Asker, person: str, meeting: str) -> Any:
    return ask(person, "GET", f"{meeting}/board").json["on_leave"]


def test_leave_is_asked_seen_and_granted(ask: Asker, planned: str, world: World) -> None:
    assert ask_leave(ask, planned).json["my"]["leave"] == "asked"
    (asked,) = on_leave(ask, "li", planned)
    assert (asked["name"], asked["state"], asked["reason"], asked["may_decide"]) == ("Wang", "asked", "带孙子看病", True)
    assert ask("li", "PUT", f"{planned}/leaves/{world['wang']}", json={"granted": True}).status_code == 204
    board = ask("li", "GET", f"{planned}/board").json
    assert "Wang" not in [one["name"] for one in board["missing"]]
    assert ask("wang", "GET", planned).json["my"]["leave"] == "granted"


@pytest.mark.parametrize("person", ["chen", "lin"])
def test_the_reason_is_for_the_branchs_secretary_alone(person: str, ask: Asker, planned: str, world: World) -> None:
    ask_leave(ask, planned)
    (asked,) = on_leave(ask, person, planned)
    assert (asked["name"], asked["reason"], asked["may_decide"]) == ("Wang", None, False)
    assert ask(person, "PUT", f"{planned}/leaves/{world['wang']}", json={"granted": True}).json["code"] == "forbidden"


def test_who_is_on_leave_and_comes_takes_the_leave_back_first(ask: Asker, planned: str, world: World, hall: Hall) -> None:
    ask_leave(ask, planned)
    ask("li", "PUT", f"{planned}/leaves/{world['wang']}", json={"granted": True})
    ask("li", "PUT", f"{planned}/opening", json={})
    shown = ask("li", "GET", f"{planned}/code").json["url"].rpartition("/")[2]
    assert hall.sign_in("wang", code=shown).json["code"] == "on_leave"
    assert ask("wang", "DELETE", f"{planned}/leave").json["my"]["leave"] == "withdrawn"
    assert hall.sign_in("wang", code=shown).status_code == 201
    assert on_leave(ask, "li", planned) == []


def test_the_secretary_may_mark_who_came_in_spite_of_a_leave(ask: Asker, planned: str, world: World) -> None:
    ask_leave(ask, planned)
    ask("li", "PUT", f"{planned}/leaves/{world['wang']}", json={"granted": True})
    ask("li", "PUT", f"{planned}/opening", json={})
    mark = {"operation_id": "00000000-0000-4000-8000-000000000001", "member_id": world["wang"], "reason": "还是来了"}
    assert ask("li", "POST", f"{planned}/marks", json={"marks": [mark]}).json["items"][0]["outcome"] == "accepted"
    board = ask("li", "GET", f"{planned}/board").json
    assert ([one["name"] for one in board["signed_in"]], board["on_leave"]) == (["Wang"], [])


def test_a_declined_leave_stands_and_is_not_asked_again(ask: Asker, planned: str, world: World) -> None:
    ask_leave(ask, planned)
    ask("li", "PUT", f"{planned}/leaves/{world['wang']}", json={"granted": False, "note": "请改日再说"})
    assert "Wang" in [one["name"] for one in ask("li", "GET", f"{planned}/board").json["missing"]]
    assert ask_leave(ask, planned).json["code"] == "leave_decided"


def test_a_withdrawn_leave_can_be_asked_again(ask: Asker, planned: str) -> None:
    ask_leave(ask, planned)
    ask("wang", "DELETE", f"{planned}/leave")
    assert ask_leave(ask, planned).json["my"]["leave"] == "asked"


def test_leave_is_asked_before_the_meeting_by_who_is_expected(ask: Asker, hall: Hall, planned: str) -> None:
    assert ask_leave(ask, hall.meeting).json["code"] == "leave_too_late"
    assert ask_leave(ask, planned, "chen").json["code"] == "not_on_roster"
    assert ask_leave(ask, planned, "zhao").status_code == 404


def test_nobody_decides_on_what_was_not_asked(ask: Asker, planned: str, world: World) -> None:
    assert ask("li", "PUT", f"{planned}/leaves/{world['mei']}", json={"granted": True}).status_code == 404
