"""The database: one code for SQLite and PostgreSQL, with the differences kept in this file."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData, Table, bindparam, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Session

from backend.core.columns import Id, PathText, UtcDateTime
from backend.core.compiled import Compiled
from backend.core.one_writer import reading, take_write_lock
from backend.core.wire import JoiningSession, begin, hang_up, is_under_way, open_wire, pick_up

__all__ = (
    "Id", "Model", "PathText", "Prepared", "UtcDateTime",
    "begin_request", "begin_writing", "commit_request", "db", "engine_options",
    "insert_once", "insert_selected", "let_go", "migrate", "run", "upsert",
)  # fmt: skip

# Named constraints: both databases can then tell which rule an insert broke, and migrations can drop them.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

Changes = Callable[[Any, Any], dict[str, Any]]
MOST_ROWS = 100  # in one statement


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base, session_options={"class_": JoiningSession, "expire_on_commit": False})
migrate = Migrate()
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def engine_options(url: str) -> dict[str, Any]:
    """Names and phones stay out of the log; PostgreSQL compiles no query to machine code, which takes longer than to run it."""
    quick = {"connect_args": {"options": "-c jit=off"}} if url.startswith("postgresql") else {}
    return {"hide_parameters": True, **quick}


def begin_request() -> None:
    """Give this request its connection, on which nothing is begun yet: what it reads before it writes needs no transaction."""
    pick_up(db.engine)


def begin_writing() -> None:
    """From here on this request writes, and with its next statement a transaction begins. What it read before was read without
    SQLite's write lock, and is read again."""
    was_reading = reading.get()
    reading.set(False)
    wire = open_wire()
    if wire is None or not was_reading:
        return
    if is_under_way(wire.driver) and _dialect() == "sqlite":
        wire.driver.execute("COMMIT")
        take_write_lock(wire.connection)
        db.session.expire_all()


def commit_request() -> None:
    """Keep what the request wrote, and let its connection go."""
    if db.session.registry.has():
        db.session.commit()
    if wire := open_wire():
        wire.commit()
    hang_up()


def run(statement: Any, parameters: Any = None) -> Any:
    """Execute by the connection itself: on a hot path, what a session does around a statement costs more than the statement.
    A text goes to the driver as it is, with a list of tuples once for each."""
    connection = _hot_connection()
    return connection.exec_driver_sql(statement, parameters) if isinstance(statement, str) else connection.execute(statement, parameters)


class Prepared:
    """A Core statement with named parameters for a hot path, run in the request's transaction like any other."""

    def __init__(self, statement: Any) -> None:
        self.statement = statement
        self.by_dialect: dict[str, Compiled] = {}

    def rows(self, **parameters: Any) -> list[Any]:
        """All rows, as named tuples."""
        connection = _hot_connection()
        return self._compiled(connection).run(connection, parameters)

    def write(self, rows: Sequence[dict[str, Any]]) -> list[Any]:
        """The same with the values of so many rows, as `_insert` names their parameters."""
        connection = _hot_connection()
        return self._compiled(connection).write(connection, rows)

    def first(self, **parameters: Any) -> Any:
        """The first row, or None."""
        rows = self.rows(**parameters)
        return rows[0] if rows else None

    def _compiled(self, connection: Connection) -> Compiled:
        dialect = connection.dialect
        compiled = self.by_dialect.get(dialect.name)
        if compiled is None:
            compiled = self.by_dialect[dialect.name] = Compiled(self.statement, dialect)
        return compiled


def _hot_connection() -> Connection:
    """The connection of the request's transaction, with what the session holds written."""
    wire = open_wire()
    if wire and not db.session.registry.has():
        if not reading.get():
            begin(wire.connection)
        return wire.connection
    session = db.session()
    session.flush()
    connection: Connection = session.info.get("connection") or session.connection()
    return connection


@event.listens_for(Session, "after_begin")
def _keep_connection(session: Session, transaction: Any, connection: Connection) -> None:
    session.info["connection"] = connection


@event.listens_for(Session, "after_transaction_end")
def _let_connection_go(session: Session, transaction: Any) -> None:
    session.info.pop("connection", None)


def insert_once(model: Any, rows: Sequence[dict[str, Any]], returning: Sequence[Any]) -> list[Any]:
    """Insert the rows that break no unique constraint; answers `returning` of those that went in."""
    answered = tuple(column.key for column in returning)
    return _in_parts(rows, lambda columns, count: _inserting_once(model.__table__, columns, answered, _dialect(), count))


def insert_selected(model: Any, columns: Sequence[str], rows: Any) -> int:
    """Insert the rows of a select (with a WHERE, or SQLite misreads it) that break no unique constraint; answers how many went in."""
    table = model.__table__
    statement = sqlite.insert(table) if _dialect() == "sqlite" else postgresql.insert(table)
    inserting = statement.from_select(list(columns), rows, include_defaults=False).on_conflict_do_nothing()
    done: Any = db.session.execute(inserting.execution_options(preserve_rowcount=True))
    return int(done.rowcount)


def upsert(model: Any, rows: Sequence[dict[str, Any]], key: Sequence[str], changes: Changes) -> None:
    """Insert rows; where `key` is taken, set `changes(row_that_stands, row_that_came)` instead."""
    _in_parts(rows, lambda columns, count: _upserting(model.__table__, columns, tuple(key), changes, _dialect(), count))


def _in_parts(rows: Sequence[dict[str, Any]], statement_for: Callable[[tuple[str, ...], int], Prepared]) -> list[Any]:
    """Write rows of the same columns, in as few statements as the databases take parameters."""
    answers: list[Any] = []
    for start in range(0, len(rows), MOST_ROWS):
        part = rows[start : start + MOST_ROWS]
        answers += statement_for(tuple(part[0]), len(part)).write(part)
    return answers


# Built once: to build and compile a statement costs more than to run it.
@lru_cache(maxsize=512)
def _inserting_once(table: Table, columns: tuple[str, ...], returning: tuple[str, ...], dialect: str, count: int) -> Prepared:
    statement = _insert(table, columns, dialect, count).on_conflict_do_nothing()
    return Prepared(statement.returning(*(table.c[name] for name in returning)))


@lru_cache(maxsize=512)
def _upserting(table: Table, columns: tuple[str, ...], key: tuple[str, ...], changes: Changes, dialect: str, count: int) -> Prepared:
    statement = _insert(table, columns, dialect, count)
    changing = statement.on_conflict_do_update(index_elements=list(key), set_=changes(table.c, statement.excluded))
    return Prepared(changing.returning(table.c[key[0]]))


def _insert(table: Table, columns: tuple[str, ...], dialect: str, count: int) -> Any:
    statement = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return statement.values([{name: bindparam(f"{name}__{n}", type_=table.c[name].type) for name in columns} for n in range(count)])


def _dialect() -> str:
    return db.engine.dialect.name


def let_go() -> None:
    """End the transaction before slow work that needs no database, so that nobody waits for our locks."""
    db.session.rollback()
    hang_up()
