"""Makes report files in the background: in a thread of each server process, or by `flask reports work`.

A run is claimed by writing one's name and a lease into its row. Whoever makes it renews the lease with its progress; when a
process is killed, the lease runs out and another process begins the run anew. Needs the database and nothing else.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import and_, or_, select, update

from backend.core import clock
from backend.core.config import settings
from backend.core.db import db
from backend.core.one_writer import reading
from backend.reports.add_chapter import add_chapters
from backend.reports.expire import expire, take_away_unwanted
from backend.reports.make_file import failed, make_file
from backend.reports.models import ReportRun

LEASE = timedelta(minutes=2)
LOOKS_EVERY, BEATS_EVERY, CHORES_EVERY = 2.0, 1.0, 60.0  # seconds
RESTS = 30.0  # seconds after a look that failed, such as at a database that is away
MOST_TRIES = 3
log = logging.getLogger(__name__)
# What other rooms want done about once a minute, in a transaction of its own. Several processes may do it at once.
CHORES: list[Callable[[], Any]] = [expire, add_chapters]


class TakenAway(Exception):
    """The run is not ours any more: it was cancelled, or our lease ran out and another has it."""


class Runner:
    """One that makes files, one after the other."""

    def __init__(self) -> None:
        self.name = uuid4().hex
        self.beaten = 0.0

    def work_off(self) -> int:
        """Make everything that waits; answers how many runs were taken up."""
        taken = 0
        while (run_id := self.claim()) is not None:
            self.carry_out(run_id)
            taken += 1
        return taken

    def claim(self) -> int | None:
        """Take the oldest run that nobody holds."""
        now = clock.now()
        waits = or_(ReportRun.state == "waiting", and_(ReportRun.state == "running", ReportRun.lease_until < now))
        free = select(ReportRun.id).where(~ReportRun.streamed, ReportRun.state.in_(("waiting", "running")), waits)
        if _ask(free.limit(1)) is None:
            return None
        oldest = free.order_by(ReportRun.id).limit(1).with_for_update(skip_locked=True).scalar_subquery()
        mine = {"state": "running", "worker": self.name, "lease_until": now + LEASE, "tries": ReportRun.tries + 1, "rows_done": 0}
        with db.engine.begin() as connection:
            return connection.scalar(update(ReportRun).where(ReportRun.id == oldest).values(**mine).returning(ReportRun.id))

    def carry_out(self, run_id: int) -> None:
        before = reading.set(True)  # on SQLite, nothing may hold the write lock while rows are read
        try:
            run = db.session.get_one(ReportRun, run_id)
            outcome = failed("interrupted") if run.tries > MOST_TRIES else make_file(run, self.beat_for(run_id))
        except TakenAway:
            return
        except Exception:
            log.exception("report run %s failed", run_id)
            outcome = failed("failed")
        finally:
            db.session.rollback()
            reading.reset(before)
        if outcome["state"] == "ready":
            outcome["expires_at"] = clock.now() + timedelta(days=settings().keep_report_days)
        if not self._set(run_id, {**outcome, "lease_until": None}):
            take_away_unwanted(run_id)

    def beat_for(self, run_id: int) -> Callable[..., None]:
        """Tell how far the run is, and hold it for longer; counts of rows at most every second."""

        def beat(**facts: Any) -> None:
            if set(facts) == {"rows_done"} and time.monotonic() - self.beaten < BEATS_EVERY:
                return
            if not self._set(run_id, {**facts, "lease_until": clock.now() + LEASE}):
                raise TakenAway
            self.beaten = time.monotonic()

        return beat

    def _set(self, run_id: int, facts: dict[str, Any]) -> bool:
        """Beside the transaction that reads, if the run is still ours."""
        ours = and_(ReportRun.id == run_id, ReportRun.worker == self.name, ReportRun.state == "running")
        before = reading.set(False)
        try:
            with db.engine.begin() as connection:
                return connection.execute(update(ReportRun).where(ours).values(**facts)).rowcount == 1
        finally:
            reading.reset(before)


def start(app: Flask) -> threading.Thread | None:
    """In a server process: make files beside its requests, unless the settings leave that to `flask reports work`."""
    if not app.config["MUSTER"].report_runner:
        return None
    thread = threading.Thread(target=work, args=(app,), name="reports", daemon=True)
    thread.start()
    return thread


def work(app: Flask, until: Callable[[], bool] = lambda: False) -> None:
    """Make files and do the chores until told to stop."""
    runner, did_chores = Runner(), 0.0
    while not until():
        with app.app_context():
            went_well = _attempt(runner.work_off)
            if time.monotonic() - did_chores > CHORES_EVERY:
                did_chores = time.monotonic()
                do_chores()
        time.sleep(LOOKS_EVERY if went_well else RESTS)


def do_chores() -> None:
    for chore in CHORES:
        _attempt(chore)


def _attempt(deed: Callable[[], Any]) -> bool:
    """Did it go well? A database that is away, a mistake: said, and tried again later."""
    try:
        deed()
        db.session.commit()
        return True
    except Exception:
        log.exception("%s failed", getattr(deed, "__qualname__", deed))
        db.session.rollback()
        return False


def _ask(statement: Any) -> Any:
    """Only look: on SQLite whoever looks must not wait for those who write, or they for it."""
    before = reading.set(True)
    try:
        with db.engine.connect() as connection:
            return connection.scalar(statement)
    finally:
        reading.reset(before)
