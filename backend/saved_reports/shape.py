"""What is told about saved reports: the question, when it is next asked, and what came of it the last time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from backend.core import clock
from backend.core.db import db
from backend.saved_reports.models import SavedReport, SavedReportTurn

TOLD = ("id", "name", "kind", "organisation", "period", "filters", "format", "reason", "schedule", "day", "next_on", "paused")


def shape_all(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return shape([row[0] for row in rows])


def shape(all_saved: list[SavedReport]) -> list[dict[str, Any]]:
    turns = _last_turns([saved.id for saved in all_saved])
    return [_shape(saved, turns.get(saved.id)) for saved in all_saved]


def _shape(saved: SavedReport, turn: SavedReportTurn | None) -> dict[str, Any]:
    days = saved.days_on(clock.today())
    told = {name: getattr(saved, name) for name in TOLD}
    return {**told, "first_day": days.first, "last_day": days.last, "last_turn": turn}


def _last_turns(ids: list[int]) -> dict[int, SavedReportTurn]:
    newest = select(SavedReportTurn.saved_report_id, func.max(SavedReportTurn.due_on).label("due_on")).where(
        SavedReportTurn.saved_report_id.in_(ids)
    )
    last = newest.group_by(SavedReportTurn.saved_report_id).subquery()
    same = (SavedReportTurn.saved_report_id == last.c.saved_report_id) & (SavedReportTurn.due_on == last.c.due_on)
    return {turn.saved_report_id: turn for turn in db.session.scalars(select(SavedReportTurn).join(last, same))}
