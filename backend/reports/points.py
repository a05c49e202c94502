"""Points: for meetings, for lessons, for half hours of study, for anything else, and in all."""

from typing import Any

from sqlalchemy import case, func, select

from backend.core.db import db
from backend.ledger.models import POINTS, Entry, PointRule
from backend.ledger.rules import HALF_HOUR_STUDIED, LESSON_COMPLETED, MEETING_ATTENDED
from backend.reports.columns import Column
from backend.reports.ledger_kind import ledger_kind

NAMED = (MEETING_ATTENDED, LESSON_COMPLETED, HALF_HOUR_STUDIED)


def _of(rule: str) -> Any:
    return func.coalesce(func.sum(case((Entry.rule == rule, Entry.amount), else_=0)), 0)


FIGURES = (
    ("meeting_points", _of(MEETING_ATTENDED)),
    ("lesson_points", _of(LESSON_COMPLETED)),
    ("study_points", _of(HALF_HOUR_STUDIED)),
    ("other_points", func.coalesce(func.sum(case((Entry.rule.in_(NAMED), 0), else_=Entry.amount)), 0)),
    ("total_points", func.coalesce(func.sum(Entry.amount), 0)),
)
COLUMNS = (
    Column("会议积分", "Meetings", 12, "points", "meeting_points"),
    Column("完成课程积分", "Lessons", 14, "points", "lesson_points"),
    Column("学习时长积分", "Study", 14, "points", "study_points"),
    Column("其他积分", "Other", 12, "points", "other_points"),
    Column("积分合计", "Total", 12, "points", "total_points"),
)
POINTS_EARNED = ledger_kind("points", "积分报表", "Points", book=POINTS, figures=FIGURES, columns=COLUMNS, filters=("course", "rule"))


def rules_of_points() -> list[str]:
    """What points can be filtered by: every rule that was ever in force."""
    return list(db.session.scalars(select(PointRule.name).distinct().order_by(PointRule.name)))
