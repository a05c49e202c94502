"""Roles are given and taken by the admins above, from a day to a day, and never to oneself."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend.core import clock
from backend.members.models import Trace
from tests.asker import Asker
from tests.auth.door import said
from tests.cast import World
from tests.core.moving_clock import later


def day(app: Any, by: int) -> str:
    with app.app_context():
        return str(clock.today() + timedelta(days=by))


def grant(ask: Asker, by: str | None, to: int, organisation: int, kind: str = "secretary", **dates: str) -> Any:
    return ask(by, "POST", f"/api/members/{to}/roles", json={"kind": kind, "organisation_id": organisation, **dates})


def looks_after(ask: Asker, person: str) -> bool:
    return bool(ask(person, "GET", "/api/members").status_code == 200)


def test_a_role_holds_from_today_until_further_notice(ask: Asker, world: World) -> None:
    answer = grant(ask, "chen", world["wang"], world["qingfeng"])
    assert answer.status_code == 201
    role = answer.json["roles"][0]
    assert (role["kind"], role["organisation"]["id"], role["ends_on"]) == ("secretary", world["qingfeng"], None)
    assert looks_after(ask, "wang")


def test_a_role_of_next_week_begins_next_week(ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    grant(ask, "chen", world["wang"], world["qingfeng"], starts_on=day(ask.app, 7), ends_on=day(ask.app, 9))
    held = []
    for ahead in (0, 6, 7, 9, 10):
        later(monkeypatch, timedelta(days=ahead))
        held.append(looks_after(ask, "wang"))
    assert held == [False, False, True, True, False]


def test_a_role_that_is_over_gives_nothing(ask: Asker, world: World) -> None:
    grant(ask, "chen", world["wang"], world["qingfeng"], starts_on="2020-01-01", ends_on=day(ask.app, -1))
    assert not looks_after(ask, "wang")
    assert ask("wang", "GET", "/api/me").json["roles"] == []
    assert len(ask("chen", "GET", f"/api/members/{world['wang']}").json["roles"]) == 1


def test_a_role_cannot_end_before_it_starts(ask: Asker, world: World) -> None:
    for dates in ({"starts_on": "2026-02-02", "ends_on": "2026-02-01"}, {"ends_on": "2020-01-01"}):
        answer = grant(ask, "chen", world["wang"], world["qingfeng"], **dates)
        assert (answer.status_code, answer.json["code"]) == (422, "ends_before_it_starts")


def test_granting_twice_is_granting_once(ask: Asker, world: World, session: Any) -> None:
    answers = [grant(ask, "chen", world["wang"], world["qingfeng"]) for _ in range(2)]
    assert [len(answer.json["roles"]) for answer in answers] == [1, 1]
    assert len(session.scalars(select(Trace)).all()) == 1


def test_giving_and_taking_leave_traces(ask: Asker, world: World, session: Any) -> None:
    role = grant(ask, "chen", world["wang"], world["qingfeng"]).json["roles"][0]["id"]
    assert ask("chen", "DELETE", f"/api/members/{world['wang']}/roles/{role}").status_code == 204
    traces = session.scalars(select(Trace).order_by(Trace.id)).all()
    assert [(one.deed, one.member_id, one.actor_id, one.note) for one in traces] == [
        (deed, world["wang"], world["chen"], "secretary 青枫里支部") for deed in ("role_granted", "role_ended")
    ]


def test_nobody_gives_oneself_a_role(ask: Asker, world: World) -> None:
    assert grant(ask, "chen", world["chen"], world["binjiang"], "admin").status_code == 403
    assert grant(ask, "wang", world["wang"], world["qingfeng"]).status_code == 403
    assert grant(ask, "lin", world["lin"], world["city"], "city_admin").status_code == 403


def test_a_secretary_gives_no_roles(ask: Asker, world: World) -> None:
    assert grant(ask, "li", world["wang"], world["qingfeng"]).status_code == 403


def test_nobody_gives_a_role_over_what_is_not_theirs(ask: Asker, world: World) -> None:
    assert grant(ask, "chen", world["wang"], world["city"], "admin").status_code == 403
    never, far = (grant(ask, "chen", world["wang"], id, "admin") for id in (10**9, world["yunshan"]))
    assert said(never) == said(far)
    assert never.status_code == 404


def test_a_member_elsewhere_answers_like_one_that_never_was(ask: Asker, world: World) -> None:
    elsewhere, never = (grant(ask, "sun", id, world["yunshan"]) for id in (world["wang"], 10**9))
    assert elsewhere.status_code == 404
    assert said(elsewhere) == said(never)


def test_an_admin_takes_no_role_over_what_is_not_theirs(ask: Asker, world: World) -> None:
    path = f"/api/members/{world['wang']}/roles"
    role = grant(ask, "lin", world["wang"], world["city"], "admin", starts_on=day(ask.app, 7)).json["roles"][0]["id"]
    refused, never = (ask("chen", "DELETE", f"{path}/{id}") for id in (role, 10**9))
    assert refused.status_code == 404
    assert said(refused) == said(never)
    assert ask("lin", "DELETE", f"{path}/{role}").status_code == 204


def test_whoever_holds_a_role_above_is_out_of_reach(ask: Asker, world: World) -> None:
    role = grant(ask, "lin", world["wang"], world["city"], "admin").json["roles"][0]["id"]
    assert ask("chen", "DELETE", f"/api/members/{world['wang']}/roles/{role}").status_code == 403
    assert grant(ask, "chen", world["wang"], world["qingfeng"]).status_code == 403


def test_a_role_of_another_member_cannot_be_taken_through_this_one(ask: Asker, world: World) -> None:
    role = ask("chen", "GET", f"/api/members/{world['li']}").json["roles"][0]["id"]
    assert ask("chen", "DELETE", f"/api/members/{world['wang']}/roles/{role}").status_code == 404
    assert looks_after(ask, "li")


def test_a_kind_that_does_not_exist_is_named(ask: Asker, world: World) -> None:
    answer = grant(ask, "chen", world["wang"], world["qingfeng"], "emperor")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/kind")
