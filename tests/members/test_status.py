"""Disabling an account: by the admins above, never one's own, and traced."""

from typing import Any

from sqlalchemy import select

from backend.members.models import Trace
from tests.asker import Asker
from tests.cast import World


def change(ask: Asker, by: str | None, member: int, status: str = "disabled") -> Any:
    return ask(by, "PUT", f"/api/members/{member}/status", json={"status": status})


def test_an_admin_disables_and_enables(ask: Asker, world: World, session: Any) -> None:
    assert change(ask, "chen", world["wang"]).json["status"] == "disabled"
    assert change(ask, "chen", world["wang"], "active").json["status"] == "active"
    traces = session.scalars(select(Trace).order_by(Trace.id)).all()
    assert [(one.deed, one.actor_id) for one in traces] == [("status_disabled", world["chen"]), ("status_active", world["chen"])]


def test_the_same_status_again_changes_nothing(ask: Asker, world: World, session: Any) -> None:
    assert change(ask, "chen", world["wang"], "active").status_code == 200
    assert session.scalars(select(Trace)).all() == []


def test_who_may_not(ask: Asker, world: World) -> None:
    for person, member, status in (
        ("chen", "chen", 403),
        ("li", "wang", 403),
        ("wang", "wang", 403),
        ("sun", "wang", 404),
        (None, "wang", 401),
    ):
        assert change(ask, person, world[member]).status_code == status, (person, member)
    assert ask("wang", "GET", "/api/me").status_code == 200


def test_a_disabled_member_stays_in_the_list(ask: Asker, world: World) -> None:
    change(ask, "chen", world["wang"])
    listed = {one["name"]: one["status"] for one in ask("li", "GET", "/api/members").json["items"]}
    assert (listed["Wang"], listed["Dong"]) == ("disabled", "disabled")


def test_a_status_that_does_not_exist_is_named(ask: Asker, world: World) -> None:
    answer = change(ask, "chen", world["wang"], "retired")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/status")
