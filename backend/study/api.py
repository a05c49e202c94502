"""Endpoints of study: segments in, hours out."""

from typing import Any

from flask import g
from sqlalchemy import select

from backend.core import clock
from backend.core.db import db
from backend.core.pages import Listing
from backend.core.web import Feature
from backend.courses.models import Lesson, is_live, offered_to
from backend.courses.progress import LessonProgress
from backend.hours.rules import target_of
from backend.hours.year import hours_of_year
from backend.ledger.entries import EntryShape, sums_of
from backend.ledger.models import HOURS
from backend.permissions import any_member
from backend.study import phones
from backend.study.held_shape import HeldShape, shape_held
from backend.study.models import HeldStudy
from backend.study.record_segments import record_segments
from backend.study.schemas import SegmentBatch, StudyReceipt, StudySummary, UnsentStudy

study = Feature("study")


@study.post("/study/segments", may=any_member, takes=SegmentBatch, gives=StudyReceipt)
def send_segments(body: dict[str, Any]) -> dict[str, Any]:
    """Take in what was studied. Every segment gets its own receipt; sending one again changes nothing."""
    return record_segments(g.actor, body["segments"])


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


@study.get("/me/held-segments", may=any_member, lists=HeldShape)
def list_held() -> Listing:
    """My study that waits for the secretary, and what was decided lately."""
    mine = select(HeldStudy).where(HeldStudy.member_id == g.actor.id)
    return Listing(mine, by=(HeldStudy.id.desc(),), shape=lambda rows: [shape_held(row[0]) for row in rows])


@study.put("/study/unsent", may=any_member, takes=UnsentStudy, status=204)
def tell_unsent(body: dict[str, Any]) -> tuple[str, int]:
    """Say since when study waits on this phone, never what: the secretary can then remind its owner."""
    phones.tell_unsent(g.actor, body["since"])
    return "", 204


def _continue_lesson() -> dict[str, Any] | None:
    """The lesson studied last that is not complete yet and still exists for me."""
    row = db.session.execute(
        select(Lesson, LessonProgress.position_ms)
        .join(LessonProgress, LessonProgress.lesson_id == Lesson.id)
        .where(LessonProgress.member_id == g.actor.id, LessonProgress.completed_at.is_(None))
        .where(is_live(), Lesson.course.has(offered_to(g.actor)))
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
