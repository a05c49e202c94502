"""A roster goes in as it is sent, and the same file twice changes nothing."""

from typing import Any

import pytest
from sqlalchemy import func, select

from backend.members.models import Member, Role, Trace
from backend.organisations.models import Organisation
from tests.asker import Asker
from tests.cast import World
from tests.members.spreadsheets import BRANCH, FAR_BRANCH, HEADS, counts, csv_of, member_of, send, send_rows, xlsx_of

NEW = (BRANCH, "100010001", "钱学", "13800000001", "", "正常")
FILES = {
    "utf-8": (csv_of(NEW, encoding="utf-8"), "a.csv"),
    "utf-8 with BOM": (csv_of(NEW), "a.csv"),
    "gb18030": (csv_of(NEW, encoding="gb18030"), "a.csv"),
    "tabs": (csv_of(NEW, comma="\t"), "a.txt"),
    "xlsx": (xlsx_of(NEW), "a.xlsx"),
    "xlsx with numbers": (xlsx_of((BRANCH, 100010001, "钱学", 13800000001, None, "正常")), "a.xlsx"),
}


@pytest.mark.parametrize("kind", FILES)
def test_every_usual_kind_of_file_goes_in(ask: Asker, world: World, kind: str) -> None:
    content, name = FILES[kind]
    assert counts(send(ask, "chen", content, name)) == (True, 1, 0, 0, 0)
    new = member_of(ask, "100010001", by="li")
    assert (new["name"], new["phone"], new["branch"]["id"], new["status"]) == ("钱学", "138****0001", world["qingfeng"], "active")


def test_the_same_file_twice_changes_nothing(ask: Asker, world: World, session: Any) -> None:
    rows = [NEW, ("和风市/新区/新街道/新支部", "100010002", "新人", "", "书记", ""), (FAR_BRANCH, "000002", "Wang", "", "", "停用")]
    assert counts(send_rows(ask, "lin", *rows)) == (True, 2, 1, 0, 3)
    before = everything(session)
    assert counts(send_rows(ask, "lin", *rows)) == (True, 0, 0, 3, 0)
    assert everything(session) == before


def everything(session: Any) -> list[Any]:
    session.rollback()
    session.expire_all()
    members = select(Member.card_number, Member.name, Member.phone, Member.branch_id, Member.status).order_by(Member.id)
    return [
        session.execute(members).all(),
        *(session.scalar(select(func.count()).select_from(table)) for table in (Organisation, Role, Trace)),
    ]


def test_a_dry_run_counts_and_changes_nothing(ask: Asker, world: World, session: Any) -> None:
    before = everything(session)
    rows = [NEW, ("和风市/新区/新街道/新支部", "100010002", "新人", "", "书记", ""), (BRANCH, "000002", "王", "", "", "")]
    assert counts(send_rows(ask, "lin", *rows, dry_run="true")) == (False, 2, 1, 0, 3)
    assert everything(session) == before


def test_missing_organisations_are_founded_with_their_levels(ask: Asker, world: World) -> None:
    send_rows(
        ask, "lin", ("和风市/新区/新街道/新支部", "100010002", "新人", "", "", ""), ("和风市/直属支部", "100010003", "旧人", "", "", "")
    )
    branch = ask("lin", "GET", f"/api/organisations/{member_of(ask, '100010002')['branch']['id']}").json
    assert (branch["full_name"], branch["level"], branch["is_branch"]) == ("和风市 / 新区 / 新街道 / 新支部", "支部", True)
    levels = [ask("lin", "GET", f"/api/organisations/{one['id']}").json for one in branch["ancestors"]]
    assert [(one["level"], one["is_branch"]) for one in levels] == [("市", False), ("区县", False), ("街道乡镇", False)]
    direct = ask("lin", "GET", f"/api/organisations/{member_of(ask, '100010003')['branch']['id']}").json
    assert (direct["level"], direct["parent_id"]) == ("支部", world["city"])


def test_one_district_is_founded_once_for_all_its_branches(ask: Asker, world: World) -> None:
    rows = [(f"和风市/新区/新街道/第{n}支部", f"20001000{n}", f"人{n}", "", "", "") for n in range(1, 4)]
    assert counts(send_rows(ask, "lin", *rows)) == (True, 3, 0, 0, 5)


def test_what_the_file_corrects_is_corrected(ask: Asker, world: World) -> None:
    moved = ("和风市/滨江区/梧桐街道/望江支部", "000002", "王建国", "13900000002", "", "停用")
    assert counts(send_rows(ask, "chen", moved)) == (True, 0, 1, 0, 0)
    wang = member_of(ask, "000002")
    assert (wang["id"], wang["name"], wang["phone"], wang["status"]) == (world["wang"], "王建国", "139****0002", "disabled")
    assert wang["branch"]["id"] == world["wangjiang"]
    assert ask("wang", "GET", "/api/me").status_code == 401


def test_what_the_file_does_not_say_stays(ask: Asker, world: World) -> None:
    heads = ("组织", "学习卡号", "姓名")
    file = csv_of((BRANCH, "000002", "Wang"), (BRANCH, "000008", "Dong"), heads=heads)
    assert counts(send(ask, "chen", file)) == (True, 0, 0, 2, 0)
    assert member_of(ask, "000002")["phone"] == "199****0002"
    assert member_of(ask, "000008")["status"] == "disabled"


def test_an_empty_cell_takes_a_phone_away_and_leaves_the_status(ask: Asker, world: World) -> None:
    send_rows(ask, "chen", (BRANCH, "000008", "Dong", "", "", ""))
    dong = member_of(ask, "000008")
    assert (dong["phone"], dong["status"]) == (None, "disabled")


def test_roles_begin_today_and_leave_a_trace(ask: Asker, world: World, session: Any) -> None:
    rows = [
        (BRANCH, "000002", "Wang", "", "支部书记", ""),
        (BRANCH, "000007", "Mei", "", "管理员@和风市/滨江区", ""),
        (BRANCH, "000009", "Ning", "", "管理员@和风市", ""),
    ]
    send_rows(ask, "lin", *rows)
    held = [member_of(ask, card)["roles"][0] for card in ("000002", "000007", "000009")]
    assert [(one["kind"], one["organisation"]["id"]) for one in held] == [
        ("secretary", world["qingfeng"]),
        ("admin", world["binjiang"]),
        ("city_admin", world["city"]),
    ]
    assert "view_members" in ask("wang", "GET", "/api/me").json["can"]
    traces = session.scalars(select(Trace).where(Trace.deed == "role_granted")).all()
    assert {trace.actor_id for trace in traces} == {world["lin"]}
    assert len(traces) == 3


def test_no_role_is_taken_away_by_a_file(ask: Asker, world: World) -> None:
    send_rows(ask, "chen", (BRANCH, "000001", "Li", "", "", ""))
    assert [one["kind"] for one in member_of(ask, "000001")["roles"]] == ["secretary"]


def test_heads_may_be_starred_renamed_and_in_any_order(ask: Asker, world: World) -> None:
    file = csv_of(("备注", "钱学", "100010001", BRANCH, "13800000001"), heads=("说明", "*姓名", "卡号*", "所属支部", " 电话 "))
    assert counts(send(ask, "chen", file)) == (True, 1, 0, 0, 0)
    assert member_of(ask, "100010001")["phone"] == "138****0001"


def test_leading_zeros_stay(ask: Asker, world: World) -> None:
    for content, name in (
        (csv_of((BRANCH, "0001000", "钱", "", "", "")), "a.csv"),
        (xlsx_of((BRANCH, "0001000", "钱", "", "", "")), "a.xlsx"),
    ):
        send(ask, "chen", content, name)
        assert member_of(ask, "0001000")["name"] == "钱"


def test_empty_rows_are_passed_over_and_still_counted(ask: Asker, world: World) -> None:
    blank = ("",) * len(HEADS)
    answer = send_rows(ask, "chen", NEW, blank, (BRANCH, "?", "钱", "", "", ""), skip_bad_rows="true")
    assert [error["row"] for error in answer.json["errors"]] == [4]
