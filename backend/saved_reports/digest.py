"""Tell a person in one notice what is new in all reports that were due that day, and nothing where nothing is."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import case, func, select, update

from backend.core.db import db
from backend.notices.tell import tell
from backend.saved_reports.models import SavedReport, SavedReportTurn

WORTH_TELLING = ("changed", "failed", "paused")
LONGEST_TITLE = 120


def tell_digests() -> int:
    """Tell everybody whose turns of a day are all settled; answers how many notices were due. Commits."""
    told = 0
    for member_id, day in _settled_days():
        told += _tell(member_id, day)
        db.session.commit()
    return told


def _settled_days() -> list[tuple[int, date]]:
    waiting = func.sum(case((SavedReportTurn.state == "asked", 1), else_=0))
    untold = (
        select(SavedReport.member_id, SavedReportTurn.asked_on)
        .join(SavedReport, SavedReport.id == SavedReportTurn.saved_report_id)
        .where(~SavedReportTurn.told)
    )
    days = db.session.execute(untold.group_by(SavedReport.member_id, SavedReportTurn.asked_on).having(waiting == 0)).all()
    db.session.commit()
    return [(row.member_id, row.asked_on) for row in days]


def _tell(member_id: int, day: date) -> bool:
    """The constraint on `once` keeps it to one notice a person and day, however many runners come by."""
    of_day = (SavedReport.member_id == member_id, SavedReportTurn.asked_on == day)
    turns = (
        select(SavedReportTurn.state, SavedReport.name).join(SavedReport, SavedReport.id == SavedReportTurn.saved_report_id).where(*of_day)
    )
    news = [row for row in db.session.execute(turns.order_by(SavedReport.name)) if row.state in WORTH_TELLING]
    if news:
        tell(member_id, "reports_due", _about(news), once=f"reports-{day}")
    mine = select(SavedReport.id).where(SavedReport.member_id == member_id)
    db.session.execute(
        update(SavedReportTurn).where(SavedReportTurn.saved_report_id.in_(mine), SavedReportTurn.asked_on == day).values(told=True)
    )
    return bool(news)


def _about(news: list[Any]) -> dict[str, Any]:
    counts = Counter(row.state for row in news)
    return {"title": "、".join(row.name for row in news)[:LONGEST_TITLE], **{state: counts[state] for state in WORTH_TELLING}}
