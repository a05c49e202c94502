"""Branches by the share of their members who have met the year's target: small ones apart, ties as everywhere (1, 1, 3)."""

from typing import Any

import pytest
from flask import Flask

from tests.asker import Asker
from tests.cast import World
from tests.points.booking import Books, books

__all__ = ["books"]
TARGET = 32 * 3600
MEMBERS = {"qingfeng": 4, "wangjiang": 3, "songling": 1}  # active ones of the cast, Ning among them


@pytest.fixture
def branches(app: Flask, world: World, books: Books) -> Books:
    """Six people more in 青枫里支部, four in 望江支部; of the first half have met it, of the second all four."""
    for person, count, met in (("qingfeng", 6, 5), ("wangjiang", 4, 4)):
        people = books.add_people(person, *(f"{person}{number}" for number in range(count)))
        for member in people[:met]:
            books.book(member, TARGET, book="hours", rule="studied")
    return books


def standings(ask: Asker, world: World, person: str = "lin", place: str = "city", **query: Any) -> Any:
    answer = ask(person, "GET", f"/api/organisations/{world[place]}/branch-standings", query_string=query)
    assert answer.status_code == 200, answer.json
    return answer.json


def said(page: Any) -> list[tuple[int | None, str, int, int]]:
    return [(one["rank"], one["organisation"]["name"], one["met"], one["members"]) for one in page["items"]]


def test_branches_stand_by_the_share_of_who_met_it(ask: Asker, world: World, branches: Books) -> None:
    page = standings(ask, world)
    assert said(page) == [(1, "望江支部", 4, 7), (2, "青枫里支部", 5, 10)]
    assert (page["branches"], page["small_branches"], page["members"], page["met"]) == (2, 1, 18, 9)
    assert said(standings(ask, world, size="small")) == [(None, "松岭支部", 0, 1)]


def test_the_same_share_shares_the_rank(ask: Asker, world: World, branches: Books, app: Flask) -> None:
    for member in branches.add_people("qingfeng", *"ABCD"):
        branches.book(member, TARGET, book="hours", rule="studied")
    for member in branches.add_people("songling", *"EFGHIJ")[:4]:
        branches.book(member, TARGET, book="hours", rule="studied")
    branches.book("mei", TARGET, book="hours", rule="studied")  # 10 of 14, 4 of 7, 4 of 7
    assert [(one[0], one[2], one[3]) for one in said(standings(ask, world))] == [(1, 10, 14), (2, 4, 7), (2, 4, 7)]


def test_pages_lose_nobody(ask: Asker, world: World, branches: Books) -> None:
    first = standings(ask, world, limit=1)
    second = standings(ask, world, limit=1, after=first["next"])
    assert [*said(first), *said(second)] == said(standings(ask, world))
    assert second["next"] is None


def test_a_disabled_member_counts_for_nothing(ask: Asker, world: World, branches: Books) -> None:
    branches.book("dong", TARGET, book="hours", rule="studied")
    assert said(standings(ask, world))[1] == (2, "青枫里支部", 5, 10)


def test_hours_of_another_year_do_not_count(ask: Asker, world: World, branches: Books) -> None:
    assert {one["met"] for one in standings(ask, world, year=2021)["items"]} == {0}


def test_a_member_sees_the_own_branch_among_those_above(ask: Asker, world: World, branches: Books) -> None:
    page = standings(ask, world, "wang", "wutong")
    assert said(page) == [(1, "望江支部", 4, 7), (2, "青枫里支部", 5, 10)]
    assert (page["mine"]["rank"], page["mine"]["is_mine"]) == (2, True)
    assert ask("wang", "GET", f"/api/organisations/{world['wangjiang']}/branch-standings").status_code == 404
    assert ask(None, "GET", f"/api/organisations/{world['wutong']}/branch-standings").status_code == 401


def test_a_ranking_that_is_off_is_off_for_branches_but_not_for_who_looks_after_them(ask: Asker, world: World, branches: Books) -> None:
    ask("chen", "PATCH", f"/api/organisations/{world['wutong']}", json={"ranking_shown": "off"})
    page = standings(ask, world, "wang", "wutong")
    assert (page["shown"], page["items"], page["mine"]) == ("off", [], None)
    assert len(standings(ask, world, "chen", "wutong")["items"]) == 2
    ask("chen", "PATCH", f"/api/organisations/{world['wutong']}", json={"ranking_shown": "neighbours"})
    assert len(standings(ask, world, "wang", "wutong")["items"]) == 2


def test_what_is_added_up_is_kept_for_a_minute_with_its_time(ask: Asker, world: World, branches: Books, app: Flask) -> None:
    before = standings(ask, world)
    branches.book("mei", TARGET, book="hours", rule="studied")
    assert standings(ask, world) == before
    app.extensions.pop("muster.cache")
    assert standings(ask, world)["met"] == before["met"] + 1
