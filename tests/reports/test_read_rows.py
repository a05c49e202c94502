"""A report's rows are read with room of their own, and what reads afterwards has the server's."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import literal, select, text

from backend.core.db import db
from backend.members.models import Member
from backend.reports.read_rows import read_rows
from backend.reports.write import only_reading
from tests.cast import World

NAMED = ("work_mem", "random_page_cost", "cursor_tuple_fraction")


def settings() -> list[str]:
    return [str(db.session.scalar(text(f"SHOW {name}"))) for name in NAMED]


@pytest.mark.parametrize("stand", ["postgresql"], indirect=True)
def test_room_is_made_for_the_report_alone(app: Flask, world: World) -> None:
    with app.app_context():
        before = settings()
        with only_reading():
            _, parts = read_rows(select(Member.id))
            assert sum(map(len, parts)) > 5
            assert settings() == ["64MB", "4", "1"]
        assert settings() == before != ["64MB", "4", "1"]


@pytest.mark.parametrize("stand", ["postgresql"], indirect=True)
def test_a_server_that_has_more_room_keeps_it(app: Flask, world: World) -> None:
    with app.app_context(), only_reading():
        db.session.execute(text("SET LOCAL work_mem = '1GB'"))
        db.session.execute(text("SET LOCAL random_page_cost = 8"))
        list(read_rows(select(Member.id))[1])
        assert settings() == ["1GB", "8", "1"]


def test_all_rows_come_in_parts_with_the_names_of_the_columns(app: Flask, world: World, session: Any) -> None:
    with only_reading():
        names, parts = read_rows(select(Member.id.label("one"), literal("x").label("other")).order_by(Member.id))
        rows = [tuple(row) for part in parts for row in part]
        assert names == ["one", "other"]
        assert rows == [(id, "x") for id in session.scalars(select(Member.id).order_by(Member.id))]
