"""Rankings: of a branch and of a subtree, by month, year and all time; ties share a rank (1, 1, 3)."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.asker import Asker
from tests.auth.door import said
from tests.cast import World
from tests.points.booking import Books

SCORES = {"li": 30, "wang": 50, "mei": 30, "ning": 10}


@pytest.fixture
def scored(books: Books) -> Books:
    """The branch of Li with points; Dong is disabled, Zhao belongs to the branch next door."""
    for person, amount in {**SCORES, "dong": 99, "zhao": 40}.items():
        books.book(person, amount)
    return books


def ranking(ask: Asker, person: str = "wang", **query: Any) -> dict[str, Any]:
    answer = ask(person, "GET", "/api/points/ranking", query_string=query)
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def places(page: dict[str, Any]) -> list[tuple[int, str, int]]:
    return [(one["rank"], one["name"], one["points"]) for one in page["items"]]


def all_places(ask: Asker, person: str, limit: int, **query: Any) -> list[tuple[int, str, int]]:
    seen, page = [], ranking(ask, person, limit=limit, **query)
    while True:
        seen += places(page)
        if page["next"] is None:
            return seen
        page = ranking(ask, person, limit=limit, after=page["next"], **query)


def test_a_branch_is_ranked_and_ties_stand_by_card_number(ask: Asker, world: World, scored: Books) -> None:
    page = ranking(ask)
    assert places(page) == [(1, "Wang", 50), (2, "Li", 30), (2, "Mei", 30), (4, "Ning", 10)]
    assert [one["is_me"] for one in page["items"]] == [True, False, False, False]
    assert (page["organisation"]["id"], page["period"], page["shown"], page["member_count"]) == (world["qingfeng"], "all", "full", 4)


def test_a_subtree_is_ranked_over_its_branches(ask: Asker, world: World, scored: Books) -> None:
    page = ranking(ask, organisation=world["wutong"])
    assert places(page) == [(1, "Wang", 50), (2, "Zhao", 40), (3, "Li", 30), (3, "Mei", 30), (5, "Ning", 10)]
    assert page["items"][1]["branch_name"] == "望江支部"


def test_a_tie_at_the_top_is_1_1_3(ask: Asker, world: World, books: Books) -> None:
    for person, amount in (("mei", 20), ("li", 20), ("wang", 10)):
        books.book(person, amount)
    assert [one["rank"] for one in ranking(ask)["items"]] == [1, 1, 3]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_ranks_stay_right_across_the_borders_of_pages(ask: Asker, world: World, scored: Books, limit: int) -> None:
    tied = scored.add_people("qingfeng", *"ABCDE")
    for member in tied:
        scored.book(member, 30)
    expected = [(1, "Wang", 50), (2, "Li", 30), (2, "Mei", 30), *((2, name, 30) for name in "ABCDE"), (9, "Ning", 10)]
    assert all_places(ask, "wang", limit) == expected == places(ranking(ask))


def test_disabled_members_are_left_out(ask: Asker, world: World, scored: Books) -> None:
    assert "Dong" not in [name for _, name, _ in places(ranking(ask, organisation=world["city"]))]
    ask("chen", "PUT", f"/api/members/{world['wang']}/status", json={"status": "disabled"})
    assert places(ranking(ask, "li"))[0] == (1, "Li", 30)


def test_members_without_points_are_not_listed(ask: Asker, world: World, books: Books) -> None:
    books.book("wang", 10)
    books.book("li", 10)
    books.book("li", -10, rule="correction")
    page = ranking(ask, "li")
    assert places(page) == [(1, "Wang", 10)]
    assert page["me"] is None


def test_periods_count_apart(ask: Asker, world: World, books: Books) -> None:
    books.book("wang", 10, day=date(2024, 3, 1))
    books.book("li", 20, day=date(2024, 4, 1))
    books.book("mei", 15, day=date(2023, 12, 31))
    assert places(ranking(ask, period="2024-03")) == [(1, "Wang", 10)]
    assert places(ranking(ask, period="2024")) == [(1, "Li", 20), (2, "Wang", 10)]
    assert places(ranking(ask, period="all")) == [(1, "Li", 20), (2, "Mei", 15), (3, "Wang", 10)]
    assert places(ranking(ask, period="2022")) == []


def test_another_period_is_named(ask: Asker, world: World) -> None:
    for period in ("2024-13", "2024-00", "24", "2024-3", "always", "2024-03\n", ""):
        answer = ask("wang", "GET", "/api/points/ranking", query_string={"period": period})
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/period"), period


def test_my_rank_is_the_one_in_the_list(ask: Asker, world: World, scored: Books) -> None:
    for person in SCORES:
        if person == "ning":  # has a first password
            continue
        for organisation in ("qingfeng", "wutong", "city"):
            page = ranking(ask, person, organisation=world[organisation])
            mine = next(one for one in page["items"] if one["is_me"])
            assert page["me"] == {"rank": mine["rank"], "points": mine["points"]}


def test_my_rank_stands_on_every_page(ask: Asker, world: World, scored: Books) -> None:
    assert ranking(ask, "mei", limit=1)["me"] == {"rank": 2, "points": 30}


def test_a_ranking_of_neighbours_shows_two_on_each_side(ask: Asker, world: World, books: Books) -> None:
    people = books.add_people("qingfeng", *"ABCDEFG")
    for amount, member in zip((90, 80, 70, 60, 40, 30, 20), people, strict=True):
        books.book(member, amount)
    books.book("wang", 50)
    ask("chen", "PATCH", f"/api/organisations/{world['qingfeng']}", json={"ranking_shown": "neighbours"})
    page = ranking(ask)
    assert places(page) == [(3, "C", 70), (4, "D", 60), (5, "Wang", 50), (6, "E", 40), (7, "F", 30)]
    assert (page["shown"], page["me"], page["member_count"]) == ("neighbours", {"rank": 5, "points": 50}, 8)
    assert all_places(ask, "wang", 2) == places(page)


def test_neighbours_among_ties_are_by_card_number(ask: Asker, world: World, books: Books) -> None:
    people = books.add_people("qingfeng", *"ABCDE")
    for member in (*people, world["wang"]):
        books.book(member, 10)
    ask("chen", "PATCH", f"/api/organisations/{world['qingfeng']}", json={"ranking_shown": "neighbours"})
    assert places(ranking(ask)) == [(1, "Wang", 10), (1, "A", 10), (1, "B", 10)]


def test_without_points_i_have_no_neighbours(ask: Asker, world: World, books: Books) -> None:
    books.book("li", 10)
    ask("chen", "PATCH", f"/api/organisations/{world['qingfeng']}", json={"ranking_shown": "neighbours"})
    page = ranking(ask)
    assert (page["items"], page["me"]) == ([], None)


def test_a_ranking_that_is_off_shows_nothing(ask: Asker, world: World, scored: Books) -> None:
    ask("chen", "PATCH", f"/api/organisations/{world['qingfeng']}", json={"ranking_shown": "off"})
    for person in ("wang", "li", "chen"):
        page = ranking(ask, person, organisation=world["qingfeng"])
        assert (page["shown"], page["items"], page["me"]) == ("off", [], None)


def test_a_ranking_that_is_not_in_view_answers_like_one_that_never_was(ask: Asker, world: World) -> None:
    for person, place in (("wang", "wangjiang"), ("sun", "qingfeng")):
        hidden, never = (ask(person, "GET", f"/api/points/ranking?organisation={id}") for id in (world[place], 10**9))
        assert hidden.status_code == 404
        assert said(hidden) == said(never)


def test_points_of_tomorrow_do_not_move_yesterday(ask: Asker, world: World, books: Books) -> None:
    last_year = books.today - timedelta(days=400)
    books.book("wang", 10, day=last_year)
    before = places(ranking(ask, period=f"{last_year:%Y}"))
    books.book("li", 50)
    assert places(ranking(ask, period=f"{last_year:%Y}")) == before
