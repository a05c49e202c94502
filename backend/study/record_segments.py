"""Take in a batch of segments: judge each, count the good ones, hold the doubtful, store them, answer each with its receipt.

The number of SQL statements does not grow with what is stored already, nor with the length of the batch.
"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import insert_once
from backend.core.insert_all import insert_all
from backend.courses.progress import shape_progress
from backend.members.models import lock_member
from backend.study.count_days import Count, count_new, study_of
from backend.study.desk import Desk, Learner, open_desk
from backend.study.hold import hold
from backend.study.judge_segment import Verdict, judge_all
from backend.study.models import Segment
from backend.study.phones import keep_proof
from backend.study.standing import CONTENT, find_standing, piece_of
from backend.study.update_progress import update_progress

Batch = list[dict[str, Any]]
Judged = list[tuple[dict[str, Any], Verdict]]
MEASURED = ("boot_id", "monotonic_from_ms", "monotonic_to_ms", "signature")


def record_segments(actor: Actor, batch: Batch) -> dict[str, Any]:
    """Receipts for a batch, item by item, the lessons' progress after it, and the sums of today and of the year."""
    lock_member(actor.id)
    desk = open_desk(actor, batch)
    standing = find_standing(actor.id, batch)
    judged = list(zip(batch, judge_all(actor, batch, desk, standing.rows), strict=True))
    learner = Learner(actor.id, actor.branch_id)
    accepted = [segment for segment, verdict in judged if verdict.outcome == "accepted"]
    count = count_new(learner, standing.pieces, [piece_of(segment) for segment in accepted], study_of(accepted, desk.lessons))
    held_ids = hold(actor.id, [(segment, verdict) for segment, verdict in judged if verdict.outcome == "held"])
    _store(actor.id, judged, count, held_ids)
    keep_proof(actor.id, desk.phone, [verdict.anchor_ms for _, verdict in judged if verdict.outcome == "accepted"])
    progress = update_progress(learner, accepted, desk.lessons, count.lessons)
    asked = {segment["lesson_id"] for segment, verdict in judged if verdict.outcome in ("accepted", "duplicate")}
    return {"items": _receipts(judged, count), "lessons": _shape_lessons(progress, asked), **_sums(desk, count)}


def _store(member_id: int, judged: Judged, count: Count, held_ids: Mapping[str, int]) -> None:
    now = clock.now()
    rows = []
    for segment, verdict in judged:
        if verdict.outcome not in ("accepted", "held"):
            continue
        counted, reason = count.of(segment) if verdict.outcome == "accepted" else (0, verdict.reason)
        row = {name: segment[name] for name in ("id", *CONTENT)} | {name: segment.get(name) for name in MEASURED}
        result = {"counted_ms": counted, "reason": reason, "counts": verdict.outcome == "accepted", "held_id": held_ids.get(segment["id"])}
        rows.append({**row, **result, "member_id": member_id, "received_at": now, "anchor_ms": verdict.anchor_ms})
    if len(rows) == 1:
        insert_once(Segment, rows, returning=[Segment.id])
    elif rows:
        insert_all(Segment, rows)


def _receipts(judged: Judged, count: Count) -> Batch:
    receipts: dict[str, dict[str, Any]] = {}
    items = []
    for segment, verdict in judged:
        receipt = _receipt(segment, verdict, count, receipts)
        receipts.setdefault(segment["id"], receipt)
        items.append(receipt)
    return items


def _receipt(segment: dict[str, Any], verdict: Verdict, count: Count, earlier: Mapping[str, Any]) -> dict[str, Any]:
    outcome, reason, counted = verdict.outcome, verdict.reason, 0
    if outcome == "accepted":
        counted, reason = count.of(segment)
        outcome = "partly_counted" if reason else "counted"
    elif outcome == "duplicate":
        outcome, reason, counted = _said_before(verdict.said, earlier.get(segment["id"]))
    return {"id": segment["id"], "outcome": outcome, "counted_seconds": counted // 1000, "reason": reason}


def _said_before(stored: Any, receipt: dict[str, Any] | None) -> tuple[str, str | None, int]:
    """A second delivery is answered like the first; of what was held, with the decision."""
    if receipt:  # twice in one batch
        taken = receipt["outcome"] in ("counted", "partly_counted")
        return "duplicate" if taken else receipt["outcome"], receipt["reason"], receipt["counted_seconds"] * 1000
    if stored.held_id and stored.decision != "release":
        return ("refused", "declined", 0) if stored.decision else ("held", stored.held_because, 0)
    return "duplicate", stored.reason, stored.counted_ms


def _shape_lessons(progress: Mapping[int, dict[str, Any]], asked: set[int]) -> Batch:
    return [{"lesson_id": lesson_id, **shape_progress(_as_row(row))} for lesson_id, row in progress.items() if lesson_id in asked]


def _as_row(row: dict[str, Any]) -> Any:
    return SimpleNamespace(**row)


def _sums(desk: Desk, count: Count) -> dict[str, int]:
    today = clock.today()
    this_year = sum(seconds for day, seconds in count.booked.items() if day.year == today.year)
    return {
        "counted_today_seconds": count.days.get(today, desk.today_ms) // 1000,
        "counted_year_seconds": desk.year_seconds + this_year,
    }
