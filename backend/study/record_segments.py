"""Take in a batch of segments: judge each, store the good ones, count the days anew, book the differences.

The number of SQL statements does not grow with what is already stored.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import insert, select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.courses.models import Lesson
from backend.members.models import lock_member
from backend.study.count_days import DayCount, count_days
from backend.study.judge_segment import CONTENT, Verdict, judge
from backend.study.models import Segment
from backend.study.update_progress import update_progress

Batch = list[dict[str, Any]]


def record_segments(actor: Actor, batch: Batch) -> dict[str, Any]:
    """Receipts for a batch, item by item, with the lessons' progress after it."""
    lock_member(actor.id)
    received = [{**segment, "id": str(segment["id"])} for segment in batch]
    lessons = _lessons({segment["lesson_id"] for segment in received})
    verdicts = _judge_all(actor.id, received, lessons)
    accepted = _first_of_each(segment for segment in received if verdicts[segment["id"]].outcome == "accepted")
    _store(actor.id, accepted)
    settled = [segment for segment in received if verdicts[segment["id"]].outcome in ("accepted", "duplicate")]
    count = count_days(actor, {day for segment in settled for day in _days(segment)}, lessons)
    progress = update_progress(actor, accepted, {segment["lesson_id"] for segment in settled}, count.lessons)
    return {"items": [_receipt(segment, verdicts[segment["id"]], count) for segment in received], "lessons": progress}


def _lessons(ids: set[int]) -> dict[int, Lesson]:
    return {lesson.id: lesson for lesson in db.session.scalars(select(Lesson).where(Lesson.id.in_(ids)))}


def _judge_all(member_id: int, received: Batch, lessons: dict[int, Lesson]) -> dict[str, Verdict]:
    ids = [segment["id"] for segment in received]
    stored = {row.id: row for row in db.session.scalars(select(Segment).where(Segment.member_id == member_id, Segment.id.in_(ids)))}
    now_ms = clock.now_ms()
    return {
        segment["id"]: judge(
            segment, member_id=member_id, lesson=lessons.get(segment["lesson_id"]), stored=stored.get(segment["id"]), now_ms=now_ms
        )
        for segment in received
    }


def _first_of_each(segments: Iterable[dict[str, Any]]) -> Batch:
    """The same id twice in one batch counts once."""
    return list({segment["id"]: segment for segment in reversed(list(segments))}.values())


def _store(member_id: int, accepted: Batch) -> None:
    fields = ("id", *CONTENT)
    rows = [{"member_id": member_id, "received_at": clock.now(), **{name: segment[name] for name in fields}} for segment in accepted]
    if rows:
        db.session.execute(insert(Segment), rows)


def _days(segment: dict[str, Any]) -> set[date]:
    """A segment over midnight belongs to two days."""
    return {clock.day_of(clock.from_ms(segment["started_ms"])), clock.day_of(clock.from_ms(segment["ended_ms"] - 1))}


def _receipt(segment: dict[str, Any], verdict: Verdict, count: DayCount) -> dict[str, Any]:
    if verdict.outcome not in ("accepted", "duplicate"):
        return {"id": segment["id"], "outcome": verdict.outcome, "counted_seconds": 0, "reason": verdict.reason}
    counted, reason = count.of(segment["id"])
    length = segment["ended_ms"] - segment["started_ms"]
    whole = counted >= length
    outcome = "duplicate" if verdict.outcome == "duplicate" else "counted" if whole else "partly_counted"
    return {"id": segment["id"], "outcome": outcome, "counted_seconds": counted // 1000, "reason": None if whole else reason or "overlap"}
