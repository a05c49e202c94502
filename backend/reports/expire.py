"""Take away report files whose days are over, files that nobody knows, and the traces of what was broken off."""

import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, update

from backend.core import clock
from backend.core.db import db
from backend.core.keep_file import throw_away
from backend.reports.make_file import file_of, folder
from backend.reports.models import ReportRun

LONGEST_DOWNLOAD = timedelta(hours=6)
LEFT_BEHIND = 6 * 3600  # seconds after which a half-written file is nobody's


def expire() -> None:
    """The rows stay: they are the export log."""
    over = select(ReportRun).where(ReportRun.state == "ready", ~ReportRun.streamed, ReportRun.expires_at < clock.now())
    for run in db.session.scalars(over.limit(500)):
        take_away(run)
    _close_downloads()
    _sweep()


def take_away(run: ReportRun) -> None:
    throw_away(file_of(run))
    run.state = "expired"


def take_away_unwanted(run_id: int) -> None:
    """The file of a run that was cancelled in the moment in which it was done."""
    run = db.session.get_one(ReportRun, run_id)
    if run.state in ("cancelled", "expired"):
        throw_away(file_of(run))
    db.session.rollback()


def _close_downloads() -> None:
    """A server that was killed in the middle of one could not say so."""
    old = (ReportRun.streamed, ReportRun.state == "running", ReportRun.created_at < clock.now() - LONGEST_DOWNLOAD)
    db.session.execute(update(ReportRun).where(*old).values(state="failed", problem="interrupted", finished_at=clock.now()))


def _sweep() -> None:
    now = time.time()
    for part in folder().glob("*.part"):
        if _age(part, now) > LEFT_BEHIND:
            throw_away(part)


def _age(path: Path, now: float) -> float:
    try:
        return now - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
