"""A full disk: said plainly, with nothing half written. The transaction is rolled back like after any other error."""

import errno
import sqlite3

from flask import Flask, Response
from sqlalchemy.exc import DBAPIError

from backend.core.errors import Refused, problem

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
DISK_FULL = "53100"  # PostgreSQL's SQLSTATE
FULL = Refused("storage_full", "The server's disk is full: nothing was saved. Tell its administrator, and send it again later.", status=507)


def register(app: Flask) -> None:
    app.register_error_handler(DBAPIError, _show_full_database)
    app.register_error_handler(OSError, _show_full_disk)


def is_full(error: BaseException | None) -> bool:
    """Whether the error says that there is no room, be it the disk's own word or a database's."""
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return getattr(error, "sqlstate", None) == DISK_FULL


def _show_full_database(error: DBAPIError) -> Response:
    if not is_full(error.orig):
        raise error
    return problem(FULL)


def _show_full_disk(error: OSError) -> Response:
    if not is_full(error):
        raise error
    return problem(FULL)
