"""A roster is taken from admins only, and each writes to the own part of the tree alone."""

from tests.asker import Asker
from tests.cast import World
from tests.members.spreadsheets import BRANCH, FAR_BRANCH, bad_cells, counts, member_of, send_rows

NEW = ("100010001", "钱学", "", "", "")


def test_an_admin_writes_to_the_own_district(ask: Asker, world: World) -> None:
    assert counts(send_rows(ask, "chen", (BRANCH, *NEW))) == (True, 1, 0, 0, 0)


def test_an_admin_founds_branches_in_the_own_district(ask: Asker, world: World) -> None:
    assert counts(send_rows(ask, "chen", ("和风市/滨江区/新街道/新支部", *NEW))) == (True, 1, 0, 0, 2)


def test_an_admin_writes_to_no_other_district(ask: Asker, world: World) -> None:
    for place in (FAR_BRANCH, "和风市/云山区/新街道/新支部", "和风市/新区/新街道/新支部", "别市/滨江区/梧桐街道/青枫里支部"):
        answer = send_rows(ask, "chen", (place, *NEW))
        assert bad_cells(answer) == [(2, "组织", "not_yours")], place
        assert answer.json["applied"] is False


def test_an_admin_takes_no_member_out_of_another_district(ask: Asker, world: World) -> None:
    answer = send_rows(ask, "sun", (FAR_BRANCH, "000002", "Wang", "", "", ""))
    assert bad_cells(answer) == [(2, "组织", "not_yours")]
    assert member_of(ask, "000002")["branch"]["id"] == world["qingfeng"]


def test_an_admin_gives_no_role_above_the_own_district(ask: Asker, world: World) -> None:
    answer = send_rows(ask, "chen", (BRANCH, "000002", "Wang", "", "管理员@和风市", ""))
    assert bad_cells(answer) == [(2, "职务", "not_yours")]


def test_the_city_admin_moves_members_between_districts(ask: Asker, world: World) -> None:
    assert counts(send_rows(ask, "lin", (FAR_BRANCH, "000002", "Wang", "", "", ""))) == (True, 0, 1, 0, 0)
    assert ask("li", "GET", f"/api/members/{world['wang']}").status_code == 404
    assert ask("sun", "GET", f"/api/members/{world['wang']}").status_code == 200


def test_secretaries_and_members_take_in_nothing(ask: Asker, world: World) -> None:
    for person in ("li", "wang"):
        assert send_rows(ask, person, (BRANCH, *NEW)).status_code == 403
    assert send_rows(ask, None, (BRANCH, *NEW)).status_code == 401
    assert ask("lin", "GET", "/api/members?q=100010001").json["items"] == []
