"""The database: one code for SQLite and PostgreSQL, with the differences kept in this file."""

from collections.abc import Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, Engine, Integer, MetaData, String, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

# Named constraints: both databases can then tell which rule an insert broke, and migrations can drop them.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

Id = BigInteger().with_variant(Integer, "sqlite")
# Byte order, so that a subtree is one range of paths on both databases.
PathText = String(255).with_variant(String(255, collation="C"), "postgresql")


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate()
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, always aware and always UTC. SQLite has no zones, so it is stored there as plain UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime names no instant")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# A reading request must not queue for SQLite's one write lock; everything else takes it at once, so that two
# transactions never both read first and then fail to upgrade.
reading: ContextVar[bool] = ContextVar("reading", default=False)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, record: Any) -> None:
    if "sqlite" not in type(connection).__module__:
        return
    connection.isolation_level = None  # transactions begin in _begin_sqlite, not by the driver's guess
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if reading.get() else "BEGIN IMMEDIATE")


def insert_once(table: Any, rows: Sequence[dict[str, Any]], returning: Sequence[Any]) -> list[Any]:
    """Insert the rows that break no unique constraint; answers `returning` of those that went in."""
    statement = _insert(table).values(list(rows)).on_conflict_do_nothing().returning(*returning)
    return list(db.session.execute(statement).all())


def upsert(table: Any, rows: Sequence[dict[str, Any]], key: Sequence[str], changes: Any) -> None:
    """Insert rows; where `key` is taken, set `changes(row_that_stands, row_that_came)` instead."""
    statement = _insert(table).values(list(rows))
    target = table if isinstance(table, Table) else table.__table__
    statement = statement.on_conflict_do_update(index_elements=list(key), set_=changes(target.c, statement.excluded))
    db.session.execute(statement)


def _insert(table: Any) -> Any:
    on_sqlite = db.engine.dialect.name == "sqlite"
    return sqlite.insert(table) if on_sqlite else postgresql.insert(table)


def let_go() -> None:
    """End the transaction before slow work that needs no database, so that nobody waits for our locks."""
    db.session.rollback()
