"""Reports made in the background: asked for once, made whole or not at all, taken by their asker alone, and written down."""

import errno
import hashlib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from backend.core import clock
from backend.members.models import Member, Role
from backend.reports import make_file, runs
from backend.reports.expire import expire
from backend.reports.models import ReportRun
from backend.reports.people import concerned
from backend.reports.runner import Runner, TakenAway
from tests.asker import Asker
from tests.cast import World
from tests.points.booking import Books

YEAR = {"first_day": "2026-01-01", "last_day": "2026-12-31"}


def begin(ask: Asker, world: World, person: str = "li", place: str = "qingfeng", **said: Any) -> Any:
    query = {"organisation": world[place], **YEAR, **said.pop("query", {})}
    body = {"kind": "study-hours", "format": "csv", "operation_id": str(uuid4()), **said}
    return ask(person, "POST", "/api/report-runs", json={**body, "query": query})


def begun(ask: Asker, world: World, **said: Any) -> int:
    answer = begin(ask, world, **said)
    assert answer.status_code == 201, answer.json
    return int(answer.json["id"])


def make(app: Flask) -> int:
    with app.app_context():
        return Runner().work_off()


def look(ask: Asker, run_id: int, person: str = "li") -> Any:
    return ask(person, "GET", f"/api/report-runs/{run_id}").json


def fetch(ask: Asker, run_id: int, person: str = "li", **headers: str) -> Any:
    return ask(person, "GET", f"/api/report-runs/{run_id}/file", headers=headers)


@pytest.mark.parametrize("format", ["csv", "xlsx", "pdf"])
def test_a_file_is_made_and_taken_again_and_again(ask: Asker, world: World, books: Books, format: str) -> None:
    books.book("wang", 3600, book="hours", rule="studied")
    run_id = begun(ask, world, format=format, query={"first_day": "2022-01-01"})
    assert look(ask, run_id)["state"] == "waiting"
    assert fetch(ask, run_id).json["code"] == "not_ready"
    assert make(ask.app) == 1
    run = look(ask, run_id)
    assert (run["state"], run["row_count"], run["rows_total"], run["people"], run["problem"]) == ("ready", 4, 4, 4, None)
    whole = fetch(ask, run_id)
    assert (hashlib.sha256(whole.data).hexdigest(), len(whole.data)) == (run["sha256"], run["bytes"])
    part = fetch(ask, run_id, Range="bytes=10-19")
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert run["file_name"] in whole.headers["Content-Disposition"]


def test_the_rows_have_one_hash_in_every_format(ask: Asker, world: World) -> None:
    ids = [begun(ask, world, format=format) for format in ("csv", "xlsx", "pdf")]
    make(ask.app)
    hashes = {look(ask, run_id)["rows_sha256"] for run_id in ids}
    assert len(hashes) == 1
    assert hashes.pop() in fetch(ask, ids[0]).data.decode("utf-8-sig").splitlines()[-1]


def test_the_same_operation_begins_one_run(ask: Asker, world: World) -> None:
    first, second = (begin(ask, world, operation_id=str(uuid4()) if n else ONE) for n in (0, 0))
    assert (first.status_code, second.status_code, first.json["id"]) == (201, 201, second.json["id"])
    assert len(ask("li", "GET", "/api/report-runs").json["items"]) == 1


ONE = str(uuid4())


def test_it_is_for_those_who_look_after_the_place(ask: Asker, world: World) -> None:
    for person, place, status in (("wang", "qingfeng", 403), ("sun", "qingfeng", 404), ("li", "wutong", 403), (None, "qingfeng", 401)):
        assert begin(ask, world, person, place).status_code == status


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"kind": "salaries"}, "kind_unknown"),
        ({"query": {"colour": "red"}}, "filter_unknown"),
        ({"kind": "attendance", "query": {"rule": "x"}}, "filter_unknown"),
        ({"query": {"last_day": "2025-12-31"}}, "invalid_input"),
        ({"query": {"first_day": "2000-01-01"}}, "period_too_long"),
        ({"kind": "targets", "query": {"first_day": "2025-12-31"}}, "one_year_only"),
        ({"query": {"by": "everybody"}}, "invalid_input"),
        ({"query": {"as_of": "yesterday"}}, "as_of_unknown"),
        ({"format": "doc"}, "invalid_input"),
        ({"reason": "\x00ab"}, "invalid_input"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_made(ask: Asker, world: World, said: dict[str, Any], code: str) -> None:
    answer = begin(ask, world, **said)
    assert (answer.status_code, answer.json["code"]) == (422, code)


def test_the_printed_form_is_for_one_branch(ask: Asker, world: World) -> None:
    assert begin(ask, world, "chen", "wutong", format="pdf").json["code"] == "not_a_branch"


def test_many_people_need_a_reason_and_branches_none(ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "REASON_ABOVE", 3)
    assert begin(ask, world).json["code"] == "reason_required"
    streamed = ask("li", "GET", "/api/reports/study-hours.csv", query_string={"organisation": world["qingfeng"], **YEAR})
    assert (streamed.status_code, streamed.json["code"]) == (422, "reason_required")
    assert begin(ask, world, reason="年终核对").status_code == 201
    assert begin(ask, world, query={"by": "branch"}).status_code == 201


def test_so_many_at_once_and_no_more(ask: Asker, world: World) -> None:
    for _ in range(runs.MOST_UNDER_WAY):
        begun(ask, world)
    assert begin(ask, world).json["code"] == "too_many_runs"
    make(ask.app)
    begun(ask, world)


def test_only_the_asker_sees_it_and_only_as_long_as_the_role_lasts(ask: Asker, world: World, session: Any) -> None:
    run_id = begun(ask, world)
    make(ask.app)
    assert fetch(ask, run_id, "chen").status_code == 404
    assert fetch(ask, run_id).status_code == 200
    session.get_one(Role, world["role of li"]).ends_on = clock.today() - timedelta(days=1)
    session.commit()
    answer = fetch(ask, run_id)
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")


def test_a_role_that_ended_before_it_was_made_makes_none(ask: Asker, world: World, session: Any) -> None:
    run_id = begun(ask, world)
    session.delete(session.get_one(Role, world["role of li"]))
    session.commit()
    make(ask.app)
    assert (look(ask, run_id)["state"], look(ask, run_id)["problem"]) == ("failed", "role_ended")


def test_a_cancelled_run_is_not_made_and_a_dropped_file_is_gone(ask: Asker, world: World) -> None:
    cancelled, dropped = begun(ask, world), begun(ask, world)
    assert ask("li", "DELETE", f"/api/report-runs/{cancelled}").status_code == 204
    assert make(ask.app) == 1
    assert ask("li", "DELETE", f"/api/report-runs/{dropped}").status_code == 204
    assert (look(ask, cancelled)["state"], look(ask, dropped)["state"]) == ("cancelled", "expired")
    assert {fetch(ask, one).json["code"] for one in (cancelled, dropped)} == {"file_gone"}
    assert files(ask.app) == []


def files(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(file.name for file in make_file.folder().glob("*"))


@pytest.fixture(autouse=True)
def clean(app: Flask) -> None:
    with app.app_context():
        for file in make_file.folder().glob("*"):
            file.unlink()


def test_who_cancels_in_the_middle_stops_it(ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id = begun(ask, world)
    write = make_file.write

    def cancel_first(*arguments: Any) -> None:
        ask("li", "DELETE", f"/api/report-runs/{run_id}")
        write(*arguments)

    monkeypatch.setattr(make_file, "write", cancel_first)
    make(ask.app)
    assert look(ask, run_id)["state"] == "cancelled"
    assert files(ask.app) == []


def test_a_full_disk_is_said_and_leaves_nothing(ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    run_id = begun(ask, world)
    monkeypatch.setattr(make_file, "write", full)
    make(ask.app)
    assert (look(ask, run_id)["state"], look(ask, run_id)["problem"]) == ("failed", "disk_full")
    assert files(ask.app) == []


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_file_beyond_the_bound_is_not_kept(ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch, format: str) -> None:
    monkeypatch.setattr(make_file, "GIGABYTE", 10)  # bytes
    run_id = begun(ask, world, format=format)
    make(ask.app)
    assert look(ask, run_id)["problem"] == "disk_full"
    assert files(ask.app) == []


def test_what_a_killed_process_held_another_takes_up_after_the_lease(ask: Asker, world: World, session: Any) -> None:
    run_id = begun(ask, world)
    killed = Runner()
    assert killed.claim() == run_id
    assert make(ask.app) == 0  # it is held
    session.get_one(ReportRun, run_id).lease_until = clock.now() - timedelta(seconds=1)
    session.commit()
    assert make(ask.app) == 1
    assert look(ask, run_id)["state"] == "ready"
    with pytest.raises(TakenAway):
        killed.beat_for(run_id)(rows_total=1)  # the dead one that comes back changes nothing


def test_a_run_that_kills_whoever_makes_it_is_given_up(ask: Asker, world: World, session: Any) -> None:
    run_id = begun(ask, world)
    for _ in range(3):
        assert Runner().claim() == run_id
        session.get_one(ReportRun, run_id).lease_until = clock.now() - timedelta(seconds=1)
        session.commit()
    make(ask.app)
    assert look(ask, run_id)["problem"] == "interrupted"


def test_files_are_kept_for_some_days(ask: Asker, world: World, session: Any) -> None:
    run_id = begun(ask, world)
    make(ask.app)
    expire()
    assert look(ask, run_id)["state"] == "ready"
    session.get_one(ReportRun, run_id).expires_at = clock.now() - timedelta(seconds=1)
    session.commit()
    expire()
    session.commit()
    assert (look(ask, run_id)["state"], files(ask.app)) == ("expired", [])


def log_of(session: Any, world: World, person: str) -> list[str]:
    """Who took this person out, and why."""
    found = session.scalars(concerned(session.get_one(Member, world[person])).where(ReportRun.operation_id != "cast")).unique().all()
    return [f"{run.member.name}: {run.reason}" for run in found]


def test_those_in_a_file_can_see_who_took_it_and_why(ask: Asker, world: World, session: Any) -> None:
    begun(ask, world, reason="评优")
    assert log_of(session, world, "wang") == []  # nothing has left the house yet
    session.rollback()
    make(ask.app)
    query = {"organisation": world["wutong"], **YEAR, "reason": "换届"}
    ask("chen", "GET", "/api/reports/points.csv", query_string=query)
    ask("chen", "GET", "/api/reports/points.csv", query_string={**query, "by": "branch"})
    assert log_of(session, world, "wang") == ["Li: 评优", "Chen: 换届"]
    assert log_of(session, world, "zhao") == ["Chen: 换届"]
    assert log_of(session, world, "sun") == []


def test_admins_see_what_was_taken_out_below_them(ask: Asker, world: World) -> None:
    ask("li", "GET", "/api/reports/points.xlsx", query_string={"organisation": world["qingfeng"], **YEAR, "reason": "评优"})
    (line, *_) = ask("chen", "GET", f"/api/organisations/{world['binjiang']}/exports").json["items"]
    assert (line["by"]["name"], line["reason"], line["people"], line["streamed"]) == ("Li", "评优", 4, True)
    assert ask("li", "GET", f"/api/organisations/{world['qingfeng']}/exports").status_code == 403
    assert ask("sun", "GET", f"/api/organisations/{world['binjiang']}/exports").status_code == 404
