"""Read the rows of a large select, some thousands in memory at a time."""

from collections.abc import Iterator, Sequence
from typing import Any

import psycopg
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from backend.core.db import db

AT_ONCE = 2000
# For the transaction that reads a report: room to add up and sort a city in memory, and a plan for all rows, where a cursor's
# would be for the first; what a server may have more of, it keeps. Bookings of a period lie together: to look each of them up
# by an index, which cheap random pages suggest, takes three times as long as to read the table through.
WIDE = """SELECT set_config('cursor_tuple_fraction', '1', true),
    set_config('random_page_cost', greatest(current_setting('random_page_cost')::float, 4)::text, true),
    set_config('work_mem', greatest(pg_size_bytes(current_setting('work_mem')), 64 * 1024 * 1024) / 1024 || 'kB', true)"""


def read_rows(statement: Any) -> tuple[list[str], Iterator[Sequence[Any]]]:
    """The names of the columns, and the rows in parts."""
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        return list(statement.selected_columns.keys()), _by_the_driver(connection, statement)
    result = db.session.execute(statement, execution_options={"yield_per": AT_ONCE})
    return list(result.keys()), result.partitions()


def _by_the_driver(connection: Connection, statement: Any) -> Iterator[Sequence[Any]]:
    """psycopg's own rows from a cursor of the server: what SQLAlchemy makes of each costs twice as much as to fetch it."""
    compiled = statement.compile(dialect=connection.dialect, compile_kwargs={"render_postcompile": True})
    driver: Any = connection.connection.driver_connection
    try:
        driver.execute(WIDE)
        with driver.cursor(name="report") as cursor:
            cursor.execute(str(compiled), compiled.construct_params())
            while part := cursor.fetchmany(AT_ONCE):
                yield part
    except psycopg.Error as error:  # in the words in which others look for it: the replica may have failed
        raise DBAPIError.instance(None, None, error, psycopg.Error, hide_parameters=True, dialect=connection.dialect) from error
