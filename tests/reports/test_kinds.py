"""Every kind of report, by member, branch and subtree: screen, CSV and XLSX are one, and agree with the books."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from backend.auth.models import Credential, Session
from backend.core.db import db
from backend.courses.models import Lesson
from backend.ledger.models import HOURS, POINTS, Entry
from backend.members.models import Member
from backend.seed.city import City
from backend.seed.plant import plant
from backend.study.models import StudyDayLesson
from tests.asker import Asker
from tests.cast import LONG_AGO, World
from tests.points.booking import Books

YEAR = {"first_day": "2026-01-01", "last_day": "2026-12-31"}
WAYS = ("member", "branch", "subtree")
KINDS = ("study-hours", "points", "targets", "hour-transfers")
UNTIL = date(2026, 11, 1)


@pytest.fixture
def city(empty: Flask) -> Asker:
    """A small city, and one way to ask as its admin (the third member)."""
    with empty.app_context():
        list(plant(City(60), until=UNTIL))
        db.session.add(Credential(member_id=3, password_hash="none", first=False))
        phone = Session(member_id=3, seed="seed", device_hash="phone", device_name="phone", created_at=LONG_AGO)
        db.session.add(phone)
        db.session.get_one(Member, 5).branch_id = db.session.get_one(Member, 60).branch_id
        db.session.commit()
        return Asker(empty, World(ids={"admin": 3}, sessions={"admin": phone.id}))


def page_after_page(ask: Asker, person: str, path: str, **query: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """All items, and the columns."""
    items, after = [], {}
    while True:
        answer = ask(person, "GET", path, query_string={**YEAR, "limit": 23, **query, **after})
        assert answer.status_code == 200, answer.json
        items += answer.json["items"]
        if answer.json["next"] is None:
            return items, answer.json["columns"]
        after = {"after": answer.json["next"]}


def in_a_file(item: dict[str, Any], columns: list[dict[str, Any]]) -> list[Any]:
    """An item as a file shows it."""
    turns = {"hours": lambda value: round(value / 3600, 2), "percent": lambda value: round(value * 100, 2)}
    turned = []
    for column in columns:
        value, turn = item[column["name"]], turns.get(column["kind"])
        turned.append(turn(value) if turn and value is not None else value)
    return turned


def as_read(cells: list[Any], columns: list[dict[str, Any]]) -> list[Any]:
    """Cells of a CSV in the types of their columns."""
    texts = ("text", "id", "day")
    return [
        cell.removesuffix("\t").removeprefix("'") if column["kind"] in texts else (float(cell) if cell else None)
        for cell, column in zip(cells, columns, strict=False)
    ]


@pytest.mark.parametrize("by", WAYS)
def test_screen_csv_and_xlsx_are_one_for_every_row(city: Asker, by: str) -> None:
    for kind in KINDS:
        items, columns = page_after_page(city, "admin", f"/api/reports/{kind}", organisation=1, by=by)
        expected = [in_a_file(item, columns) for item in items]
        query = {"organisation": 1, "by": by, **YEAR}
        text = city("admin", "GET", f"/api/reports/{kind}.csv", query_string=query).data.decode("utf-8-sig")
        _, *rows, last = csv.reader(io.StringIO(text))
        assert [as_read(row[:-1], columns) for row in rows] == expected, kind
        assert last[0] == f"行数 {len(expected)}"
        content = city("admin", "GET", f"/api/reports/{kind}.xlsx", query_string=query).data
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        _, *cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
        assert [[None if cell == "" else cell for cell in row[:-1]] for row in cells] == expected, kind
        about = dict(book.get_sheet_by_index(1).to_python())
        assert (about["行数"], about["组织"], about["SHA-256"]) == (len(expected), "和风市", last[1].removeprefix("SHA-256 "))
    assert expected  # the one who moved


@pytest.mark.parametrize("by", WAYS)
def test_the_sums_are_those_of_the_books(city: Asker, by: str) -> None:
    with city.app.app_context():
        year = Entry.day.between(date(2026, 1, 1), date(2026, 12, 31))
        books = dict(db.session.execute(select(Entry.book, func.sum(Entry.amount)).where(year).group_by(Entry.book)).all())
    for kind, book, total in (("study-hours", HOURS, "total_seconds"), ("points", POINTS, "total_points")):
        items, columns = page_after_page(city, "admin", f"/api/reports/{kind}", organisation=1, by=by)
        assert sum(item[total] for item in items) == books[book]
        parts = [column["name"] for column in columns if column["kind"] in ("hours", "points") and column["name"] != total]
        assert all(item[total] == sum(item[part] for part in parts) for item in items)


def test_who_moved_takes_the_years_hours_along(ask: Asker, books: Books, world: World, session: Any) -> None:
    books.book("wang", 3600, book="hours", rule="studied", day=date(books.today.year - 1, 12, 31))
    books.book("wang", 1800, book="hours", rule="studied")
    books.book("wang", 900, book="hours", rule="attended")
    session.get_one(Member, world["wang"]).branch_id = world["wangjiang"]
    session.commit()
    today = {"first_day": str(books.today.replace(day=1)), "last_day": str(books.today)}
    for organisation in ("qingfeng", "wangjiang", "city"):
        (row,) = transfers(ask, world[organisation], **today)
        assert (row["name"], row["left_name"], row["joined_name"]) == ("Wang", "青枫里支部", "望江支部")
        assert (row["study_seconds"], row["meeting_seconds"], row["total_seconds"]) == (1800, 900, 2700)
        assert row["moved_on"] == str(books.today)
    assert transfers(ask, world["songling"], **today) == []
    assert transfers(ask, world["city"], first_day="2026-01-01", last_day="2026-01-31") == []
    crossed = {
        row["branch_name"]: (row["came"], row["came_seconds"], row["went"]) for row in transfers(ask, world["city"], by="branch", **today)
    }
    assert crossed == {"青枫里支部": (0, 0, 1), "望江支部": (1, 2700, 0), "松岭支部": (0, 0, 0)}
    assert {(row["came"], row["went"]) for row in transfers(ask, world["city"], by="subtree", **today)} == {(0, 0)}  # within a district


def transfers(ask: Asker, organisation: int, **query: Any) -> list[dict[str, Any]]:
    answer = ask("lin", "GET", "/api/reports/hour-transfers", query_string={"organisation": organisation, **query})
    assert answer.status_code == 200, answer.json
    return list(answer.json["items"])


def test_targets_say_who_has_not_and_how_many_have(ask: Asker, books: Books, world: World) -> None:
    year = {"first_day": f"{books.today.year}-01-01", "last_day": f"{books.today.year}-12-31"}
    summary = ask("wang", "GET", "/api/study/summary").json
    target = summary["target_seconds"]
    books.book("wang", target, book="hours", rule="studied")
    books.book("mei", target // 4, book="hours", rule="studied")
    query = {"organisation": world["qingfeng"], **year}
    rows = {row["name"]: row for row in ask("li", "GET", "/api/reports/targets", query_string=query).json["items"]}
    assert (rows["Wang"]["target_seconds"], rows["Wang"]["missing_seconds"], rows["Wang"]["share"]) == (target, 0, 1.0)
    assert (rows["Mei"]["done_seconds"], rows["Mei"]["missing_seconds"], rows["Mei"]["share"]) == (target // 4, target - target // 4, 0.25)
    of_li = ask("li", "GET", "/api/study/summary").json["target_seconds"]
    assert rows["Li"]["target_seconds"] == of_li
    (branch,) = ask("li", "GET", "/api/reports/targets", query_string={**query, "by": "branch"}).json["items"]
    assert (branch["members"], branch["met"], branch["share_met"]) == (4, 1, 0.25)


def test_points_can_be_asked_by_rule_and_hours_by_course(ask: Asker, books: Books, world: World, session: Any) -> None:
    books.book("wang", 10, rule="meeting_attended", day=date(2026, 3, 1))
    books.book("wang", 3, rule="lesson_completed", day=date(2026, 3, 1))
    lesson, sat = session.get_one(Lesson, world["lesson"]), {"studied_ms": 90_000, "counted_ms": 61_500, "nominal_ms": 600_000}
    session.add(StudyDayLesson(member_id=world["wang"], day=date(2026, 3, 1), lesson_id=lesson.id, **sat))
    session.commit()
    points, _ = page_after_page(ask, "li", "/api/reports/points", organisation=world["qingfeng"], rule="lesson_completed")
    assert {row["name"]: row["total_points"] for row in points}["Wang"] == 3
    hours, _ = page_after_page(ask, "li", "/api/reports/study-hours", organisation=world["qingfeng"], course=world["course"])
    assert {row["name"]: row["total_seconds"] for row in hours} == {"Li": 0, "Wang": 61, "Mei": 0, "Ning": 0}
    other, _ = page_after_page(ask, "li", "/api/reports/study-hours", organisation=world["qingfeng"], course=world["menu course"])
    assert {row["total_seconds"] for row in other} == {0}


def test_the_kinds_say_what_they_can_be_asked_by(ask: Asker) -> None:
    offered = ask("li", "GET", "/api/reports").json
    assert {kind["kind"]: kind["filters"] for kind in offered["kinds"]} == {
        "study-hours": ["course"],
        "attendance": ["meeting_kind"],
        "points": ["course", "rule"],
        "targets": [],
        "hour-transfers": [],
    }
    assert offered["reason_above"] == 500
