"""What organisations let be seen of rankings: the strictest word on the way from the top holds, and nobody is named above who does
not want to be named at home."""

from typing import Any

import pytest
from flask import Flask

from backend.core.db import db
from backend.organisations.models import Organisation, found
from tests.asker import Asker
from tests.cast import World
from tests.points.booking import Books

SCORES = {"li": 30, "wang": 50, "mei": 20, "zhao": 40, "sun": 10}


@pytest.fixture
def scored(books: Books) -> Books:
    for person, amount in SCORES.items():
        books.book(person, amount)
    return books


def switch(ask: Asker, person: str, organisation: int, **change: Any) -> Any:
    return ask(person, "PATCH", f"/api/organisations/{organisation}", json=change)


def ranking(ask: Asker, person: str, organisation: int, **query: Any) -> Any:
    answer = ask(person, "GET", "/api/points/ranking", query_string={"organisation": organisation, **query})
    assert answer.status_code == 200, answer.json
    return answer.json


def names(page: Any) -> list[str | None]:
    return [one["name"] for one in page["items"]]


def test_a_word_above_holds_below(ask: Asker, world: World, scored: Books) -> None:
    assert switch(ask, "chen", world["binjiang"], ranking_shown="off").status_code == 200
    for place in ("qingfeng", "wutong", "binjiang"):
        page = ranking(ask, "wang", world[place])
        assert (page["shown"], page["items"], page["me"]) == ("off", [], None), place
    assert ranking(ask, "sun", world["songling"])["shown"] == "full"
    told = ask("wang", "GET", f"/api/organisations/{world['qingfeng']}").json
    assert (told["ranking_shown"], told["ranking_in_force"]) == ("full", "off")


def test_a_looser_word_below_changes_nothing_and_a_stricter_one_does(ask: Asker, world: World, scored: Books) -> None:
    switch(ask, "chen", world["binjiang"], ranking_shown="neighbours")
    switch(ask, "chen", world["wutong"], ranking_shown="full")
    switch(ask, "chen", world["wangjiang"], ranking_shown="off")
    shown = {place: ranking(ask, "lin", world[place])["shown"] for place in ("binjiang", "wutong", "qingfeng", "wangjiang", "city")}
    assert shown == {"binjiang": "neighbours", "wutong": "neighbours", "qingfeng": "neighbours", "wangjiang": "off", "city": "full"}
    switch(ask, "chen", world["binjiang"], ranking_shown="full")
    shown = {place: ranking(ask, "lin", world[place])["shown"] for place in ("binjiang", "qingfeng", "wangjiang")}
    assert shown == {"binjiang": "full", "qingfeng": "full", "wangjiang": "off"}


def test_without_names_others_are_a_member_and_i_am_i(ask: Asker, world: World, scored: Books) -> None:
    switch(ask, "chen", world["qingfeng"], names_hidden=True)
    page = ranking(ask, "li", world["qingfeng"])
    assert page["names_hidden"] is True
    assert names(page) == [None, "Li", None]
    assert [(one["member_id"], one["branch_name"]) for one in page["items"] if not one["is_me"]] == [(None, None)] * 2
    assert [one["points"] for one in page["items"]] == [50, 30, 20]
    assert [one["name"] for one in page["neighbours"]] == [None, "Li", None]


def test_who_is_not_named_at_home_is_not_named_above(ask: Asker, world: World, scored: Books) -> None:
    switch(ask, "chen", world["qingfeng"], names_hidden=True)
    assert names(ranking(ask, "lin", world["city"])) == [None, "Zhao", None, None, "Sun"]
    switch(ask, "chen", world["qingfeng"], names_hidden=False, ranking_shown="neighbours")
    assert names(ranking(ask, "lin", world["city"])) == [None, "Zhao", None, None, "Sun"]
    assert names(ranking(ask, "wang", world["city"]))[:2] == ["Wang", "Zhao"]
    assert names(ranking(ask, "wang", world["qingfeng"])) == ["Wang", "Li", "Mei"]


def test_an_organisation_founded_later_keeps_the_word_above(ask: Asker, world: World, app: Flask) -> None:
    switch(ask, "chen", world["binjiang"], ranking_shown="off", names_hidden=True)
    with app.app_context():
        branch = found(db.session.get(Organisation, world["wutong"]), "新支部", level="支部", is_branch=True)
        db.session.commit()
        assert (branch.ranking_in_force, branch.names_hidden_in_force) == ("off", True)


@pytest.mark.parametrize(("person", "status"), [("li", 403), ("wang", 403), ("sun", 404), (None, 401)])
def test_who_may_not_hide_names(ask: Asker, world: World, person: str, status: int) -> None:
    assert switch(ask, person, world["qingfeng"], names_hidden=True).status_code == status
    assert ask("lin", "GET", f"/api/organisations/{world['qingfeng']}").json["names_hidden"] is False


def test_a_change_that_says_nothing_is_refused(ask: Asker, world: World) -> None:
    for change in ({}, {"names_hidden": "perhaps"}, {"names_hidden": None}):
        assert switch(ask, "chen", world["qingfeng"], **change).status_code == 422


def test_neighbours_stand_beside_the_first_page(ask: Asker, world: World, books: Books) -> None:
    people = books.add_people("qingfeng", *"ABCDEFG")
    for amount, member in zip((90, 80, 70, 60, 40, 30, 20), people, strict=True):
        books.book(member, amount)
    books.book("wang", 50)
    page = ranking(ask, "wang", world["qingfeng"], limit=2)
    assert [(one["rank"], one["name"]) for one in page["neighbours"]] == [(3, "C"), (4, "D"), (5, "Wang"), (6, "E"), (7, "F")]
    assert ranking(ask, "wang", world["qingfeng"], limit=2, after=page["next"])["neighbours"] == []
