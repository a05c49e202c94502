"""See what came of the runs that were begun for saved reports: something new, the same as before, or nothing."""

from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.reports.models import UNDER_WAY, ReportRun
from backend.saved_reports.models import SavedReportTurn


def settle_turns() -> int:
    """Settle every turn whose run is over; answers how many. Commits."""
    over = (
        select(SavedReportTurn, ReportRun)
        .join(ReportRun, ReportRun.id == SavedReportTurn.run_id)
        .where(~SavedReportTurn.told, SavedReportTurn.state == "asked", ReportRun.state.not_in(UNDER_WAY))
    )
    settled = db.session.execute(over).all()
    for turn, run in settled:
        _settle(turn, run)
    db.session.commit()
    return len(settled)


def _settle(turn: SavedReportTurn, run: Any) -> None:
    if run.rows_sha256 is None:
        turn.state, turn.problem = "failed", run.problem or run.state
        return
    turn.rows_sha256 = run.rows_sha256
    turn.state = "same" if _said_before(turn) else "changed"


def _said_before(turn: SavedReportTurn) -> bool:
    """Did the last turn that had an answer say the same, about the same days?"""
    before = select(SavedReportTurn).where(
        SavedReportTurn.saved_report_id == turn.saved_report_id,
        SavedReportTurn.due_on < turn.due_on,
        SavedReportTurn.rows_sha256.is_not(None),
    )
    last = db.session.scalar(before.order_by(SavedReportTurn.due_on.desc()).limit(1))
    return last is not None and _answer(last) == _answer(turn)


def _answer(turn: SavedReportTurn) -> tuple[Any, ...]:
    return (turn.first_day, turn.last_day, turn.rows_sha256)
