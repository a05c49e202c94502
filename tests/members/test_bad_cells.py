"""Every bad cell of a roster is named by row and column, and one of them keeps the whole file out."""

from tests.asker import Asker
from tests.cast import World
from tests.members.spreadsheets import BRANCH, FAR_BRANCH, bad_cells, counts, member_of, send, send_rows, xlsx_of

ROWS = [
    (BRANCH, "100010001", "钱学", "13800000001", "", "正常"),  # row 2: nothing wrong
    ("和风市//青枫里支部", "100010002", "人", "", "", ""),
    ("/".join("一二三四五六七八九十百"), "100010003", "人", "", "", ""),
    ("和风市/滨江区", "100010004", "人", "", "", ""),
    (BRANCH, "12", "人", "", "", ""),
    (BRANCH, "1000-10006", "人", "", "", ""),
    (BRANCH, "100010007", "", "", "", ""),
    (BRANCH, "100010008", "人" * 61, "", "", ""),
    (BRANCH, "100010009", "人", "12345", "", ""),
    (BRANCH, "100010010", "人", "19900000003", "", ""),  # Zhao's
    (BRANCH, "100010011", "人", "13800000001", "", ""),  # row 2's
    (BRANCH, "100010001", "钱学", "", "", ""),
    (BRANCH, "100010012", "人", "", "", "退休"),
    (BRANCH, "100010013", "人", "", "主席", ""),
    (BRANCH, "100010014", "人", "", "管理员@和风市/云山区", ""),
    (BRANCH, "", "", "x", "主席", "退休"),
]
WRONG = [
    (3, "组织", "organisation_invalid"),
    (4, "组织", "organisation_invalid"),
    (5, "组织", "not_a_branch"),
    (6, "学习卡号", "card_invalid"),
    (7, "学习卡号", "card_invalid"),
    (8, "姓名", "name_invalid"),
    (9, "姓名", "name_invalid"),
    (10, "手机号", "phone_invalid"),
    (11, "手机号", "phone_taken"),
    (12, "手机号", "phone_taken"),
    (13, "学习卡号", "twice_in_file"),
    (14, "状态", "status_unknown"),
    (15, "职务", "role_unknown"),
    (16, "职务", "role_elsewhere"),
    (17, "学习卡号", "card_invalid"),
    (17, "姓名", "name_invalid"),
    (17, "手机号", "phone_invalid"),
    (17, "状态", "status_unknown"),
    (17, "职务", "role_unknown"),
]


def test_every_bad_cell_is_named_by_row_and_column(ask: Asker, world: World) -> None:
    answer = send_rows(ask, "lin", *ROWS)
    assert sorted(bad_cells(answer)) == sorted(WRONG)


def test_a_spreadsheet_names_the_same_cells(ask: Asker, world: World) -> None:
    answer = send(ask, "lin", xlsx_of(*ROWS), "a.xlsx")
    assert sorted(bad_cells(answer)) == sorted(WRONG)


def test_a_bad_cell_is_shown_with_a_sentence(ask: Asker, world: World) -> None:
    error = send_rows(ask, "lin", (BRANCH, "100010001", "人", "12345", "", "")).json["errors"][0]
    assert error["value"] == "12345"
    assert error["detail"].endswith(".")


def test_one_bad_cell_keeps_the_file_out(ask: Asker, world: World) -> None:
    assert counts(send_rows(ask, "lin", *ROWS))[0] is False
    assert ask("lin", "GET", "/api/members?q=100010001").json["items"] == []


def test_bad_rows_can_be_left_out(ask: Asker, world: World) -> None:
    answer = send_rows(ask, "lin", *ROWS, skip_bad_rows="true")
    assert counts(answer) == (True, 1, 0, 0, 0)
    assert len(answer.json["errors"]) == len(WRONG)
    assert member_of(ask, "100010001")["name"] == "钱学"


def test_a_card_number_that_a_spreadsheet_has_rounded_is_refused(ask: Asker, world: World) -> None:
    # 18 digits in a number cell: the program has kept 15 of them, and nobody can tell the others.
    answer = send(ask, "lin", xlsx_of((BRANCH, 123456789012345678, "钱", "", "", "")), "a.xlsx")
    assert bad_cells(answer) == [(2, "学习卡号", "card_invalid")]


def test_18_digits_in_a_text_cell_go_in(ask: Asker, world: World) -> None:
    assert counts(send(ask, "lin", xlsx_of((BRANCH, "123456789012345678", "钱", "", "", "")), "a.xlsx")) == (True, 1, 0, 0, 0)


def test_control_characters_reach_no_name(ask: Asker, world: World) -> None:
    for organisation, name in ((BRANCH, "钱\x07学"), ("和风市/滨江区/梧桐街道/新\x07支部", "钱")):
        answer = send_rows(ask, "lin", (organisation, "100010001", name, "", "", ""))
        assert len(answer.json["errors"]) == 1, (organisation, answer.json)


def test_a_level_without_a_name_is_no_organisation(ask: Asker, world: World) -> None:
    answer = send_rows(ask, "lin", ("和风市/滨江区/ /新支部", "100010001", "钱", "", "", ""))
    assert bad_cells(answer) == [(2, "组织", "organisation_invalid")]


def test_whose_place_it_is_not_learns_only_that(ask: Asker, world: World) -> None:
    answer = send_rows(ask, "chen", (FAR_BRANCH, "100010001", "钱", "", "", ""))
    assert bad_cells(answer) == [(2, "组织", "not_yours")]
