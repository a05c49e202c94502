"""A statement compiled once and run by the driver itself: what SQLAlchemy does around a statement costs more than most of them."""

from collections import namedtuple
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError

from backend.core import by_libpq

Turn = Callable[[Any], Any]
NUMBERED: Dialect = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call] # as libpq wants it
PREPARED = "muster.prepared"  # what is kept beside a connection: its statements' names


class Compiled:
    """The statement in one dialect: its text, and what turns values on their way in and out."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        dialect = dialect if dialect.name == "sqlite" else NUMBERED
        compiled = statement.compile(dialect=dialect)
        self.text = str(compiled)
        self.order: list[str] = compiled.positiontup or []
        self.given = {name: bind.effective_value for name, bind in compiled.binds.items() if not bind.required}
        inward = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
        self.inward: list[tuple[int, Turn]] = [(place, turn) for place, name in enumerate(self.order) if (turn := inward[name])]
        columns = list(statement.exported_columns)
        self.row: Any = namedtuple("Row", [column.key for column in columns])  # type: ignore[misc] # made at run time
        outward = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self.outward = [(place, turn) for place, turn in enumerate(outward) if turn]

    def run(self, connection: Connection, parameters: dict[str, Any]) -> list[Any]:
        """All rows, as named tuples. Raises what SQLAlchemy would raise."""
        values = {**self.given, **parameters} if self.given else parameters
        return self._run(connection, [values[name] for name in self.order])

    def write(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> list[Any]:
        """The same where the parameters are called `column__0` of the first row, `column__1` of the second, and so on."""
        return self._run(connection, [rows[n][name] if n is not None else self.given[name] for n, name in self.cells])

    @cached_property
    def cells(self) -> list[tuple[int | None, str]]:
        """The row and the column of each parameter; those without a row have one value for all."""
        parts = [(name, *name.rpartition("__")) for name in self.order]
        return [(None, name) if name in self.given else (int(n), column) for name, column, _, n in parts]

    def _run(self, connection: Connection, sent: list[Any]) -> list[Any]:
        for place, turn in self.inward:
            sent[place] = turn(sent[place])
        rows = self._execute(connection, sent)
        return [self._shape(row) for row in rows] if self.outward else list(map(self.row._make, rows))

    def _shape(self, row: Any) -> Any:
        cells = list(row)
        for place, turn in self.outward:
            cells[place] = turn(cells[place])
        return self.row._make(cells)

    def _execute(self, connection: Connection, sent: Any) -> list[Any]:
        driver: Any = connection.connection.driver_connection
        if connection._has_events or connection.engine._has_events:
            connection.dispatch.before_cursor_execute(connection, None, self.text, sent, None, False)
        try:
            if connection.dialect.name == "sqlite":
                return list(driver.execute(self.text, sent).fetchall())
            return by_libpq.fetch(driver, connection.info.setdefault(PREPARED, {}), self.text, sent)
        except connection.dialect.dbapi.Error as error:  # type: ignore[union-attr]
            raise _as_sqlalchemy(connection, self.text, sent, error) from error


def _as_sqlalchemy(connection: Connection, text: str, sent: Any, error: Exception) -> Exception:
    """The driver's error in SQLAlchemy's words; a connection that is lost is given up."""
    lost = connection.dialect.is_disconnect(error, connection.connection.dbapi_connection, None)  # type: ignore[arg-type]
    if lost:
        connection.invalidate(error)
    base = connection.dialect.dbapi.Error  # type: ignore[union-attr]
    return DBAPIError.instance(text, sent, error, base, hide_parameters=True, connection_invalidated=lost, dialect=connection.dialect)
