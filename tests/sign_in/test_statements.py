"""What a sign-in and a poll ask of the database: counted, so that nobody makes them dearer unseen."""

from sqlalchemy import Engine

from backend.core.db import db
from tests.asker import Asker
from tests.counting import statements
from tests.hall import Hall


def asked(sent: list[str]) -> list[str]:
    """Without the words that begin and end a transaction."""
    return [statement for statement in sent if not statement.startswith(("BEGIN", "COMMIT"))]


def dialect(ask: Asker) -> str:
    with ask.app.app_context():
        engine: Engine = db.engine
        return engine.dialect.name


def test_a_sign_in_takes_six_statements_and_the_members_line_on_postgresql(ask: Asker, hall: Hall) -> None:
    hall.sign_in("mei", code=hall.code())  # the process has read the server's keys
    code = hall.code()
    with statements() as sent:
        assert hall.sign_in("wang", code=code).status_code == 201
    assert len(asked(sent)) == (6 if dialect(ask) == "sqlite" else 7)


def test_a_repeat_takes_two(hall: Hall) -> None:
    code = hall.code()
    hall.sign_in("wang", code=code)
    with statements() as sent:
        assert hall.sign_in("wang", code=code).status_code == 200
    assert len(asked(sent)) == 2


def test_an_unchanged_board_takes_two_however_many_are_in(hall: Hall) -> None:
    counts = []
    for person in ("wang", "mei"):
        hall.sign_in(person, code=hall.code())
        etag = hall.board().headers["ETag"]
        with statements() as sent:
            assert hall.board(**{"If-None-Match": etag}).status_code == 304
        counts.append(len(asked(sent)))
    assert counts == [2, 2]
