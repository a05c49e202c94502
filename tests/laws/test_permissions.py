"""Every endpoint asked as every person. The answers stand in docs/permissions.md, which is reviewed like code.

MUSTER_WRITE=1 writes the page anew.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from backend import permissions
from backend.auth.devices import MemberDevice
from backend.auth.models import Session
from backend.certificates.models import Certificate
from backend.core.db import db
from backend.core.web import Facts
from backend.courses.choices import Assignment
from backend.courses.models import Lesson
from backend.meetings import api as meetings_api
from backend.meetings.models import Meeting
from backend.members import api as members_api
from backend.members.models import Member
from backend.notices.models import Notice
from backend.organisations.models import Organisation
from backend.outside.models import OutsideStudy
from backend.plans.models import YearPlan
from backend.reports import questions as reports_questions
from backend.saved_reports.models import SavedReport
from backend.study.models import HeldStudy
from tests.asker import Asker
from tests.cast import World
from tests.databases import Database
from tests.laws.examples import examples

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"
PEOPLE = (None, "ning", "dong", "wang", "mei", "zhao", "li", "chen", "sun", "lin")
HEADS = (
    "nobody",
    "first password",
    "disabled",
    "member",
    "moved",
    "other branch",
    "secretary",
    "district admin",
    "neighbour admin",
    "city admin",
)
INTRODUCTION = """# Who may do what

Written by `tests/laws/test_permissions.py` from real answers. Each request is sound and about a thing of one branch; the columns are
the people of the tests' cast. A number in brackets says how many items a list showed. 404 means: does not exist for this person.

"""


def endpoints(app: Flask) -> dict[str, Facts]:
    return {name: view.facts for name, view in app.view_functions.items() if hasattr(view, "facts")}


Rows = dict[str, list[str]]


class Matrix:
    """Asks, and sets the database back after every request that may have changed it."""

    def __init__(self, ask: Asker, database: Database) -> None:
        self.ask, self.database = ask, database

    @property
    def examples(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """Made anew for each request: a file can be sent once."""
        return examples(self.ask.world)

    def row(self, name: str, facts: Facts) -> list[str]:
        return [self.cell(person, name, facts) for person in PEOPLE]

    def cell(self, person: str | None, name: str, facts: Facts) -> str:
        path, options = self.examples[name]
        answer = self.ask(person, facts.method, path, **options)
        if facts.method != "GET" and answer.status_code < 400:
            self.restore()
        shown = f" ({len(answer.json['items'])})" if facts.lists and answer.status_code == 200 else ""
        return f"{answer.status_code}{shown}"

    def restore(self) -> None:
        with self.ask.app.app_context():
            db.session.remove()
            self.database.restore(db.engine.dispose)


@pytest.fixture
def matrix(ask: Asker, database: Database) -> Matrix:
    return Matrix(ask, database)


@pytest.fixture(scope="session")
def committed_rows() -> Rows:
    """{endpoint: cells} as docs/permissions.md has them."""
    lines = [line.strip("| \n").split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    return {line[0].strip("`"): line[2:] for line in lines}


def test_every_endpoint_answers_every_person_as_the_page_says(app: Flask, matrix: Matrix, request: pytest.FixtureRequest) -> None:
    rows = {name: matrix.row(name, facts) for name, facts in endpoints(app).items()}
    if os.environ.get("MUSTER_WRITE"):
        PAGE.write_text(page(app, rows), "utf-8")
    assert rows == request.getfixturevalue("committed_rows")
    assert PAGE.read_text("utf-8") == page(app, rows)


def page(app: Flask, rows: Rows) -> str:
    lines = [("endpoint", "who may", *HEADS), ("---",) * (len(HEADS) + 2)]
    for name, facts in endpoints(app).items():
        lines.append((f"`{name}`", facts.may.__name__.replace("_", " "), *rows[name]))
    return INTRODUCTION + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def test_every_endpoint_has_an_example(app: Flask, matrix: Matrix) -> None:
    assert set(matrix.examples) == set(endpoints(app))


@pytest.mark.parametrize("stand", ["sqlite"], indirect=True)
def test_taking_away_any_endpoints_rule_shows(app: Flask, matrix: Matrix, committed_rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, facts in endpoints(app).items():
        if facts.may in (permissions.anyone, permissions.even_with_first_password):
            continue
        with monkeypatch.context() as without:
            without.setattr(facts, "may", lambda actor, thing: True)
            cells = zip(PEOPLE, committed_rows[name], strict=True)
            assert any(matrix.cell(person, name, facts) != cell for person, cell in cells), f"nobody would notice if {name} had no rule"


def everything(kind: Any) -> Callable[[Any], Any]:
    return lambda actor: select(kind)


KINDS = (
    Organisation,
    Member,
    Session,
    MemberDevice,
    Lesson,
    Assignment,
    Meeting,
    YearPlan,
    HeldStudy,
    OutsideStudy,
    Certificate,
    Notice,
    SavedReport,
)


@pytest.mark.parametrize("kind", KINDS)
def test_showing_everything_to_everybody_shows(
    kind: Any, app: Flask, matrix: Matrix, session: Any, committed_rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = {name: facts for name, facts in endpoints(app).items() if facts.on is kind}
    assert about
    monkeypatch.setattr(kind, "visible_to", staticmethod(everything(kind)))
    if kind is Lesson:  # the only thing that is hidden by its own state, from everybody alike
        session.get_one(Lesson, matrix.ask.world["lesson"]).withdrawn_at = session.get_one(Meeting, matrix.ask.world["meeting"]).starts_at
        session.commit()
        assert matrix.cell("wang", "courses.get_lesson", about["courses.get_lesson"]) == "200"
        monkeypatch.undo()
        assert matrix.cell("wang", "courses.get_lesson", about["courses.get_lesson"]) == "404"
        return
    assert any(matrix.row(name, facts) != committed_rows[name] for name, facts in about.items())


def above(path: str, world: World) -> str:
    """The same request about the level above, which Li and Chen can see but do not look after."""
    return path.replace(f"organisation={world['qingfeng']}", f"organisation={world['wutong']}")


def test_taking_away_the_check_on_the_place_of_a_plan_shows(matrix: Matrix, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    path, options = matrix.examples["meetings.plan_meeting"]
    plan = {"json": {**options["json"], "organisation_id": world["wutong"]}}
    assert matrix.ask("li", "POST", path, **plan).status_code == 403
    monkeypatch.setattr(meetings_api, "can_look_after", lambda actor, path: True)
    assert matrix.ask("li", "POST", path, **plan).status_code == 201


def test_taking_away_the_check_on_the_place_of_a_role_shows(matrix: Matrix, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    path, grant = f"/api/members/{world['zhao']}/roles", {"kind": "admin", "organisation_id": world["city"]}
    assert matrix.ask("chen", "POST", path, json=grant).status_code == 403
    monkeypatch.setattr(members_api, "can_administer", lambda actor, path: True)
    assert matrix.ask("chen", "POST", path, json=grant).status_code == 201


@pytest.mark.parametrize("name", ["list_study_hours", "download_study_hours_csv", "download_study_hours_xlsx"])
def test_taking_away_the_check_on_the_place_of_a_report_shows(
    name: str, matrix: Matrix, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = above(matrix.examples[f"reports.{name}"][0], world)
    assert matrix.ask("li", "GET", path).status_code == 403
    monkeypatch.setattr(reports_questions, "looks_after_it", lambda actor, thing: True)
    assert matrix.ask("li", "GET", path).status_code == 200
