"""A request's wire to the database: one connection, in a transaction only while that is needed.

What SQLAlchemy's session does around a transaction costs more than a short request's statements. So a request begins and ends
its transaction by the driver, prepared statements go the same way, and a session joins where objects are wanted.
"""

from typing import Any

import psycopg
from flask import Flask, g
from flask_sqlalchemy.session import Session
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, Pool, event
from sqlalchemy.engine import Connection

from backend.core import by_libpq
from backend.core.one_writer import reading, take_write_lock


class Wire:
    """Open from a request's first question to its commit."""

    def __init__(self, engine: Engine) -> None:
        self.connection = engine.connect()
        self.driver: Any = self.connection.connection.driver_connection

    def commit(self) -> None:
        if not is_under_way(self.driver):
            return
        if isinstance(self.driver, psycopg.Connection):
            by_libpq.send(self.driver, b"COMMIT")
        else:
            self.driver.commit()

    def hang_up(self) -> None:
        """What is not committed is taken back."""
        self.connection.close()


class JoiningSession(Session):
    """Flask-SQLAlchemy's session, on the request's wire while there is one."""

    def get_bind(self, mapper: Any = None, clause: Any = None, bind: Any = None, **more: Any) -> Engine | Connection:
        wire = open_wire()
        return wire.connection if wire and bind is None else super().get_bind(mapper, clause, bind, **more)


def register(app: Flask) -> None:
    """Before the database's own teardown, and so after it: the session goes first."""
    app.teardown_appcontext(lambda error: hang_up())


def pick_up(engine: Engine) -> None:
    g.wire = Wire(engine)


def hang_up() -> None:
    if wire := g.pop("wire", None):
        wire.hang_up()


def open_wire() -> Wire | None:
    wire: Wire | None = g.get("wire")
    return wire


def is_under_way(driver: Any) -> bool:
    """Is the driver in a transaction, whoever began it?"""
    if isinstance(driver, psycopg.Connection):
        return driver.pgconn.transaction_status != TransactionStatus.IDLE
    return bool(driver.in_transaction)


@event.listens_for(Pool, "connect")
def _prepare_ourselves(connection: Any, record: Any) -> None:
    """psycopg throws all prepared statements away at each rollback, ours too, once it has prepared one of its own."""
    if isinstance(connection, psycopg.Connection):
        connection.prepare_threshold = None


@event.listens_for(Pool, "connect")
@event.listens_for(Pool, "checkin")
def _let_us_begin(connection: Any, record: Any) -> None:
    """Transactions begin below, not by the driver's guess (SQLite's are told so in one_writer.py)."""
    if isinstance(connection, psycopg.Connection) and not connection.autocommit:
        connection.autocommit = True


@event.listens_for(Engine, "begin")
def begin(connection: Connection) -> None:
    """Begin a transaction, or go on in the one under way."""
    driver: Any = connection.connection.driver_connection
    if is_under_way(driver):
        return
    if isinstance(driver, psycopg.Connection):
        if driver.autocommit:  # else it begins by itself, with the isolation that was asked for
            by_libpq.send(driver, b"BEGIN")
    elif reading.get():
        driver.execute("BEGIN")
    else:
        take_write_lock(connection)
