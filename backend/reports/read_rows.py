"""Read the rows of a large select, some thousands in memory at a time."""

from collections.abc import Iterator, Sequence
from typing import Any

import psycopg
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from backend.core.db import db

AT_ONCE = 2000


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
        with driver.cursor(name="report") as cursor:
            cursor.execute(str(compiled), compiled.construct_params())
            while part := cursor.fetchmany(AT_ONCE):
                yield part
    except psycopg.Error as error:  # in the words in which others look for it: the replica may have failed
        raise DBAPIError.instance(None, None, error, psycopg.Error, hide_parameters=True, dialect=connection.dialect) from error
