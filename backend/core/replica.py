"""Reads for reports: from a replica of the database where a setting names one, so that a report of a whole city takes nothing
from those who sign in. Never for what must be right at once: that is asked of the database itself.

A replica is used only when it has caught up with all that was committed before the report began; one that is away, too far
behind, promoted, or of another database is passed over.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import current_app
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from backend.core.db import db
from backend.core.errors import Refused

NAME = "replica"
CATCHES_UP_WITHIN = 2.0  # seconds that a report waits for it
LOOKS_EVERY = 0.02
RESTS = 30.0  # seconds in which a replica that failed is not asked again
CONNECT_SECONDS = 2
SNAPSHOT: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
# Where the database's log stands, and whose log it is: positions of two clusters say nothing about one another.
_STANDS = text("SELECT pg_current_wal_lsn()::text AS position, system_identifier FROM pg_control_system()")
_FOLLOWS = text("SELECT pg_is_in_recovery() AND system_identifier = :system_identifier FROM pg_control_system()")
_CAUGHT_UP = text("SELECT pg_last_wal_replay_lsn() >= CAST(:position AS pg_lsn)")

log = logging.getLogger(__name__)


class ReplicaFailed(Refused):
    """The replica failed in the middle of a report. It rests now: who begins again reads the database itself."""

    def __init__(self) -> None:
        super().__init__("busy", "The report was interrupted: ask for it again.", status=503)


def binds(replica_url: str) -> dict[str, Any]:
    """The replica as Flask-SQLAlchemy knows it, beside the database itself."""
    options = {
        "connect_args": {"connect_timeout": CONNECT_SECONDS, "options": "-c jit=off"},
        "pool_pre_ping": True,
        "hide_parameters": True,
    }
    return {NAME: {"url": replica_url, **options}} if replica_url else {}


@contextmanager
def reading_reports() -> Iterator[str]:
    """In here the session reads one snapshot with all that was committed when it began, whatever is written meanwhile; and
    writes nothing. Answers where it reads: "replica" or "primary". SQLite is read as ever. Raises ReplicaFailed."""
    if db.engine.dialect.name == "sqlite":
        yield "primary"
        return
    source, connection = _open()
    try:
        with connection, connection.begin(), _session_on(connection):
            yield source
    except DBAPIError as error:
        if source != NAME:
            raise
        _let_rest()
        raise ReplicaFailed from error


def _open() -> tuple[str, Connection]:
    if (engine := _rested()) is not None:
        try:
            connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            caught_up = _catches_up(connection)
            connection.rollback()
            if caught_up:
                return NAME, connection.execution_options(**SNAPSHOT)
            connection.close()
        except DBAPIError as error:
            log.warning("the replica does not answer, the database is read instead: %s", type(error).__name__)
            _let_rest()
    return "primary", db.engine.connect().execution_options(**SNAPSHOT)


def _catches_up(replica: Connection) -> bool:
    """Wait until the replica shows what is committed now; False when it doesn't in time."""
    with db.engine.connect() as primary:
        stands = primary.execute(_STANDS).one()
    if not replica.scalar(_FOLLOWS, {"system_identifier": stands.system_identifier}):
        log.warning("MUSTER_REPLICA_URL is no replica of the database: it is not read")
        return False
    until = time.monotonic() + CATCHES_UP_WITHIN
    while not replica.scalar(_CAUGHT_UP, {"position": stands.position}):
        if time.monotonic() > until:
            return False
        time.sleep(LOOKS_EVERY)
    return True


@contextmanager
def _session_on(connection: Connection) -> Iterator[None]:
    """What asks `db.session` asks this connection."""
    registry: Any = db.session.registry
    outer = registry() if registry.has() else None
    # A savepoint, so that a commit or a rollback in there ends no snapshot.
    session = Session(bind=connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
    registry.set(session)
    try:
        yield
    finally:
        session.close()
        if outer:
            registry.set(outer)
        else:
            registry.clear()


def _rested() -> Engine | None:
    """The replica, where there is one that has not just failed."""
    resting_until = current_app.extensions.get("muster.replica_rests", 0.0)
    return db.engines.get(NAME) if time.monotonic() >= resting_until else None


def _let_rest() -> None:
    current_app.extensions["muster.replica_rests"] = time.monotonic() + RESTS
