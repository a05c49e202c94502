"""How far a member has come in a lesson: what of the medium was covered, the furthest place, when it was complete."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from marshmallow import fields
from sqlalchemy import JSON, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Model, UtcDateTime, db
from backend.core.shapes import Instant, Shape

# Completion is coverage, not the last position; the last seconds of a medium are often silence.
COMPLETE_SHARE = 0.95


class LessonProgress(Model):
    """One row a member and lesson. `covered` is the merged list of [from, to] in the medium, milliseconds."""

    __tablename__ = "lesson_progress"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True, index=True)
    version: Mapped[int] = mapped_column(default=1)
    covered: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    position_ms: Mapped[int] = mapped_column(default=0)
    counted_ms: Mapped[int] = mapped_column(default=0)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    studied_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ProgressShape(Shape):
    position_seconds = fields.Integer(required=True, metadata={"description": "The furthest place reached, on any device."})
    covered_seconds = fields.Integer(required=True)
    counted_seconds = fields.Integer(required=True)
    completed_at = Instant(required=True, allow_none=True)


def progress_of(member_id: int, lesson_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """A member's progress in these lessons; zeros where nothing was studied yet."""
    ids = list(lesson_ids)
    rows = db.session.scalars(select(LessonProgress).where(LessonProgress.member_id == member_id, LessonProgress.lesson_id.in_(ids)))
    shaped = {row.lesson_id: shape_progress(row) for row in rows}
    nothing = {"position_seconds": 0, "covered_seconds": 0, "counted_seconds": 0, "completed_at": None}
    return {lesson_id: shaped.get(lesson_id, nothing) for lesson_id in ids}


def shape_progress(row: LessonProgress) -> dict[str, Any]:
    covered = sum(end - start for start, end in row.covered)
    return {
        "position_seconds": row.position_ms // 1000,
        "covered_seconds": covered // 1000,
        "counted_seconds": row.counted_ms // 1000,
        "completed_at": row.completed_at,
    }
