"""The tree as each person sees it: the own branch with all above it, and the subtrees one looks after."""

from typing import Any

from backend.organisations.models import Organisation
from tests.asker import Asker
from tests.auth.door import said
from tests.cast import World

CHILDREN = {"city": {"binjiang", "yunshan"}, "binjiang": {"wutong"}, "wutong": {"qingfeng", "wangjiang"}, "qingfeng": set()}


def listed(ask: Asker, person: str, parent: int | None = None) -> set[int]:
    answer = ask(person, "GET", f"/api/organisations{f'?parent={parent}' if parent else ''}")
    return {one["id"] for one in answer.json["items"]}


def test_the_top_is_where_a_persons_view_begins(ask: Asker, world: World) -> None:
    tops = {"wang": "qingfeng", "li": "qingfeng", "chen": "binjiang", "sun": "yunshan", "lin": "city"}
    assert {person: listed(ask, person) for person in tops} == {person: {world[top]} for person, top in tops.items()}


def test_a_role_within_anothers_reach_is_no_second_top(ask: Asker, world: World) -> None:
    ask("lin", "POST", f"/api/members/{world['chen']}/roles", json={"kind": "secretary", "organisation_id": world["wangjiang"]})
    assert listed(ask, "chen") == {world["binjiang"]}


def test_two_roles_apart_are_two_tops(ask: Asker, world: World) -> None:
    ask("lin", "POST", f"/api/members/{world['chen']}/roles", json={"kind": "secretary", "organisation_id": world["songling"]})
    assert listed(ask, "chen") == {world["binjiang"], world["songling"]}


def test_an_admin_walks_down_level_by_level(ask: Asker, world: World) -> None:
    for parent, children in CHILDREN.items():
        assert listed(ask, "lin", world[parent]) == {world[name] for name in children}, parent


def test_on_the_way_down_only_the_own_path_is_seen(ask: Asker, world: World) -> None:
    assert listed(ask, "wang", world["city"]) == {world["binjiang"]}
    assert listed(ask, "wang", world["wutong"]) == {world["qingfeng"]}
    assert listed(ask, "chen", world["city"]) == {world["binjiang"]}
    assert listed(ask, "chen", world["yunshan"]) == set()


def test_counts_are_of_active_members_of_the_whole_subtree(ask: Asker, world: World) -> None:
    counts = {one["name"]: one["member_count"] for one in ask("lin", "GET", f"/api/organisations?parent={world['city']}").json["items"]}
    assert counts == {"滨江区": 7, "云山区": 1}
    ask("chen", "PUT", f"/api/members/{world['wang']}/status", json={"status": "disabled"})
    assert ask("lin", "GET", f"/api/organisations/{world['city']}").json["member_count"] == 7


def test_one_organisation_tells_the_path_that_leads_to_it(ask: Asker, world: World) -> None:
    branch = ask("wang", "GET", f"/api/organisations/{world['qingfeng']}").json
    assert [one["id"] for one in branch["ancestors"]] == [world["city"], world["binjiang"], world["wutong"]]
    assert (branch["full_name"], branch["level"], branch["parent_id"]) == (
        "和风市 / 滨江区 / 梧桐街道 / 青枫里支部",
        "支部",
        world["wutong"],
    )


def test_everybody_sees_all_above_the_own_branch(ask: Asker, world: World) -> None:
    for place in ("city", "binjiang", "wutong", "qingfeng"):
        assert ask("wang", "GET", f"/api/organisations/{world[place]}").status_code == 200


def test_what_is_not_in_view_answers_like_what_never_was(ask: Asker, world: World) -> None:
    for person, place in (("wang", "wangjiang"), ("li", "wangjiang"), ("chen", "yunshan"), ("chen", "songling"), ("sun", "qingfeng")):
        hidden, never = (ask(person, "GET", f"/api/organisations/{id}") for id in (world[place], 10**9))
        assert hidden.status_code == 404, (person, place)
        assert said(hidden) == said(never)


def test_a_number_that_begins_alike_is_no_part_of_the_subtree(ask: Asker, world: World, session: Any) -> None:
    # District 2 must not reach over district 20: as text, /1/20/ begins like /1/2.
    number = world["binjiang"] * 10
    session.add(Organisation(id=number, parent_id=world["city"], path=f"/{world['city']}/{number}/", name="远方区", level="区县"))
    session.commit()
    assert ask("chen", "GET", f"/api/organisations/{number}").status_code == 404
    assert ask("lin", "GET", f"/api/organisations/{number}").status_code == 200


def test_what_may_be_done_stands_beside_it(ask: Asker, world: World) -> None:
    can = {person: ask(person, "GET", f"/api/organisations/{world['qingfeng']}").json["can"] for person in ("wang", "li", "chen")}
    assert can["wang"] == []
    assert can["li"] == ["view_members", "view_reports", "plan_meeting", "choose_courses"]
    assert can["chen"] == ["view_members", "view_reports", "plan_meeting", "choose_courses", "write_courses", "change_ranking"]


def test_a_stranger_sees_no_tree(ask: Asker, world: World) -> None:
    assert ask(None, "GET", "/api/organisations").status_code == 401
