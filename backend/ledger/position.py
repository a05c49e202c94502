"""A place in the ledger below which everything is settled: what is read up to it reads the same for ever."""

from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from backend.core.db import db
from backend.core.errors import Refused
from backend.ledger.models import Entry

PATIENCE = "2s"  # for as long, at most, writers stand behind us
TRIES = 3


def settled_position() -> int:
    """The highest entry id such that no transaction under way can still commit a lower one; 0 in an empty ledger.
    Ask before the transaction writes entries itself. Raises Refused (ledger_busy) where writers don't pause.

    Ids are taken in the order in which writers come, but committed in another: the highest id that can be read may be
    followed by a lower one. On SQLite one writer at a time makes both orders the same.
    """
    if db.engine.dialect.name == "sqlite":
        return db.session.scalar(_HIGHEST) or 0
    for _ in range(TRIES):
        try:
            return _wait_for_writers()
        except OperationalError as error:
            if "lock timeout" not in str(error):
                raise
    raise Refused("ledger_busy", "The books are being written without a pause: try again in a minute.", status=503)


def _wait_for_writers() -> int:
    """PostgreSQL: whoever inserts holds ROW EXCLUSIVE on the table from before taking an id until the commit; SHARE waits for
    all of these, and keeps new ones waiting for the one moment in which the highest id is read. In a transaction of its own,
    so that nobody waits for the rest of ours."""
    with db.engine.connect() as connection:
        connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}'"))
        connection.execute(text("LOCK TABLE entries IN SHARE MODE"))
        position: int | None = connection.execute(_HIGHEST).scalar()
        connection.rollback()
    return position or 0


_HIGHEST = select(func.max(Entry.id))
