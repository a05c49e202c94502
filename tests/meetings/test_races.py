"""Many sign-ins at once: one row, one booking. With the constraint away, the same storm must double it."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from backend.core.db import db
from backend.ledger.models import Entry
from backend.ledger.verify import verify
from backend.meetings import sign_in as sign_in_module
from backend.meetings.models import SignIn, Ticket
from tests.meetings.conftest import Hall

AT_ONCE = 12


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
    assert sorted(session.execute(text("SELECT book, amount FROM entries")).all()) == [("hours", 5400), ("points", 10)]
    assert verify() == {}


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_without_the_constraint_the_same_storm_doubles(hall: Hall, session: Any) -> None:
    """The control: the guard really is what holds. (SQLite takes one writer at a time, so there is no race to lose.)"""
    run(session, "ALTER TABLE sign_ins DROP CONSTRAINT uq_sign_ins_meeting_id_member_id")
    code, token = hall.code(), hall.ask.token("wang")
    at_once(AT_ONCE, lambda: post_sign_in(hall.ask.app, token, code))
    rows = session.query(SignIn).count()
    run(session, "DELETE FROM sign_ins")
    run(session, "ALTER TABLE sign_ins ADD CONSTRAINT uq_sign_ins_meeting_id_member_id UNIQUE (meeting_id, member_id)")
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


def test_a_death_between_commit_and_answer_books_nothing_twice(hall: Hall, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between commit and answer: the phone sends the same operation again."""
    request = {"operation_id": str(uuid4()), "code": hall.code()}
    commit = db.session.commit
    monkeypatch.setattr(db.session, "commit", lambda: (commit(), die()))
    assert hall.ask("wang", "POST", "/api/sign-ins", json=request).status_code == 500
    monkeypatch.setattr(db.session, "commit", commit)
    assert hall.ask("wang", "POST", "/api/sign-ins", json=request).status_code == 200
    assert session.query(Entry).count() == 2


def test_a_death_before_the_commit_leaves_nothing_behind(hall: Hall, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    request = {"operation_id": str(uuid4()), "code": hall.code()}
    with monkeypatch.context() as dying:
        dying.setattr(sign_in_module, "post", lambda *postings: die())
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
