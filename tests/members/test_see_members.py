"""Who sees whom: oneself, and the members of the subtrees one looks after. Nobody else exists."""

from tests.asker import Asker
from tests.auth.door import said
from tests.cast import World

QINGFENG = ["Li", "Wang", "Mei", "Dong", "Ning"]
WANGJIANG = ["Zhao", "Chen", "Lin"]


def names(ask: Asker, person: str, query: str = "") -> list[str]:
    return [one["name"] for one in ask(person, "GET", f"/api/members{query}").json["items"]]


def test_each_sees_the_own_subtree_in_the_order_of_the_tree(ask: Asker, world: World) -> None:
    assert names(ask, "li") == QINGFENG
    assert names(ask, "chen") == QINGFENG + WANGJIANG
    assert names(ask, "sun") == ["Sun"]
    assert names(ask, "lin") == [*QINGFENG, *WANGJIANG, "Sun"]


def test_a_plain_member_has_no_list(ask: Asker, world: World) -> None:
    assert ask("wang", "GET", "/api/members").status_code == 403
    assert ask(None, "GET", "/api/members").status_code == 401


def test_a_list_can_be_of_one_organisation(ask: Asker, world: World) -> None:
    assert names(ask, "lin", f"?organisation={world['wangjiang']}") == WANGJIANG
    assert names(ask, "lin", f"?organisation={world['yunshan']}") == ["Sun"]


def test_a_list_of_an_organisation_that_is_not_mine_does_not_exist(ask: Asker, world: World) -> None:
    far, never = (ask("chen", "GET", f"/api/members?organisation={id}") for id in (world["yunshan"], 10**9))
    assert said(far) == said(never)
    assert far.status_code == 404


def test_an_organisation_above_mine_holds_only_my_members(ask: Asker, world: World) -> None:
    assert names(ask, "li", f"?organisation={world['city']}") == QINGFENG


def test_search_is_by_part_of_name_or_card(ask: Asker, world: World) -> None:
    assert names(ask, "lin", "?q=an") == ["Wang"]
    assert names(ask, "lin", "?q=00000") == [*QINGFENG, *WANGJIANG, "Sun"]
    assert names(ask, "lin", "?q=000003") == ["Zhao"]
    assert names(ask, "lin", "?q=%25") == []
    assert names(ask, "lin", "?q=_") == []


def test_search_by_a_phone_finds_nobody(ask: Asker, world: World) -> None:
    assert names(ask, "lin", "?q=19900000002") == []


def test_pages_lose_and_repeat_nobody(ask: Asker, world: World) -> None:
    seen, after = [], ""
    while after is not None:
        page = ask("lin", "GET", f"/api/members?limit=2{after and f'&after={after}'}").json
        seen += [one["name"] for one in page["items"]]
        after = page["next"]
    assert seen == [*QINGFENG, *WANGJIANG, "Sun"]


def test_a_member_elsewhere_answers_like_one_that_never_was(ask: Asker, world: World) -> None:
    for person, member in (("wang", "zhao"), ("wang", "li"), ("li", "zhao"), ("chen", "sun"), ("sun", "wang")):
        elsewhere, never = (ask(person, "GET", f"/api/members/{id}") for id in (world[member], 10**9))
        assert elsewhere.status_code == 404, (person, member)
        assert said(elsewhere) == said(never)


def test_everybody_sees_oneself(ask: Asker, world: World) -> None:
    for person in ("wang", "li", "sun"):
        assert ask(person, "GET", f"/api/members/{world[person]}").json["id"] == world[person]


def test_what_may_be_done_stands_beside_each_member(ask: Asker, world: World) -> None:
    can = {person: ask(person, "GET", f"/api/members/{world['wang']}").json["can"] for person in ("li", "chen", "wang")}
    assert can["li"] == ["reveal_phone", "issue_first_password"]
    assert can["chen"] == ["reveal_phone", "issue_first_password", "change_status", "change_roles"]
    assert can["wang"] == []


def test_i_am_told_who_i_am_and_what_is_asked_of_me(ask: Asker, world: World) -> None:
    wang, li = (ask(person, "GET", "/api/me").json for person in ("wang", "li"))
    assert wang["branch"] == {"id": world["qingfeng"], "name": "青枫里支部", "full_name": "和风市 / 滨江区 / 梧桐街道 / 青枫里支部"}
    assert (wang["target_seconds"], li["target_seconds"]) == (32 * 3600, 56 * 3600)
    assert (wang["can"], li["can"]) == ([], ["plan_meetings", "view_members", "view_reports"])
