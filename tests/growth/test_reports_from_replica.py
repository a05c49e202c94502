"""Files of reports are read from the replica, and from the database itself when that fails: before, or in the middle."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event

from backend.core import replica
from backend.core.db import db
from backend.reports import make_file
from backend.reports.runner import Runner
from tests.asker import Asker
from tests.cast import World, build_world
from tests.replicas import Pair, serving, start_pair

YEAR = {"first_day": "2026-01-01", "last_day": "2026-12-31"}


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Pair, World]]:
    with start_pair() as servers:
        with serving(servers, tmp_path_factory.mktemp("data")):
            upgrade()
            world = build_world()
        yield servers, world


@pytest.fixture
def city(pair: tuple[Pair, World], tmp_path: Path) -> Iterator[Flask]:
    with serving(pair[0], tmp_path, replica_url=pair[0].url("replica")) as app:
        yield app


@pytest.fixture
def asked_of_replica(city: Flask) -> list[str]:
    """What the replica is asked."""
    asked: list[str] = []
    event.listen(db.engines[replica.NAME], "before_cursor_execute", lambda *facts: asked.append(facts[2]))
    return asked


def run_report(city: Flask, world: World) -> dict[str, Any]:
    """Ask for a report, have it made, and look at the run."""
    ask = Asker(city, world)
    body = {"kind": "study-hours", "query": {"organisation": world["qingfeng"], **YEAR}, "format": "csv", "operation_id": str(uuid4())}
    asked = ask("li", "POST", "/api/report-runs", json=body)
    assert asked.status_code == 201, asked.json
    assert Runner().work_off() == 1
    db.session.remove()
    return dict(ask("li", "GET", f"/api/report-runs/{asked.json['id']}").json)


def test_a_file_is_read_from_the_replica(city: Flask, pair: tuple[Pair, World], asked_of_replica: list[str]) -> None:
    run = run_report(city, pair[1])
    assert (run["state"], run["row_count"] > 0) == ("ready", True)
    assert any("members" in statement for statement in asked_of_replica)


def test_a_replica_that_dies_in_the_middle_spoils_no_file(
    city: Flask, pair: tuple[Pair, World], asked_of_replica: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run_report(city, pair[1])
    count, deaths = make_file.count_rows, []

    def die_after_counting(*question: Any) -> Any:
        found = count(*question)
        if not deaths:
            pair[0].stop("replica")
            deaths.append(found)
        return found

    monkeypatch.setattr(make_file, "count_rows", die_after_counting)
    asked_of_replica.clear()
    run = run_report(city, pair[1])
    assert deaths
    assert any("members" in statement for statement in asked_of_replica)
    assert (run["state"], run["rows_sha256"]) == ("ready", whole["rows_sha256"])


def test_without_its_replica_a_file_is_made_all_the_same(city: Flask, pair: tuple[Pair, World]) -> None:
    if pair[0].servers["replica"].poll() is None:
        pair[0].stop("replica")
    assert run_report(city, pair[1])["state"] == "ready"
