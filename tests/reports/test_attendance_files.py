"""Attendance and one meeting's list as files: the same figures as on screen, typed, inert, and shown to those on them."""

from datetime import timedelta
from typing import Any

import pytest

from backend.members.models import Member
from tests.asker import Asker
from tests.attendance.meetings_held import START, History
from tests.cast import World
from tests.reports.test_files import FORMULAS, csv_rows, sheet

MARCH = {"first_day": "2026-03-01", "last_day": "2026-03-31"}
FIGURES = ["应到人次", "实到人次", "其中迟到", "其中早退", "缺席人次", "请假人次", "未定人次", "到会率（%）"]
FIGURES += ["A 级", "B 级", "C 级", "D 级", "C 级占比（%）", "D 级占比（%）", "会后更正", "数据截至"]
LIST = [
    "学习卡号",
    "姓名",
    "支部",
    "情况",
    "方式",
    "可信级别",
    "签到时间",
    "签退时间",
    "早退",
    "登记人",
    "手工登记的原因",
    "其他记录",
    "数据截至",
]


def attendance(ask: Asker, ending: str, organisation: int, person: str = "lin", **query: str) -> Any:
    asked = {"organisation": str(organisation), **MARCH, **query}
    answer = ask(person, "GET", f"/api/reports/attendance{ending}", query_string=asked)
    assert answer.status_code == 200, answer.json
    return answer


@pytest.fixture
def march(history: History) -> int:
    """Two meetings with marks of every kind; answers the first."""
    first, second = history.hold(), history.hold(START + timedelta(days=7))
    for n, person in enumerate(("li", "wang", "mei")):
        history.come(first, person, minutes=20 * n, assurance="ABD"[n])
    history.come(first, "wang", minutes=30, assurance="D", reason="看到他在")
    history.come(first, "wang", minutes=50, kind="out")
    history.come(second, "wang", assurance="C")
    history.leave(first, "ning")
    return first


def figures(row: dict[str, Any]) -> list[Any]:
    names = ("expected", "came", "late", "left_early", "absent", "on_leave", "undecided")
    shares = [None if row[name] is None else round(row[name] * 100, 2) for name in ("rate", "share_c", "share_d")]
    return [*(row[name] for name in names), shares[0], *(row["assurances"][name] for name in "ABCD"), *shares[1:], row["corrections"]]


def test_both_files_equal_the_screen_by_branch(ask: Asker, march: int, world: World) -> None:
    listed = attendance(ask, "", world["city"]).json["items"]
    expected = [[row["branch_name"], row["meetings"], *figures(row)] for row in listed]
    heads, *written = csv_rows(attendance(ask, ".csv", world["city"]))
    assert heads == ["支部", "召开次数", *FIGURES]
    assert [[row[0], *(float(cell) if cell else None for cell in row[1:-1])] for row in written] == expected
    heads, *cells = sheet(attendance(ask, ".xlsx", world["city"])).iter_rows(values_only=True)
    assert list(heads) == ["支部", "召开次数", *FIGURES]
    assert [list(row[:-1]) for row in cells] == expected
    assert expected[0][1:8] == [2, 8, 4, 2, 1, 3, 1]  # so it compared something


def test_both_files_equal_the_screen_by_member(ask: Asker, march: int, world: World) -> None:
    listed = attendance(ask, "", world["qingfeng"], by="member").json["items"]
    expected = [[row["branch_name"], row["card_number"], row["name"], *figures(row)] for row in listed]
    written = csv_rows(attendance(ask, ".csv", world["qingfeng"], by="member"))[1:]
    assert all(row[1].endswith("\t") for row in written)
    read = [[row[0], row[1].strip(), row[2], *(float(cell) if cell else None for cell in row[3:-1])] for row in written]
    assert read == expected
    heads, *cells = sheet(attendance(ask, ".xlsx", world["qingfeng"], by="member")).iter_rows(values_only=True)
    assert list(heads) == ["支部", "学习卡号", "姓名", *FIGURES]
    assert [list(row[:-1]) for row in cells] == expected


def test_in_the_xlsx_counts_are_numbers_and_nothing_stays_empty_as_text(ask: Asker, march: int, world: World) -> None:
    first, *_, last = sheet(attendance(ask, ".xlsx", world["city"])).iter_rows(min_row=2)
    assert [cell.data_type for cell in first] == ["s", *"n" * 16, "s"]
    assert (last[0].value, last[8].value, last[9].value) == ("松岭支部", 0, None)  # no rate, since nobody was expected
    assert (first[2].number_format, first[9].number_format) == ("General", "0.00")


def test_heads_and_words_come_in_english_too(ask: Asker, march: int, world: World) -> None:
    heads = csv_rows(attendance(ask, ".csv", world["city"], language="en"))[0]
    assert heads[:4] == ["Branch", "Meetings held", "Expected", "Came"]
    rows = csv_rows(take(ask, march, ".csv", language="en"))
    assert rows[0][:4] == ["Card number", "Name", "Branch", "Standing"]
    assert [row[3] for row in rows[1:]] == ["on time", "late", "late", "on leave"]


def test_taking_the_members_as_a_file_is_shown_to_them(ask: Asker, march: int, world: World) -> None:
    attendance(ask, ".csv", world["qingfeng"], "chen", by="member")
    attendance(ask, ".xlsx", world["qingfeng"], "chen", by="member")
    looks = ask("wang", "GET", "/api/me/attendance/traces").json["items"]
    assert [(one["word"], one["name"]) for one in looks] == [("file", "Chen")] * 2  # one for each of the two meetings


def take(ask: Asker, meeting_id: int, ending: str, person: str = "li", **query: str) -> Any:
    answer = ask(person, "GET", f"/api/reports/meetings/{meeting_id}/sign-ins{ending}", query_string=query)
    assert answer.status_code == 200, answer.json
    return answer


def test_one_meetings_list_says_everything_about_each_mark(ask: Asker, march: int) -> None:
    heads, li, wang, mei, ning = csv_rows(take(ask, march, ".csv"))
    assert heads == LIST
    at = "2026-03-10 19:"
    assert li[:-1] == ["000001\t", "Li", "青枫里支部", "准时", "扫码", "A", f"{at}00:00", "", "", "", "", ""]
    also = f"D 手工 {at}30:00 Li"
    assert wang[:-1] == ["000002\t", "Wang", "青枫里支部", "迟到", "扫码", "B", f"{at}20:00", f"{at}50:00", "早退", "", "", also]
    assert mei[:-1] == ["000007\t", "Mei", "青枫里支部", "迟到", "手工", "D", f"{at}40:00", "", "", "Li", "没有手机", ""]
    assert ning[:-1] == ["000009\t", "Ning", "青枫里支部", "请假", "", "", "", "", "", "", "", ""]


def test_the_xlsx_is_the_same_list_as_text(ask: Asker, march: int) -> None:
    cells = list(sheet(take(ask, march, ".xlsx")).iter_rows())
    read = [[cell.value or "" for cell in row][:-1] for row in cells]
    assert read == [[cell.rstrip("\t") for cell in row][:-1] for row in csv_rows(take(ask, march, ".csv"))]
    assert {cell.data_type for row in cells for cell in row if cell.value} == {"s"}


def test_the_reason_of_a_leave_is_in_no_file(ask: Asker, march: int, world: World) -> None:
    for answer in (take(ask, march, ".csv"), attendance(ask, ".csv", world["qingfeng"], by="member")):
        assert "出差" not in answer.data.decode()


def test_reasons_and_names_are_inert(ask: Asker, history: History, world: World, session: Any) -> None:
    meeting_id = history.hold()
    for person, formula in zip(("li", "wang", "mei"), FORMULAS, strict=False):
        history.come(meeting_id, person, assurance="D", reason=formula)
    for person, formula in zip(("li", "wang", "mei"), FORMULAS, strict=False):
        session.get_one(Member, world[person]).name = formula
    session.commit()
    for row in csv_rows(take(ask, meeting_id, ".csv"))[1:4]:
        assert row[1].startswith("'")
        assert row[10].startswith("'")
    assert {cell.data_type for row in sheet(take(ask, meeting_id, ".xlsx")).iter_rows() for cell in row if cell.value} == {"s"}


def test_the_card_number_of_a_guest_is_not_told(ask: Asker, history: History, world: World) -> None:
    """With it, its member signs in to the app: it is for those who look after the member."""
    meeting_id = history.hold()
    history.join(meeting_id, "wangjiang")
    for_li, for_chen = (csv_rows(take(ask, meeting_id, ".csv", person))[1:] for person in ("li", "chen"))
    assert [row[0] for row in for_li if row[2] == "望江支部"] == ["", "", ""]
    assert [row[0] for row in for_chen if row[2] == "望江支部"] == ["000003\t", "000004\t", "000005\t"]


def test_taking_the_list_is_shown_to_those_on_it(ask: Asker, march: int) -> None:
    take(ask, march, ".csv")
    take(ask, march, ".xlsx")
    (look,) = ask("wang", "GET", "/api/me/attendance/traces").json["items"]
    assert (look["kind"], look["word"], look["name"], look["meeting_id"]) == ("look", "file", "Li", march)


def test_the_list_is_for_those_who_look_after_the_meeting(ask: Asker, march: int) -> None:
    for ending in (".csv", ".xlsx"):
        for person, status in (("wang", 403), ("zhao", 404), ("sun", 404), (None, 401), ("chen", 200)):
            assert ask(person, "GET", f"/api/reports/meetings/{march}/sign-ins{ending}").status_code == status
    assert [one["name"] for one in ask("wang", "GET", "/api/me/attendance/traces").json["items"]] == ["Chen"]


def test_files_have_names_and_are_kept_by_no_cache(ask: Asker, march: int, world: World) -> None:
    named = {
        take(ask, march, ".csv").headers["Content-Disposition"]: f"sign-ins-{march}-2026-03-10.csv",
        attendance(ask, ".xlsx", world["city"]).headers["Content-Disposition"]: "attendance-2026-03-01-2026-03-31.xlsx",
    }
    assert all(disposition == f'attachment; filename="{name}"' for disposition, name in named.items())
    assert take(ask, march, ".xlsx").headers["Cache-Control"] == "no-store"
