"""The tests' databases are set back to just what they held, whatever was written; and left alone where nothing was."""

import psycopg
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import make_url, text

from backend.core.db import db
from tests.conftest import Stand

WRITES = [
    "INSERT INTO categories (name) SELECT 'new ' || max(id) FROM categories",
    "UPDATE members SET name = 'Somebody' WHERE id = (SELECT min(id) FROM members)",
    "UPDATE members SET name = name",
    "DELETE FROM roles WHERE id = (SELECT max(id) FROM roles)",
    "UPDATE roles SET id = id + 1000 WHERE id = (SELECT max(id) FROM roles)",
    "DELETE FROM notices",
]
ENOUGH = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def everything(app: Flask) -> dict[str, list[str]]:
    """All rows of all tables, and on PostgreSQL where the numbers of new ones begin."""
    with app.app_context(), db.engine.connect() as connection:
        rows = {table.name: sorted(map(str, connection.execute(table.select()))) for table in db.metadata.sorted_tables}
        if connection.dialect.name == "postgresql":
            query = "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"
            rows["sequences"] = [str(row) for row in connection.execute(text(query))]
        return rows


def write(app: Flask, statements: list[str], *, keep: bool) -> None:
    with app.app_context():
        for statement in statements:
            db.session.execute(text(statement))
        (db.session.commit if keep else db.session.rollback)()
        db.session.remove()


def restore(stand: Stand) -> int:
    """How often connections had to be closed for it."""
    closed = []

    def dispose() -> None:
        closed.append(1)
        db.engine.dispose()

    with stand.app.app_context():
        stand.database.restore(dispose)
    return len(closed)


@pytest.mark.usefixtures("app")
def test_whatever_was_written_the_snapshot_comes_back(stand: Stand) -> None:
    kept = everything(stand.app)

    @ENOUGH
    @given(deeds=st.lists(st.tuples(st.lists(st.sampled_from(WRITES), max_size=3, unique=True), st.booleans()), max_size=3))
    def search(deeds: list[tuple[list[str], bool]]) -> None:
        for statements, keep in deeds:
            write(stand.app, statements, keep=keep)
        restore(stand)
        assert everything(stand.app) == kept

    search()


@pytest.mark.parametrize("statement", WRITES)
def test_every_single_write_is_noticed(statement: str, app: Flask, stand: Stand) -> None:
    kept = everything(app)
    write(app, [statement], keep=True)
    changed = everything(app)
    assert changed != kept or "name = name" in statement
    restore(stand)
    assert everything(app) == kept


@pytest.mark.parametrize("stand", ["sqlite"], indirect=True)
def test_what_was_only_read_is_left_alone(app: Flask, stand: Stand) -> None:
    restore(stand)
    everything(app)
    assert restore(stand) == 0
    write(app, WRITES[:1], keep=True)
    assert restore(stand) == 1


@pytest.mark.parametrize("stand", ["postgresql"], indirect=True)
def test_who_is_in_the_middle_of_something_is_ended(app: Flask, stand: Stand) -> None:
    kept = everything(app)
    with psycopg.connect(make_url(stand.database.url).set(drivername="postgresql").render_as_string()) as connection:
        connection.execute(WRITES[0].encode())
        assert restore(stand) == 1
        with pytest.raises(psycopg.OperationalError):
            connection.commit()
    assert everything(app) == kept
