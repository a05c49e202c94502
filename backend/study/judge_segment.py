"""May a reported segment be believed? A device is credited only for time that the server saw pass."""

from dataclasses import dataclass
from typing import Any

from backend.core import anchor, clock
from backend.courses.models import Lesson
from backend.study.models import Segment

LONGEST_MS = 60_000
LATEST_MS = 30 * 24 * 3600 * 1000  # late uploads are taken for 30 days
CONTENT = ("lesson_id", "lesson_version", "device", "started_ms", "ended_ms", "media_from", "media_to", "rate")


@dataclass(frozen=True)
class Verdict:
    outcome: str  # accepted, or one of the receipt's outcomes
    reason: str | None = None


def judge(segment: dict[str, Any], *, member_id: int, lesson: Lesson | None, stored: Segment | None, now_ms: int) -> Verdict:
    """`accepted`, `duplicate`, or why not. A segment lies between the anchor it names and the moment it arrives."""
    if stored is not None:
        same = all(getattr(stored, name) == segment[name] for name in CONTENT)
        return Verdict("duplicate") if same else Verdict("conflict", "id_reused")
    if not 0 < segment["ended_ms"] - segment["started_ms"] <= LONGEST_MS:
        return Verdict("refused", "too_long")
    moment = anchor.read_anchor(segment["anchor"], member_id)
    if moment is None:
        return Verdict("refused", "anchor_invalid")
    return _judge_time(segment, moment, now_ms) or _judge_lesson(segment, lesson) or Verdict("accepted")


def _judge_time(segment: dict[str, Any], moment: int, now_ms: int) -> Verdict | None:
    if segment["started_ms"] < moment:
        return Verdict("refused", "before_anchor")
    if segment["started_ms"] < now_ms - LATEST_MS:
        return Verdict("refused", "too_late")
    # Nothing is lost: the phone keeps it and sends it again when that moment has come.
    return Verdict("retry_later", "in_the_future") if segment["ended_ms"] > now_ms else None


def _judge_lesson(segment: dict[str, Any], lesson: Lesson | None) -> Verdict | None:
    if lesson is None:
        return Verdict("refused", "lesson_unknown")
    if lesson.withdrawn_at and segment["started_ms"] >= clock.to_ms(lesson.withdrawn_at):
        return Verdict("refused", "lesson_withdrawn")
    return None
