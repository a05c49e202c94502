"""Writes rows in bulk: by COPY into PostgreSQL, by the driver into SQLite."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import JSON, Table, text

from backend.core.db import db

Row = Sequence[Any]


def write_rows(model: Any, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Rows of these columns, in the session's transaction. Nothing is checked but what the database checks."""
    table: Table = model.__table__
    connection = db.session.connection()
    driver: Any = connection.connection.driver_connection
    names = ", ".join(columns)
    turned = map(_turn(table, columns), rows)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        driver.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", turned)  # noqa: S608 # names of our own
        return
    with driver.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in turned:
            copy.write_row(row)


def write_dicts(model: Any, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        columns = tuple(rows[0])
        write_rows(model, columns, ([row[column] for column in columns] for row in rows))


def go_on_after(models: Iterable[Any]) -> None:
    """Let PostgreSQL number new rows after those that brought their own ids; SQLite does so by itself."""
    if db.engine.dialect.name == "sqlite":
        return
    for model in models:
        table = model.__tablename__
        numbers = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608 # names of our own
        db.session.execute(text(numbers))


def _turn(table: Table, columns: Sequence[str]) -> Callable[[Row], Row]:
    """What the columns' types do to values on their way in; COPY takes Python's own."""
    dialect = db.engine.dialect
    turns: list[tuple[int, Any]] = []
    for place, name in enumerate(columns):
        kind = table.c[name].type
        if isinstance(kind, JSON):
            turns.append((place, json.dumps))
        elif dialect.name == "sqlite" and (turn := kind.dialect_impl(dialect).bind_processor(dialect)):
            turns.append((place, turn))

    def turned(row: Row) -> Row:
        cells = list(row)
        for place, turn in turns:
            cells[place] = turn(cells[place])
        return cells

    return turned if turns else lambda row: row
