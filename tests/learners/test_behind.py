"""Secretaries see who is behind and by how much, in their own part of the tree alone."""

import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from backend.core import clock
from backend.courses.choices import Assignment
from backend.learners.behind import due_by
from backend.ledger.models import HOURS, Balance
from tests.asker import Asker
from tests.cast import World
from tests.counting import statements

HOUR = 3600


def give_hours(session: Any, world: World, person: str, hours: float) -> None:
    row = Balance(member_id=world[person], book=HOURS, period=f"{clock.today().year}", amount=int(hours * HOUR))
    session.merge(row)
    session.commit()


def names(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.json
    return [row["member"]["name"] for row in answer.json["items"]]


@pytest.fixture
def july(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 7, 2, 4, 0, tzinfo=UTC)  # the 183rd of 365 days
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_the_part_of_the_target_that_is_due_grows_with_the_year() -> None:
    assert due_by(date(2026, 12, 31), 32 * HOUR) == 32 * HOUR
    assert due_by(date(2026, 7, 2), 365) == 183
    assert due_by(date(2024, 2, 29), 366) == 60
    assert due_by(date(2026, 1, 1), 365) == 1


def test_who_is_most_behind_comes_first(ask: Asker, world: World, session: Any, july: None) -> None:
    give_hours(session, world, "wang", 2)
    give_hours(session, world, "mei", 40)
    answer = ask("li", "GET", f"/api/organisations/{world['qingfeng']}/learners")
    assert names(answer) == ["Li", "Ning", "Wang"]  # a secretary's target is larger
    assert (answer.json["learners"], answer.json["behind"], answer.json["reached"]) == (4, 3, 1)
    wang = answer.json["items"][2]
    assert wang["seconds"] == 2 * HOUR
    assert wang["expected_seconds"] == due_by(date(2026, 7, 2), wang["target_seconds"])
    assert wang["behind_seconds"] == wang["expected_seconds"] - 2 * HOUR


def test_all_shows_also_who_is_not_behind(ask: Asker, world: World, session: Any, july: None) -> None:
    give_hours(session, world, "mei", 40)
    assert names(ask("li", "GET", f"/api/organisations/{world['qingfeng']}/learners?show=all")) == ["Li", "Wang", "Ning", "Mei"]


def test_overdue_assignments_are_counted(ask: Asker, world: World, session: Any) -> None:
    common = {"organisation_id": world["binjiang"], "assigned_by": world["chen"]}
    session.add(Assignment(course_id=world["course"], due_on=clock.today() - timedelta(days=1), **common))
    session.commit()
    rows = ask("li", "GET", f"/api/organisations/{world['qingfeng']}/learners?show=all").json["items"]
    assert {row["overdue_assignments"] for row in rows} == {1}


def test_a_page_costs_the_same_however_many_members(ask: Asker, world: World) -> None:
    with statements() as few:
        ask("li", "GET", f"/api/organisations/{world['qingfeng']}/learners?show=all")
    with statements() as many:
        ask("lin", "GET", f"/api/organisations/{world['city']}/learners?show=all")
    assert len(many) <= len(few)


def test_pages_follow_one_another(ask: Asker, world: World) -> None:
    address, seen = f"/api/organisations/{world['binjiang']}/learners?show=all&limit=2", []
    after = ""
    while after is not None:
        page = ask("chen", "GET", address + (f"&after={after}" if after else ""))
        seen += names(page)
        after = page.json["next"]
    assert sorted(seen) == ["Chen", "Li", "Lin", "Mei", "Ning", "Wang", "Zhao"]


def test_a_branch_is_read_afresh_and_what_is_larger_says_from_when_it_is(
    ask: Asker, world: World, session: Any, july: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    district, branch = (f"/api/organisations/{world[name]}/learners" for name in ("binjiang", "qingfeng"))
    before = ask("chen", "GET", district).json
    give_hours(session, world, "wang", 40)
    assert "Wang" not in names(ask("chen", "GET", branch))
    assert ask("chen", "GET", district).json == before
    real = time.monotonic
    monkeypatch.setattr("backend.core.kept_here.time.monotonic", lambda: real() + 61)
    after = ask("chen", "GET", district).json
    assert "Wang" not in [row["member"]["name"] for row in after["items"]]
    assert (after["behind"], after["reached"]) == (before["behind"] - 1, before["reached"] + 1)
    assert before["as_of"] == after["as_of"] == "2026-07-02T04:00:00Z"  # by the clock of this test


def test_in_a_district_everybody_comes_in_the_order_of_what_they_lack(ask: Asker, world: World, session: Any, july: None) -> None:
    for person, hours in (("wang", 2), ("mei", 40), ("zhao", 20.5), ("chen", 60)):
        give_hours(session, world, person, hours)
    rows = ask("lin", "GET", f"/api/organisations/{world['city']}/learners?show=all").json["items"]
    lacks = [(row["expected_seconds"] - row["seconds"], -row["member"]["id"]) for row in rows]
    assert lacks == sorted(lacks, reverse=True)
    assert {row["member"]["name"]: row["seconds"] for row in rows}["Zhao"] == int(20.5 * HOUR)
    behind = ask("lin", "GET", f"/api/organisations/{world['city']}/learners").json["items"]
    assert behind == [row for row in rows if row["behind_seconds"] > 0]


@pytest.mark.parametrize("what", ["learners", "held-segments", "unsent-phones"])
def test_a_member_may_not_look_and_a_stranger_finds_nothing(what: str, ask: Asker, world: World) -> None:
    address = f"/api/organisations/{world['qingfeng']}/{what}"
    assert ask("wang", "GET", address).status_code == 403
    assert ask("sun", "GET", address).status_code == 404
    assert ask("li", "GET", f"/api/organisations/{world['wutong']}/{what}").status_code == 403
    assert ask("chen", "GET", address).status_code == 200
