"""Many sign-ins at once: one row, one booking. With the constraint away, the same storm must double it."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from backend.core import web
from backend.ledger.models import Entry
from backend.ledger.verify import verify
from backend.meetings import attend
from backend.meetings.sign_ins import SignIn
from backend.sign_in.models import Ticket
from tests.a_phone import Phone
from tests.hall import Hall

AT_ONCE = 100


def at_once(count: int, deed: Callable[[], Any]) -> list[Any]:
    """The same deed from many threads that all wait for one another first."""
    gate, answers = threading.Barrier(count), []

    def go() -> None:
        gate.wait()
        answers.append(deed())

    threads = [threading.Thread(target=go) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_many_sign_ins_at_once_make_one_row_and_one_booking(hall: Hall, session: Any) -> None:
    code, token = hall.code(), hall.ask.token("wang")
    answers = at_once(AT_ONCE, lambda: post_sign_in(hall.ask.app, token, code))
    assert sorted(answers) == [200] * (AT_ONCE - 1) + [201]
    assert session.query(SignIn).count() == 1
    assert sorted(session.execute(text("SELECT book, amount FROM entries WHERE source_type = 'sign_in'")).all()) == [
        ("hours", 5400),
        ("points", 10),
    ]
    assert verify() == {}


def test_the_same_operation_a_hundred_times_at_once_is_one(hall: Hall, session: Any) -> None:
    request = {"operation_id": str(uuid4()), "code": hall.code()}
    token = hall.ask.token("wang")
    answers = at_once(AT_ONCE, lambda: post(hall.ask.app, token, request))
    assert sorted(answers) == [200] * (AT_ONCE - 1) + [201]
    assert session.query(SignIn).count() == 1
    assert verify() == {}


def test_of_two_members_at_once_on_one_phone_one_is_in_and_one_waits(hall: Hall, session: Any) -> None:
    phone = Phone(hall.ask)
    for person in ("wang", "mei"):
        phone.register(person)
    code, tokens = hall.code(), iter([hall.ask.token("wang"), hall.ask.token("mei")])
    assert sorted(at_once(2, lambda: post_sign_in(hall.ask.app, next(tokens), code))) == [201, 202]
    assert sorted(one.state for one in session.query(SignIn)) == ["accepted", "waiting"]


@pytest.mark.parametrize("stand", ["postgresql"], indirect=True)
def test_without_the_constraint_the_same_storm_doubles(hall: Hall, session: Any) -> None:
    """The control: the guard really is what holds. (SQLite takes one writer at a time, so there is no race to lose.)"""
    for index in ("uq_sign_ins_counts", "uq_sign_ins_device"):
        run(session, f"DROP INDEX {index}")
    code, token = hall.code(), hall.ask.token("wang")
    at_once(AT_ONCE, lambda: post_sign_in(hall.ask.app, token, code))
    rows = session.query(SignIn).filter(SignIn.counts).count()
    run(session, "DELETE FROM sign_ins")
    for index in SignIn.__table__.indexes:
        if index.name in ("uq_sign_ins_counts", "uq_sign_ins_device"):
            index.create(session.connection())
    session.commit()
    assert rows > 1


def run(session: Any, statement: str) -> None:
    session.execute(text(statement))
    session.commit()


def test_two_members_racing_for_one_ticket_leave_one_winner(hall: Hall, session: Any) -> None:
    ticket = hall.ticket().json["ticket"]
    tokens = iter([hall.ask.token("wang"), hall.ask.token("mei")])
    answers = at_once(2, lambda: post(hall.ask.app, next(tokens), {"ticket": ticket}))
    assert sorted(answers) == [201, 409]
    assert session.query(Ticket).one().used_by == session.query(SignIn).one().member_id


def test_one_member_with_one_ticket_many_times_at_once_is_in_once(hall: Hall, session: Any) -> None:
    ticket, token = hall.ticket().json["ticket"], hall.ask.token("wang")
    assert sorted(at_once(8, lambda: post(hall.ask.app, token, {"ticket": ticket}))) == [200] * 7 + [201]
    assert session.query(SignIn).count() == 1


def test_a_death_between_commit_and_answer_books_nothing_twice(hall: Hall, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between commit and answer: the phone sends the same operation again."""
    request = {"operation_id": str(uuid4()), "code": hall.code()}
    commit = web.commit_request
    monkeypatch.setattr(web, "commit_request", lambda: (commit(), die()))
    assert hall.ask("wang", "POST", "/api/sign-ins", json=request).status_code == 500
    monkeypatch.setattr(web, "commit_request", commit)
    assert hall.ask("wang", "POST", "/api/sign-ins", json=request).status_code == 200
    assert session.query(Entry).filter_by(source_type="sign_in").count() == 2


def test_a_death_before_the_commit_leaves_nothing_behind(hall: Hall, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    request = {"operation_id": str(uuid4()), "code": hall.code()}
    with monkeypatch.context() as dying:
        dying.setattr(attend, "post", lambda *postings: die())
        assert hall.ask("wang", "POST", "/api/sign-ins", json=request).status_code == 500
    assert session.query(SignIn).count() == 0
    assert hall.ask("wang", "POST", "/api/sign-ins", json=request).status_code == 201


def die() -> None:
    raise SystemError("killed")


def post_sign_in(app: Flask, token: str, code: str) -> int:
    return post(app, token, {"code": code})


def post(app: Flask, token: str, how: dict[str, Any]) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return app.test_client().post("/api/sign-ins", json={"operation_id": str(uuid4()), **how}, headers=headers).status_code
