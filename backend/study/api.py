"""Endpoints of study: segments in, hours out."""

from typing import Any

from flask import g
from sqlalchemy import select

from backend.core import clock
from backend.core.db import db
from backend.core.pages import Listing
from backend.core.web import Feature
from backend.courses.models import Lesson
from backend.courses.progress import LessonProgress
from backend.hours.rules import target_of
from backend.hours.year import hours_of_year
from backend.ledger.entries import EntryShape, sums_of
from backend.ledger.models import HOURS, Balance
from backend.permissions import any_member
from backend.study.models import StudyDay
from backend.study.record_segments import record_segments
from backend.study.schemas import SegmentBatch, StudyReceipt, StudySummary

study = Feature("study")


@study.post("/study/segments", may=any_member, takes=SegmentBatch, gives=StudyReceipt)
def send_segments(body: dict[str, Any]) -> dict[str, Any]:
    """Take in what was studied. Every segment gets its own receipt; sending one again changes nothing."""
    recorded = record_segments(g.actor, body["segments"])
    return {**recorded, "counted_today_seconds": _counted_today(), "counted_year_seconds": _counted_year()}


@study.get("/study/summary", may=any_member, gives=StudySummary)
def get_summary() -> dict[str, Any]:
    """My hours this year against the target, by month, and the lesson to go on with."""
    year = clock.today().year
    return {
        **hours_of_year(g.actor.id, year),
        "target_seconds": target_of(g.actor, year),
        "continue_lesson": _continue_lesson(),
    }


@study.get("/study/entries", may=any_member, lists=EntryShape)
def list_entries() -> Listing:
    """What my hours are made of, by day: each lesson and each meeting."""
    return sums_of(g.actor.id, HOURS)


def _counted_today() -> int:
    counted = db.session.scalar(select(StudyDay.counted_ms).where(StudyDay.member_id == g.actor.id, StudyDay.day == clock.today()))
    return (counted or 0) // 1000


def _counted_year() -> int:
    period = str(clock.today().year)
    return (
        db.session.scalar(select(Balance.amount).where(Balance.member_id == g.actor.id, Balance.book == HOURS, Balance.period == period))
        or 0
    )


def _continue_lesson() -> dict[str, Any] | None:
    """The lesson studied last that is not complete yet."""
    row = db.session.execute(
        select(Lesson, LessonProgress.position_ms)
        .join(LessonProgress, LessonProgress.lesson_id == Lesson.id)
        .where(LessonProgress.member_id == g.actor.id, LessonProgress.completed_at.is_(None), Lesson.withdrawn_at.is_(None))
        .order_by(LessonProgress.studied_at.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    lesson, position_ms = row
    fields = ("id", "title", "kind", "nominal_seconds")
    return {
        **{name: getattr(lesson, name) for name in fields},
        "course_title": lesson.course.title,
        "position_seconds": position_ms // 1000,
    }
