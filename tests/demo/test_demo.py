"""The demo: a small city by the same code as real data, loaded once, and signed into only where it is meant to be."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from backend.auth.models import Credential
from backend.core.db import db
from backend.courses.import_folder import import_folder
from backend.courses.models import Lesson
from backend.demo import load
from backend.exchange.models import Post
from backend.ledger.models import Entry
from backend.members.import_roster import import_roster
from backend.members.models import Member
from backend.members.read_roster import read_roster
from backend.notices.models import Notice
from tests.core.second_server import second_server

KINDS = ["member", "secretary", "admin", "city_admin"]


@pytest.fixture
def city(empty: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A demo server over it, with the first people of the roster and two of the courses."""
    few = (load.CONTENT / "roster.csv").read_text("utf-8-sig").splitlines()[:12]
    (tmp_path / "roster.csv").write_text("\n".join(few), "utf-8")
    for name in ("medicines-at-home", "know-the-warning-signs"):
        shutil.copytree(load.CONTENT / "courses" / name, tmp_path / "courses" / name)
    monkeypatch.setattr(load, "CONTENT", tmp_path)
    with second_server(replace(empty.config["MUSTER"], mode="demo")) as server:
        yield server


def flask(server: Flask, *command: str) -> Any:
    return server.test_cli_runner().invoke(args=list(command))


def sizes(server: Flask) -> list[int]:
    with server.app_context():
        return [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in (Member, Lesson, Entry, Credential)]


def test_it_fills_an_empty_database_and_its_books_agree(city: Flask) -> None:
    done = flask(city, "demo", "load")
    assert done.exit_code == 0, done.output
    assert [line.split()[1] for line in done.output.splitlines()] == ["members", "courses", "meetings", "a", "questions"]
    assert all(size > 0 for size in sizes(city))
    proof = flask(city, "ledger", "verify")
    assert (proof.exit_code, proof.output) == (0, "Every balance is the sum of its entries.\nEvery closing is as it was closed.\n")


def test_a_second_load_does_nothing(city: Flask) -> None:
    flask(city, "demo", "load")
    before = sizes(city)
    again = flask(city, "demo", "load")
    assert (again.exit_code, again.output) == (0, "")
    assert sizes(city) == before


def test_one_of_each_kind_signs_in_with_what_the_demo_prints(city: Flask) -> None:
    flask(city, "demo", "load")
    printed = [line.split("\t") for line in flask(city, "demo", "sign-ins").output.splitlines()]
    offered = city.test_client().get("/api/deployment").json["demo_sign_ins"]
    assert [one[0] for one in printed] == [one["kind"] for one in offered] == KINDS
    can = {}
    for kind, name, login, password in printed:
        answer = city.test_client().post("/api/auth/sessions", json={"login": login, "password": password})
        assert (answer.status_code, answer.json["member"]["name"]) == (201, name)
        can[kind] = answer.json["member"]["can"]
    assert can["member"] == []
    assert "import_members" not in can["secretary"]
    assert "import_members" in can["admin"]


def test_outside_the_demo_no_sign_ins_are_offered(app: Flask, city: Flask) -> None:
    flask(city, "demo", "load")
    answer = app.test_client().get("/api/deployment").json
    assert (answer["demo"], answer["demo_sign_ins"]) == (False, [])


def test_before_it_is_loaded_none_are_offered(city: Flask) -> None:
    answer = city.test_client().get("/api/deployment").json
    assert (answer["demo"], answer["demo_sign_ins"]) == (True, [])


def test_all_of_its_content_goes_in_without_a_mistake(empty: Flask) -> None:
    with empty.app_context():
        with (load.CONTENT / "roster.csv").open("rb") as file:
            rows = read_roster(file, "roster.csv")
        outcome = import_roster(rows, levels=empty.config["MUSTER"].levels.split("/"), may_write=lambda path: True)
        taken, problems = import_folder(load.CONTENT / "courses")
        db.session.rollback()
    assert (outcome["errors"], problems) == ([], [])
    assert (len(rows) > 100, taken >= 10) == (True, True)
    assert set(load.PEOPLE.values()) <= {row["card_number"] for _, row in rows}


def test_the_demos_people_ask_answer_and_are_told(city: Flask) -> None:
    flask(city, "demo", "load")
    with city.app_context():
        lesson = db.session.query(Lesson).filter_by(title="等救护车的十分钟，可以做什么").one()
        asked, answered = db.session.query(Post).filter_by(lesson_id=lesson.id).order_by(Post.id)
        assert (asked.answer_count, answered.question_id, answered.helpful) == (1, asked.id, True)
        assert asked.like_count > 0
        told = db.session.query(Notice).filter_by(member_id=asked.author_id).order_by(Notice.id)
        assert [one.kind for one in told] == ["course_assigned", "answered"]
