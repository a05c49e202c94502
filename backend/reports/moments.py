"""Moments at which a report is settled: whatever is booked, renamed or moved afterwards, it reads the same as of then."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from backend.core import clock
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.keys import signature, signed_well
from backend.ledger.position import settled_position
from backend.reports.past import PastMember, PastOrganisation, PastRole

PASTS: dict[str, Any] = {"members": PastMember, "organisations": PastOrganisation, "roles": PastRole}
PATIENCE = "2s"


@dataclass(frozen=True)
class Moment:
    """An instant, and up to which row the ledger and each of the pasts were settled then."""

    at: str  # to the second, UTC: 20261125T024300Z
    entries: int
    members: int
    organisations: int
    roles: int

    @property
    def instant(self) -> datetime:
        return datetime.strptime(self.at, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)

    def say(self) -> str:
        """As text that only this server can have written."""
        said = "-".join(str(part) for part in asdict(self).values())
        return f"{said}-{signature('report moment', said)}"


def settle() -> Moment:
    """This moment. Ask before the transaction writes. Raises Refused where writers don't pause."""
    pasts = _settled_pasts()
    entries = settled_position()
    return Moment(clock.now().strftime("%Y%m%dT%H%M%SZ"), entries, **pasts)


def read_moment(said: str) -> Moment:
    """What `say` wrote. Raises Refused for anything else."""
    plain, _, claimed = said.rpartition("-")
    if not signed_well("report moment", plain, claimed):
        raise Refused("as_of_unknown", "Take `moment` from a report that was made here.", status=422)
    at, *positions = plain.split("-")
    return Moment(at, *map(int, positions))


def _settled_pasts() -> dict[str, int]:
    if db.engine.dialect.name == "sqlite":  # one writer at a time: what can be read is settled
        return {name: db.session.scalar(select(func.max(past.id))) or 0 for name, past in PASTS.items()}
    try:
        return _wait_for_writers()
    except OperationalError as error:
        if "lock timeout" not in str(error):
            raise
        raise Refused("busy", "The roster is being written: try again in a minute.", status=503) from error


def _wait_for_writers() -> dict[str, int]:
    """Like the ledger's settled position: a moment in which nobody is writing, in a transaction of its own."""
    tables = ", ".join(past.__tablename__ for past in PASTS.values())
    with db.engine.connect() as connection:
        connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}'"))
        connection.execute(text(f"LOCK TABLE {tables} IN SHARE MODE"))
        found = {name: connection.scalar(select(func.max(past.id))) or 0 for name, past in PASTS.items()}
        connection.rollback()
    return found
