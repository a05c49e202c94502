"""Insert many rows at once that are known to be new: sixty pieces of study in the time of a few."""

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Table, Text, bindparam, cast, column, func, insert, select
from sqlalchemy.dialects import sqlite

from backend.core.db import Prepared, db, run

SQLITE = sqlite.dialect()
Row = dict[str, Any]


def insert_all(model: Any, rows: Sequence[Row]) -> None:
    """Insert rows of the same columns, in one statement. What is there already, the database refuses."""
    table, columns = model.__table__, tuple(rows[0])
    if db.engine.dialect.name == "sqlite":
        text, cells_of = _by_row(table, columns)
        run(text, list(map(cells_of, rows)))
    else:
        _from_json(table, columns).rows(rows=json.dumps(rows, default=str))


@lru_cache(maxsize=64)
def _from_json(table: Table, columns: tuple[str, ...]) -> Prepared:
    """PostgreSQL: a statement for each row would cost five times as much."""
    cells = [column(name, table.c[name].type) for name in columns]
    sent = cast(bindparam("rows", type_=Text), JSON)
    rows: Any = func.json_to_recordset(sent).table_valued(*cells).render_derived("rows", with_types=True)
    return Prepared(insert(table).from_select(list(columns), select(*(rows.c[name] for name in columns)), include_defaults=False))


@lru_cache(maxsize=64)
def _by_row(table: Table, columns: tuple[str, ...]) -> tuple[str, Callable[[Row], tuple[Any, ...]]]:
    """SQLite: the driver's own loop, and what the columns' types do to values on their way in."""
    text = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 # names of our own
    kinds = [table.c[name].type.dialect_impl(SQLITE).bind_processor(SQLITE) for name in columns]
    turns, get = [(place, turn) for place, turn in enumerate(kinds) if turn], itemgetter(*columns)

    def cells_of(row: Row) -> tuple[Any, ...]:
        cells = list(get(row))
        for place, turn in turns:
            cells[place] = turn(cells[place])
        return tuple(cells)

    return text, cells_of
