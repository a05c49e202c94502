"""The report as CSV and XLSX: the same numbers as the API, typed, inert, and streamed."""

import csv
import io
from contextvars import Context
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import insert

from backend.core import clock
from backend.core.db import db
from backend.members.models import Member
from backend.organisations.models import Organisation
from tests.asker import Asker
from tests.cast import World
from tests.points.booking import Books

YEAR = {"first_day": "2026-01-01", "last_day": "2026-12-31"}
HEADS = ["支部", "学习卡号", "姓名", "学习（小时）", "会议（小时）", "其他学习（小时）", "合计（小时）", "数据截至"]
FORMULAS = ("=1+1", "+1", "-1", "@sum", "＝1")


def download(ask: Asker, ending: str, organisation: int, person: str = "lin", **query: str) -> Any:
    query = {"organisation": str(organisation), **YEAR, "reason": "年终核对", **query}
    answer = ask(person, "GET", f"/api/reports/study-hours.{ending}", query_string=query, buffered=True)
    assert answer.status_code == 200, answer.json
    return answer


def csv_rows(answer: Any) -> list[list[str]]:
    """Heads and rows of a file that is whole: as many as its last line says."""
    *rows, last = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert last[0] in (f"行数 {len(rows) - 1}", f"Rows {len(rows) - 1}")
    assert len(last[1]) == len("SHA-256 ") + 64
    assert {len(row) for row in rows} == {len(last)}
    return rows


def sheet(answer: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(answer.data)).active


@pytest.fixture
def hours(books: Books) -> Books:
    """Hours of many sizes, and members with names and cards that spreadsheets like to spoil."""
    for n, person in enumerate(("li", "wang", "zhao", "sun", "dong"), start=1):
        books.book(person, n * 1234, book="hours", rule="studied", day=date(2026, 3, n))
        books.book(person, n * 900, book="hours", rule="attended", day=date(2026, 4, n))
        books.book(person, n * 2700, book="hours", rule="outside_study", day=date(2026, 5, n))
    with books.app.app_context():
        names = (*FORMULAS, "\t=x\x07", '"引号", 逗号', "两\u3000格")
        cards = ("0000000007", "123456789012345678", "1E5", "00001E10", "8888888", "9999999", "0012", "TRUE")
        rows = [{"name": name, "card_number": card, "branch_id": books.world["qingfeng"]} for name, card in zip(names, cards, strict=True)]
        db.session.execute(insert(Member), rows)
        db.session.commit()
    return books


def from_api(ask: Asker, organisation: int) -> list[dict[str, Any]]:
    return list(
        ask("lin", "GET", "/api/reports/study-hours", query_string={"organisation": organisation, "limit": 100, **YEAR}).json["items"]
    )


def test_the_csv_equals_the_api_for_every_member(ask: Asker, world: World, hours: Books) -> None:
    heads, *rows = csv_rows(download(ask, "csv", world["city"]))
    listed = from_api(ask, world["city"])
    assert heads == HEADS
    assert len(rows) == len(listed) == 17
    for row, one in zip(rows, listed, strict=True):
        assert (row[0], row[1].rstrip("\t"), row[2].removeprefix("'")) == (one["branch_name"], one["card_number"], plain(one["name"]))
        assert [float(cell) for cell in row[3:7]] == in_hours(one)


def test_the_xlsx_equals_the_api_for_every_member(ask: Asker, world: World, hours: Books) -> None:
    heads, *rows = list(sheet(download(ask, "xlsx", world["city"])).iter_rows(values_only=True))
    listed = from_api(ask, world["city"])
    assert list(heads) == HEADS
    for row, one in zip(rows, listed, strict=True):
        assert row[:3] == (one["branch_name"], one["card_number"], plain(one["name"]))
        assert list(row[3:7]) == in_hours(one)


def plain(name: str) -> str:
    """A name as files have it: without control characters."""
    return name.replace("\t", "").replace("\x07", "")


def in_hours(one: dict[str, Any]) -> list[float]:
    return [round(one[f"{what}_seconds"] / 3600, 2) for what in ("study", "meeting", "outside", "total")]


def test_in_the_xlsx_hours_are_numbers_and_the_rest_is_text(ask: Asker, world: World, hours: Books) -> None:
    for row in sheet(download(ask, "xlsx", world["city"])).iter_rows(min_row=2):
        assert [cell.data_type for cell in row] == ["s", "s", "s", "n", "n", "n", "n", "s"]
        assert not any(cell.hyperlink for cell in row)


def test_ids_keep_their_zeros_and_all_their_digits(ask: Asker, world: World, hours: Books) -> None:
    cards = {one["card_number"] for one in from_api(ask, world["city"])}
    assert {"0000000007", "123456789012345678", "1E5"} <= cards
    assert {row[1].value for row in sheet(download(ask, "xlsx", world["city"])).iter_rows(min_row=2)} == cards
    written = [row[1] for row in csv_rows(download(ask, "csv", world["city"]))[1:]]
    assert {card.rstrip("\t") for card in written} == cards
    assert all(card.endswith("\t") for card in written)  # which keeps Excel from making a number of it


def test_a_name_that_looks_like_a_formula_is_inert(ask: Asker, world: World, hours: Books) -> None:
    names = [row[2] for row in csv_rows(download(ask, "csv", world["city"]))[1:]]
    assert {f"'{formula}" for formula in (*FORMULAS, "=x")} <= set(names)
    assert not any(name.startswith(FORMULAS) for name in names)
    cells = [row[2] for row in sheet(download(ask, "xlsx", world["city"])).iter_rows(min_row=2)]
    assert {cell.value for cell in cells} >= set(FORMULAS)
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_branch_that_looks_like_a_formula_is_inert(ask: Asker, world: World, session: Any) -> None:
    session.get_one(Organisation, world["songling"]).name = '=HYPERLINK("https://evil.test")'
    session.commit()
    assert csv_rows(download(ask, "csv", world["yunshan"]))[1][0].startswith("'=")


def test_the_csv_opens_right_in_excel(ask: Asker, world: World) -> None:
    answer = download(ask, "csv", world["city"])
    assert answer.data.startswith(b"\xef\xbb\xbf" + "支部".encode())
    assert b"\r\n" in answer.data
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="study-hours-2026-01-01-2026-12-31.csv"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_row_says_as_of_when_in_local_time(ask: Asker, world: World) -> None:
    stamps = {row[7] for row in csv_rows(download(ask, "csv", world["city"]))[1:]}
    assert len(stamps) == 1
    assert stamps.pop()[:10] in today_or_yesterday(ask.app)


def today_or_yesterday(app: Flask) -> set[str]:
    with app.app_context():
        return {str(clock.today()), str(clock.today() - timedelta(days=1))}


def test_the_heads_come_in_english_too(ask: Asker, world: World) -> None:
    for heads in (
        csv_rows(download(ask, "csv", world["city"], language="en"))[0],
        [cell.value for cell in sheet(download(ask, "xlsx", world["city"], language="en"))[1]],
    ):
        assert heads == [
            "Branch",
            "Card number",
            "Name",
            "Study (hours)",
            "Meetings (hours)",
            "Outside study (hours)",
            "Total (hours)",
            "As of",
        ]


def test_a_branch_without_members_gives_the_heads_alone(ask: Asker, world: World, session: Any) -> None:
    session.get_one(Member, world["sun"]).branch_id = world["wangjiang"]
    session.commit()
    assert csv_rows(download(ask, "csv", world["songling"])) == [HEADS]
    cells = [[cell.value for cell in row] for row in sheet(download(ask, "xlsx", world["songling"])).iter_rows()]
    assert [row for row in cells if any(row)] == [HEADS]


def test_many_members_come_in_pieces(ask: Asker, world: World, session: Any) -> None:
    rows = [{"name": f"人{n}", "card_number": f"5{n:06}", "branch_id": world["songling"]} for n in range(2500)]
    session.execute(insert(Member), rows)
    session.commit()
    pieces = Context().run(read_in_pieces, ask, world["yunshan"])
    assert len(pieces) > 2
    assert len(b"".join(pieces).splitlines()) == 1 + 1 + 2500 + 1
    assert sheet(download(ask, "xlsx", world["yunshan"])).max_row == 1 + 1 + 2500


def read_in_pieces(ask: Asker, organisation: int) -> list[bytes]:
    headers = {"Authorization": f"Bearer {ask.token('lin')}"}
    query = {"organisation": organisation, "reason": "年终核对", **YEAR}
    return list(ask.client().get("/api/reports/study-hours.csv", query_string=query, headers=headers).iter_encoded())
