"""Who lags with an assigned course and by how much: within what the asker looks after, most behind first."""

from typing import Any

import pytest

from tests.asker import Asker
from tests.assignments.choosing import add_course, assign, complete, place
from tests.cast import World
from tests.counting import statements


@pytest.fixture
def course(session: Any, world: World) -> int:
    return add_course(session, world, "plain", lessons=3, optional=1)


def lag(ask: Asker, person: str, assignment: int, query: str = "") -> Any:
    return ask(person, "GET", f"/api/assignments/{assignment}/laggards{query}")


def test_those_with_most_left_come_first_and_who_finished_is_not_there(ask: Asker, world: World, session: Any, course: int) -> None:
    assignment = assign(ask, "li", "qingfeng", course).json["id"]
    complete(session, world, "wang", course)
    complete(session, world, "mei", course, last=3)
    answer = lag(ask, "li", assignment).json
    assert [(one["name"], one["lessons_done"], one["seconds_left"]) for one in answer["items"]] == [
        ("Li", 0, 1800),
        ("Ning", 0, 1800),
        ("Wang", 1, 1200),
    ]
    head = {name: answer[name] for name in ("needed_lessons", "needed_seconds", "member_count", "finished_count")}
    assert head == {"needed_lessons": 3, "needed_seconds": 1800, "member_count": 4, "finished_count": 1}
    assert answer["assignment"]["course"]["title"] == "plain"
    listed = {one["id"]: one for one in ask("li", "GET", f"{place(world, 'qingfeng')}/assignments").json["items"]}[assignment]
    assert (listed["member_count"], listed["finished_count"]) == (4, 1)


def test_disabled_members_do_not_lag(ask: Asker, world: World) -> None:
    assert "Dong" not in [one["name"] for one in lag(ask, "li", world["assignment"]).json["items"]]


def test_optional_lessons_neither_help_nor_hinder(ask: Asker, world: World, session: Any, course: int) -> None:
    assignment = assign(ask, "li", "qingfeng", course).json["id"]
    complete(session, world, "wang", course, first=3, last=4)
    wang = next(one for one in lag(ask, "li", assignment).json["items"] if one["name"] == "Wang")
    assert (wang["lessons_done"], wang["seconds_left"]) == (0, 1800)


def test_everybody_sees_only_those_they_look_after(ask: Asker, world: World, course: int) -> None:
    assignment = assign(ask, "lin", "city", course).json["id"]
    names = {who: {one["name"] for one in lag(ask, who, assignment).json["items"]} for who in ("li", "chen", "sun", "lin")}
    assert names["li"] == {"Li", "Wang", "Mei", "Ning"}
    assert names["chen"] == names["li"] | {"Zhao", "Chen", "Lin"}
    assert names["sun"] == {"Sun"}
    assert names["lin"] == names["chen"] | names["sun"]


def test_an_admin_may_look_at_one_organisation_of_the_own_and_no_other(ask: Asker, world: World, course: int) -> None:
    assignment = assign(ask, "lin", "city", course).json["id"]
    found = lag(ask, "chen", assignment, f"?organisation={world['wangjiang']}").json
    assert ({one["name"] for one in found["items"]}, found["member_count"]) == ({"Zhao", "Chen", "Lin"}, 3)
    assert lag(ask, "li", assignment, f"?organisation={world['wutong']}").status_code == 403
    assert lag(ask, "chen", assignment, f"?organisation={world['songling']}").status_code == 404


def test_a_wider_organisation_shows_no_more_than_was_assigned(ask: Asker, world: World) -> None:
    found = lag(ask, "chen", world["assignment"], f"?organisation={world['binjiang']}").json
    assert {one["name"] for one in found["items"]} == {"Li", "Wang", "Mei", "Ning"}
    assert lag(ask, "chen", world["assignment"], f"?organisation={world['wangjiang']}").json["items"] == []


def test_members_and_strangers_see_nobody(ask: Asker, world: World) -> None:
    assert [lag(ask, who, world["assignment"]).status_code for who in (None, "wang", "zhao", "sun")] == [401, 403, 404, 404]


def test_the_pages_lose_and_repeat_none(ask: Asker, world: World, session: Any, course: int) -> None:
    assignment = assign(ask, "lin", "city", course).json["id"]
    complete(session, world, "wang", course)
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = lag(ask, "lin", assignment, f"?limit=2{after and f'&after={after}'}").json
        seen, after = seen + [one["name"] for one in page["items"]], page["next"]
    assert (len(seen), len(set(seen)), seen[-1]) == (8, 8, "Wang")


def test_however_many_lag_the_statements_are_the_same(ask: Asker, world: World, session: Any, course: int) -> None:
    assignment = assign(ask, "lin", "city", course).json["id"]
    counts = []
    for who in ("sun", "lin"):
        with statements() as sent:
            lag(ask, who, assignment)
        counts.append(len(sent))
    assert counts[0] == counts[1]
