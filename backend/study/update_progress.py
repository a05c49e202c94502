"""Bring forward what a member has covered of each lesson, and award a lesson's completion once."""

from typing import Any

from sqlalchemy import select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.courses.models import Lesson
from backend.courses.progress import COMPLETE_SHARE, LessonProgress, shape_progress
from backend.ledger import rules
from backend.ledger.post import post
from backend.study.merge_segments import merge

SLACK = 1.0  # seconds: players report positions a little late


def update_progress(actor: Actor, accepted: list[dict[str, Any]], lesson_ids: set[int], counted: dict[int, int]) -> list[dict[str, Any]]:
    """Add the accepted segments' media intervals; answers the progress of every lesson of the batch.
    `counted` is each lesson's counted time in milliseconds."""
    about = lesson_ids | set(counted)
    rows = {
        row.lesson_id: row
        for row in db.session.scalars(
            select(LessonProgress).where(LessonProgress.member_id == actor.id, LessonProgress.lesson_id.in_(about))
        )
    }
    for lesson_id in about:
        if lesson_id in counted:
            rows[lesson_id] = rows.get(lesson_id) or _start(actor.id, lesson_id)
            rows[lesson_id].counted_ms = counted[lesson_id]
    for segment in accepted:
        _cover(rows[segment["lesson_id"]], segment)
    db.session.flush()
    _complete(actor, [rows[lesson_id] for lesson_id in {segment["lesson_id"] for segment in accepted}])
    return [{"lesson_id": row.lesson_id, **shape_progress(row)} for lesson_id, row in rows.items() if lesson_id in lesson_ids]


def _start(member_id: int, lesson_id: int) -> LessonProgress:
    row = LessonProgress(
        member_id=member_id, lesson_id=lesson_id, version=0, covered=[], position_ms=0, counted_ms=0, studied_at=clock.from_ms(0)
    )
    db.session.add(row)
    return row


def _cover(row: LessonProgress, segment: dict[str, Any]) -> None:
    """Coverage is of one version of the lesson: a newer one starts afresh, an older one adds nothing."""
    if segment["lesson_version"] < row.version:
        return
    if segment["lesson_version"] > row.version:
        row.version, row.covered, row.position_ms = segment["lesson_version"], [], 0
    # A dragged playhead covers no more than could be played in that time.
    played = (segment["ended_ms"] - segment["started_ms"]) / 1000 * segment["rate"] + SLACK
    start, end = segment["media_from"], min(segment["media_to"], segment["media_from"] + played)
    row.covered = merge([*((one[0], one[1]) for one in row.covered), (int(start * 1000), int(end * 1000))])
    row.position_ms = max(row.position_ms, int(end * 1000))
    row.studied_at = max(row.studied_at, clock.from_ms(segment["ended_ms"]))


def _complete(actor: Actor, rows: list[LessonProgress]) -> None:
    """Completion belongs to the day of the study, also when it was delivered later."""
    lessons = {row.lesson_id: db.session.get_one(Lesson, row.lesson_id) for row in rows}
    done = [row for row in rows if row.completed_at is None and _is_covered(row, lessons[row.lesson_id])]
    for row in done:
        row.completed_at = row.studied_at
    deeds = [rules.Deed(("lesson", str(row.lesson_id)), lessons[row.lesson_id].title, clock.day_of(row.studied_at)) for row in done]
    if deeds:
        post(*rules.award(rules.LESSON_COMPLETED, deeds, member_id=actor.id, branch_id=actor.branch_id))


def _is_covered(row: LessonProgress, lesson: Lesson) -> bool:
    return sum(end - start for start, end in row.covered) >= lesson.nominal_seconds * 1000 * COMPLETE_SHARE
