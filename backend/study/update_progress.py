"""Bring forward what a member has covered of each lesson, and award a lesson's completion once."""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.core import clock
from backend.core.db import upsert
from backend.courses.progress import COMPLETE_SHARE, LessonProgress
from backend.ledger import rules
from backend.ledger.post import post
from backend.study.desk import Learner, LessonFacts, facts_of
from backend.study.merge_segments import merge

SLACK = 1.0  # seconds: players report positions a little late
NOTHING: dict[str, Any] = {"version": 0, "covered": [], "position_ms": 0, "counted_ms": 0, "completed_at": None}

Row = dict[str, Any]


def update_progress(
    learner: Learner, accepted: Sequence[dict[str, Any]], lessons: Mapping[int, LessonFacts], counted: Mapping[int, int]
) -> dict[int, Row]:
    """Add the accepted segments' media intervals; answers the progress of every lesson that was begun.
    `counted` is each changed lesson's counted time in milliseconds."""
    facts = dict(lessons) | facts_of(learner.id, set(counted) - set(lessons)) if set(counted) - set(lessons) else lessons
    rows = {one.id: dict(one.progress) for one in facts.values() if one.progress}
    touched = {segment["lesson_id"] for segment in accepted} | (set(counted) & set(rows))
    for segment in sorted(accepted, key=lambda segment: segment["started_ms"]):
        row = rows.setdefault(segment["lesson_id"], {**NOTHING, "studied_at": clock.from_ms(0)})
        _cover(row, segment)
    for lesson_id in touched:
        rows[lesson_id]["covered"] = merge(rows[lesson_id]["covered"])
        rows[lesson_id]["counted_ms"] = counted.get(lesson_id, rows[lesson_id]["counted_ms"])
    _complete(learner, {lesson_id: rows[lesson_id] for lesson_id in touched}, facts)
    _keep(learner.id, {lesson_id: rows[lesson_id] for lesson_id in touched})
    return rows


def _cover(row: Row, segment: dict[str, Any]) -> None:
    """Coverage is of one version of the lesson: a newer one starts afresh, an older one adds nothing."""
    if segment["lesson_version"] < row["version"]:
        return
    if segment["lesson_version"] > row["version"]:
        row.update(version=segment["lesson_version"], covered=[], position_ms=0)
    # A dragged playhead covers no more than could be played in that time.
    played = (segment["ended_ms"] - segment["started_ms"]) / 1000 * segment["rate"] + SLACK
    start, end = segment["media_from"], min(segment["media_to"], segment["media_from"] + played)
    row["covered"] = [*row["covered"], [int(start * 1000), int(end * 1000)]]  # merged once, when all are in
    row["position_ms"] = max(row["position_ms"], int(end * 1000))
    row["studied_at"] = max(row["studied_at"], clock.from_ms(segment["ended_ms"]))


def _complete(learner: Learner, rows: Mapping[int, Row], facts: Mapping[int, LessonFacts]) -> None:
    """Completion belongs to the day of the study, also when it was delivered later."""
    done = {lesson_id: row for lesson_id, row in rows.items() if row["completed_at"] is None and _is_covered(row, facts[lesson_id])}
    for row in done.values():
        row["completed_at"] = row["studied_at"]
    deeds = [
        rules.Deed(("lesson", str(lesson_id)), facts[lesson_id].title, clock.day_of(row["studied_at"])) for lesson_id, row in done.items()
    ]
    if deeds:
        post(*rules.award(rules.LESSON_COMPLETED, deeds, member_id=learner.id, branch_id=learner.branch_id))


def _is_covered(row: Row, lesson: LessonFacts) -> bool:
    covered = sum(end - start for start, end in row["covered"])
    return bool(covered >= lesson.length_ms(row["version"]) * COMPLETE_SHARE)


def _keep(member_id: int, rows: Mapping[int, Row]) -> None:
    kept = [{"member_id": member_id, "lesson_id": lesson_id, **row} for lesson_id, row in sorted(rows.items())]
    if kept:
        upsert(LessonProgress, kept, ("member_id", "lesson_id"), _as_it_came)


def _as_it_came(old: Any, new: Any) -> dict[str, Any]:
    return {name: new[name] for name in (*NOTHING, "studied_at")}
