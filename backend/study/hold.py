"""Hold segments that do not look true, and count them or not as the secretary decides."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select, update

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db, run
from backend.core.errors import Refused
from backend.members.models import leave_trace, lock_member
from backend.notices.tell import tell
from backend.study.count_days import Count, count_new, days_of, study_of
from backend.study.desk import Learner, facts_of
from backend.study.judge_segment import Verdict
from backend.study.merge_segments import Piece, outside
from backend.study.models import HeldStudy, Segment, StudyDay
from backend.study.standing import find_standing, piece_of
from backend.study.update_progress import update_progress

MOST_MS = 2 * 24 * 3600 * 1000
Held = Sequence[tuple[dict[str, Any], Verdict]]


def hold(member_id: int, doubted: Held) -> dict[str, int]:
    """Put doubtful segments into the queue, those of one day, lesson, device and reason together; answers where each went.
    The caller holds the member's line."""
    if not doubted:
        return {}
    mine = select(HeldStudy).where(HeldStudy.member_id == member_id, HeldStudy.decided_at.is_(None))
    waiting = {_key(one): one for one in db.session.scalars(mine).unique()}
    joined: dict[str, HeldStudy] = {}
    for segment, verdict in doubted:
        day = clock.day_of(clock.from_ms(segment["started_ms"]))
        key = (day, segment["lesson_id"], segment["device"], verdict.reason or "")
        joined[segment["id"]] = waiting.get(key) or waiting.setdefault(key, _begin(member_id, key, segment))
        _add(joined[segment["id"]], segment)
    db.session.flush()
    return {name: one.id for name, one in joined.items()}


def decide(held: HeldStudy, actor: Actor, *, decision: str, reason: str) -> None:
    """Release or decline what is held. Deciding alike again changes nothing; deciding otherwise is refused."""
    lock_member(held.member_id)
    db.session.refresh(held)  # another secretary may have been quicker
    if held.decision == decision:
        return
    if held.decision:
        raise Refused("already_decided", "This was decided before: the decision stands.")
    held.decision, held.note, held.decided_by, held.decided_at = decision, reason, actor.id, clock.now()
    held.counted_ms = _release(held) if decision == "release" else 0
    released = decision == "release"
    leave_trace("study_released" if released else "study_declined", member_id=held.member_id, actor_id=actor.id, note=held.lesson.title)
    about = {"lesson_id": held.lesson_id, "title": held.lesson.title, "released": released, "reason": reason}
    tell(held.member_id, "held_segments_decided", about, once=f"held/{held.id}")


def _key(held: HeldStudy) -> tuple[Any, ...]:
    return (held.day, held.lesson_id, held.device, held.reason)


def _begin(member_id: int, key: tuple[Any, ...], segment: dict[str, Any]) -> HeldStudy:
    day, lesson_id, device, reason = key
    times = {"started_ms": segment["started_ms"], "ended_ms": segment["ended_ms"], "studied_ms": 0, "segments": 0}
    held = HeldStudy(member_id=member_id, day=day, lesson_id=lesson_id, device=device, reason=reason, **times)
    db.session.add(held)
    return held


def _add(held: HeldStudy, segment: dict[str, Any]) -> None:
    held.started_ms = min(held.started_ms, segment["started_ms"])
    held.ended_ms = max(held.ended_ms, segment["ended_ms"])
    # A script may claim one day many times over: more than its two days at most is not worth counting.
    held.studied_ms = min(held.studied_ms + segment["ended_ms"] - segment["started_ms"], MOST_MS)
    held.segments += 1


def _release(held: HeldStudy) -> int:
    """Count the held segments as if they had just come in; answers by how many milliseconds the member's days grew."""
    segments = [dict(row._mapping) for row in run(select(Segment.__table__).where(Segment.held_id == held.id))]
    if not segments:
        return 0
    learner = Learner(held.member_id, held.member.branch_id)
    facts = facts_of(learner.id, {held.lesson_id})
    standing = find_standing(learner.id, segments)
    count = count_new(learner, standing.pieces, _beside_dropped(learner.id, segments), study_of(segments, facts))
    _count_from_now_on(learner.id, segments, count)
    update_progress(learner, segments, facts, count.lessons)
    return sum(one.counted for one in count.credits.values())


def _count_from_now_on(member_id: int, segments: Sequence[dict[str, Any]], count: Count) -> None:
    """Each with what a second delivery is to be answered."""
    counted = {segment["id"]: count.of(segment) for segment in segments}
    rows = [{"owner": member_id, "name": name, "ms": ms, "why": reason} for name, (ms, reason) in counted.items()]
    run(_NOW_COUNTS, rows)


_NOW_COUNTS = (
    update(Segment)
    .where(Segment.member_id == bindparam("owner"), Segment.id == bindparam("name"))
    .values(counts=True, counted_ms=bindparam("ms"), reason=bindparam("why"))
)


def _beside_dropped(member_id: int, segments: Sequence[dict[str, Any]]) -> list[Piece]:
    """The segments without the time that was counted from others whose segments are dropped by now."""
    days = days_of(*((segment["started_ms"], segment["ended_ms"]) for segment in segments))
    kept = select(StudyDay.intervals).where(StudyDay.member_id == member_id, StudyDay.day.in_(days), StudyDay.intervals.is_not(None))
    intervals = sorted((start, end) for rows in run(kept).scalars() for start, end, _ in rows)
    return [part for segment in segments for part in outside(piece_of(segment), intervals)]
