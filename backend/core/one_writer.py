"""SQLite takes one writer at a time: how requests queue for it. (PostgreSQL needs none of this.)

SQLite's own patience waits longer each time it asks, so that some writers wait for seconds while others pass. So the threads
of a process stand in line before they ask, and only the first of each process asks the file, often.
"""

import sqlite3
import threading
import time
from collections import defaultdict
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Engine, Pool, event
from sqlalchemy.engine import Connection

# A request that only reads must not queue; everything else takes the write lock at once, so that two transactions never both
# read first and then fail to upgrade.
reading: ContextVar[bool] = ContextVar("reading", default=False)
PATIENCE = 10.0  # seconds
ASKS_EVERY = 0.0005
LINES: dict[str, threading.Lock] = defaultdict(threading.Lock)  # a line for each database file
# 16 MB of pages for each connection, and as much of a log before it is copied into the file: hundreds of sign-ins change the same pages.
ROOMY = ("cache_size=-16000", "wal_autocheckpoint=4000")
IN_LINE = "muster.line"  # what a connection is called by that is first in line


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # transactions begin in wire.py, not by the driver's guess
    for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", *ROOMY, "busy_timeout=1"):
        connection.execute(f"PRAGMA {pragma}")


def take_write_lock(connection: Connection) -> None:
    """Begin a writing transaction. Raises sqlite3.OperationalError (locked) after ten seconds."""
    driver, until = connection.connection.driver_connection, time.monotonic() + PATIENCE
    assert driver is not None
    _stand_in_line(connection)
    while True:
        try:
            driver.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
        time.sleep(ASKS_EVERY)


def _stand_in_line(connection: Connection) -> None:
    if IN_LINE in connection.info:
        return
    line = LINES[str(connection.engine.url)]
    if line.acquire(timeout=PATIENCE):
        connection.info[IN_LINE] = line  # else ask the file all the same: it has the last word


@event.listens_for(Pool, "checkin")
@event.listens_for(Pool, "invalidate")
def _leave_line(connection: Any, record: Any, *error: Any) -> None:
    """Let the next one go: the transaction is over, whichever way."""
    line = record.info.pop(IN_LINE, None)
    if line is not None:
        line.release()
