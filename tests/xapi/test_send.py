"""Statements leave for a record store behind a real socket: each once, whatever fails in between, and without names."""

import json
import time
from collections.abc import Iterator
from contextvars import Context
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from flask import Flask, has_app_context
from hypothesis import HealthCheck, given
from hypothesis import settings as how_often
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from backend.certificates.models import Certificate
from backend.core.config import Settings
from backend.core.db import db
from backend.courses.models import Lesson
from backend.courses.progress import LessonProgress
from backend.members.models import Member
from backend.xapi import store as sending
from backend.xapi.models import SentStatement
from backend.xapi.statements import duration, statement_id
from tests.cast import CODE, World
from tests.core.second_server import second_server
from tests.xapi.record_store import RecordStore, running

DONE = datetime(2026, 6, 10, 4, 0, tzinfo=UTC)


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[RecordStore]:
    monkeypatch.setattr(sending, "PAUSES", (0.0, 0.0, 0.0))
    with running() as one:
        yield one


@pytest.fixture
def server(app: Flask, world: World, store: RecordStore) -> Iterator[Flask]:
    """A server of the same database with the store in its settings."""
    settings: Settings = app.config["MUSTER"]
    with second_server(replace(settings, xapi_url=store.url, xapi_user="muster", xapi_password="hush")) as other:
        yield other


def send(server: Flask, *options: str) -> Any:
    """In a context of its own, as cron would; what the test looked at is let go, since SQLite has one writer."""
    if has_app_context():
        db.session.rollback()
    return Context().run(lambda: server.test_cli_runner().invoke(args=["xapi", "send", *options]))


def study(world: World, members: int) -> None:
    """So many members complete a lesson."""
    people = [{"card_number": f"6{n:06}", "name": f"张{n}", "branch_id": world["qingfeng"]} for n in range(members)]
    ids = db.session.scalars(insert(Member).returning(Member.id), people).all() if people else ()
    done = {"lesson_id": world["lesson"], "counted_ms": 600_000, "completed_at": DONE, "studied_at": DONE, "position_ms": 600_000}
    rows = [{"member_id": member_id, "version": 1, "covered": [[0, 600_000]], **done} for member_id in ids]
    if rows:
        db.session.execute(insert(LessonProgress), rows)
    db.session.commit()


def test_what_was_completed_is_said_once(server: Flask, store: RecordStore, world: World, session: Any) -> None:
    study(world, 3)
    first, second = send(server), send(server)
    assert first.output == "4 statements taken, 0 refused.\n"  # with the certificate of the cast
    assert second.output == "0 statements taken, 0 refused.\n"
    assert sum(len(ids) for ids in store.received) == len(store.kept) == 4
    assert {headers["X-Experience-Api-Version"] for headers in store.headers} == {"1.0.3"}


def test_a_statement_says_what_was_done_and_not_who(server: Flask, store: RecordStore, world: World, session: Any) -> None:
    study(world, 1)
    send(server)
    lesson = next(one for one in store.kept.values() if one["verb"]["id"].endswith("/completed"))
    assert lesson["object"]["id"] == f"https://muster.test/lessons/{world['lesson']}"
    assert lesson["result"] == {"completion": True, "duration": "PT10M0S"}
    assert lesson["timestamp"] == "2026-06-10T04:00:00Z"
    account = lesson["actor"]["account"]
    assert account["homePage"] == "https://muster.test"
    assert len(account["name"]) == 32
    said = json.dumps(list(store.kept.values()), ensure_ascii=False)
    assert not any(name in said for name in ("张0", "Wang", "6000000", "000002", "青枫里"))
    assert all(UUID(one).version == 5 for one in store.kept)


def test_a_certificate_is_said_and_voided_when_it_is_withdrawn(server: Flask, store: RecordStore, world: World, session: Any) -> None:
    send(server)
    (earned,) = store.kept.values()
    assert (earned["verb"]["id"], earned["object"]["id"]) == ("http://id.tincanapi.com/verb/earned", f"https://muster.test/V/{CODE}")
    certificate = session.get_one(Certificate, world["certificate"])
    certificate.withdrawn_at, certificate.withdrawn_by = DONE, world["li"]
    session.commit()
    assert send(server).output == "1 statements taken, 0 refused.\n"
    voided = next(one for one in store.kept.values() if one["verb"]["id"].endswith("/voided"))
    assert voided["object"] == {"objectType": "StatementRef", "id": earned["id"]}


def test_what_was_withdrawn_before_it_was_said_is_never_said(server: Flask, store: RecordStore, world: World, session: Any) -> None:
    session.get_one(Certificate, world["certificate"]).withdrawn_at = DONE
    session.commit()
    assert send(server).output == "0 statements taken, 0 refused.\n"


def test_a_busy_store_is_asked_again(server: Flask, store: RecordStore, world: World, session: Any) -> None:
    study(world, 2)
    store.faults = [(503, {}), (429, {"Retry-After": "0"}), (500, {})]
    assert send(server).output == "3 statements taken, 0 refused.\n"
    assert sum(len(ids) for ids in store.received) == 3


def test_a_store_that_stays_away_ends_the_run_and_the_next_one_goes_on(
    server: Flask, store: RecordStore, world: World, session: Any
) -> None:
    study(world, 250)
    done = send_with_faults(server, store, at=1)
    assert (done.exit_code, len(store.kept)) == (1, 100)  # the first batch is taken and noted down
    assert "100 statements were taken; run it again later." in done.output
    assert send(server).output == "151 statements taken, 0 refused.\n"
    assert [len(ids) for ids in store.received] == [100, 100, 50, 1]


def send_with_faults(server: Flask, store: RecordStore, *, at: int) -> Any:
    """The store answers so many requests and is away from then on, until the run gives up."""
    take, taken = store.take, []

    def break_after(statements: list[dict[str, Any]]) -> tuple[int, str]:
        if len(taken) >= at:
            return 502, "away"
        taken.append(1)
        return take(statements)

    store.take = break_after  # type: ignore[method-assign]
    try:
        return send(server)
    finally:
        store.take = take  # type: ignore[method-assign]


def test_an_answer_that_is_lost_doubles_nothing(server: Flask, store: RecordStore, world: World, session: Any) -> None:
    """The store takes the batch, and the connection breaks before it can say so: the same ids come again."""
    study(world, 5)
    store.faults = [RecordStore.DROP]
    assert send(server).output == "6 statements taken, 0 refused.\n"
    assert len(store.kept) == 6
    assert store.received[0] == store.received[1]


def test_a_run_that_was_killed_before_it_noted_anything_doubles_nothing(
    server: Flask, store: RecordStore, world: World, session: Any
) -> None:
    study(world, 5)
    send(server)
    session.execute(delete(SentStatement))  # as if the server had died before the commit
    session.query(LessonProgress).first().counted_ms = 599_000  # and since then more was known of one
    session.commit()
    assert send(server).output == "6 statements taken, 0 refused.\n"  # the store answered 409: it has that id
    assert len(store.kept) == 6


def test_one_bad_statement_does_not_hold_up_the_others(server: Flask, store: RecordStore, world: World, session: Any) -> None:
    study(world, 4)
    bad = session.query(LessonProgress).order_by(LessonProgress.member_id.desc()).first().member_id
    session.get_one(Lesson, world["lesson"]).title = "急救"
    session.commit()
    wrong: list[str] = []

    def dislikes(statement: dict[str, Any]) -> bool:
        return statement["id"] in wrong

    with server.app_context():
        wrong.append(statement_id("lesson", bad, world["lesson"]))
    store.dislikes = dislikes
    done = send(server)
    assert done.exit_code == 1
    assert "4 statements taken, 1 refused." in done.output
    assert f"lesson {world['lesson']} of member {bad}: 400 a statement is not valid" in done.output
    assert send(server).exit_code == 0  # it is not sent for ever
    store.dislikes = lambda statement: False
    assert send(server, "--again").output == "1 statements taken, 0 refused.\n"


def test_a_store_that_refuses_everything_is_a_wrong_setting_and_loses_nothing(
    server: Flask, store: RecordStore, world: World, session: Any
) -> None:
    study(world, 3)
    store.dislikes = lambda statement: True
    done = send(server)
    assert (done.exit_code, "refuses every statement" in done.output) == (1, True)
    store.dislikes = lambda statement: False
    assert send(server).output == "4 statements taken, 0 refused.\n"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"xapi_password": "wrong"}, "check MUSTER_XAPI_USER and MUSTER_XAPI_PASSWORD"),
        ({"xapi_url": "http://127.0.0.1:9/xapi"}, "does not take statements now"),
        ({"xapi_url": ""}, "Set MUSTER_XAPI_URL"),
    ],
)
def test_a_wrong_setting_is_a_sentence(
    app: Flask, store: RecordStore, world: World, session: Any, change: dict[str, str], sentence: str
) -> None:
    right = {"xapi_url": store.url, "xapi_user": "muster", "xapi_password": "hush"}
    with second_server(replace(app.config["MUSTER"], **{**right, **change})) as other:
        done = send(other)
    assert done.exit_code == 1
    assert sentence in done.output
    assert "Traceback" not in done.output
    assert session.query(SentStatement).count() == 0


def test_a_wrong_address_loses_nothing(app: Flask, store: RecordStore, world: World, session: Any) -> None:
    address = store.url.replace("/xapi", "/elsewhere")
    with second_server(replace(app.config["MUSTER"], xapi_url=address, xapi_user="muster", xapi_password="hush")) as other:
        assert "answers 404: check MUSTER_XAPI_URL" in send(other).output
    assert session.query(SentStatement).count() == 0


FAULTS = st.lists(st.sampled_from([(500, {}), (503, {}), (429, {"Retry-After": "0"}), RecordStore.DROP]), max_size=12)


@pytest.mark.parametrize("stand", ["sqlite"], indirect=True)
@how_often(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(faults=FAULTS, new=st.lists(st.integers(0, 120), min_size=1, max_size=3))
def test_whatever_fails_each_statement_is_kept_once(
    server: Flask, store: RecordStore, world: World, session: Any, faults: list[Any], new: list[int]
) -> None:
    session.execute(delete(SentStatement))
    session.execute(delete(LessonProgress))
    session.execute(delete(Member).where(Member.card_number.startswith("6")))
    session.commit()
    store.kept.clear()
    store.faults = list(faults)
    for members in new:
        with_new_people(world, session, members)
        for _ in range(5):
            if send(server).exit_code == 0:
                break
    store.faults = []
    assert send(server).exit_code == 0
    assert len(store.kept) == session.query(LessonProgress).count() + 1
    assert session.query(SentStatement).filter_by(outcome="taken").count() == len(store.kept)
    session.rollback()


def with_new_people(world: World, session: Any, members: int) -> None:
    start = session.query(Member).filter(Member.card_number.startswith("6")).count()
    people = [{"card_number": f"6{start + n:06}", "name": "张", "branch_id": world["qingfeng"]} for n in range(members)]
    if people:
        ids = session.scalars(insert(Member).returning(Member.id), people).all()
        done = {"lesson_id": world["lesson"], "counted_ms": 1000, "completed_at": DONE, "studied_at": DONE, "position_ms": 0}
        session.execute(insert(LessonProgress), [{"member_id": one, "version": 1, "covered": [], **done} for one in ids])
    session.commit()


def test_a_run_is_patient_only_for_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between attempts are those that are written down."""
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    with pytest.raises(sending.Unreachable):
        sending.Store("http://127.0.0.1:9/xapi", "", "").post([])
    assert slept == [0.0, *sending.PAUSES]


@pytest.mark.parametrize(("seconds", "said"), [(0, "PT0S"), (59, "PT59S"), (600, "PT10M0S"), (3909, "PT1H5M9S")])
def test_a_duration_is_iso_8601(seconds: int, said: str) -> None:
    assert duration(seconds) == said
