"""What becomes of a reported segment: taken in, seen before, refused, to be sent again, or held because it does not look true."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from backend.core import anchor, clock
from backend.core.actor import Actor
from backend.organisations.tree import ids_above
from backend.study.bounds import Beyond, beyond_bounds
from backend.study.check_signatures import badly_signed
from backend.study.desk import Desk, LessonFacts
from backend.study.plausibility import Claim, doubt
from backend.study.standing import CONTENT


class Verdict(NamedTuple):
    """`accepted`, `held`, `duplicate` (then `said` is what stands), or one of the receipt's other outcomes."""

    outcome: str
    reason: str | None = None
    anchor_ms: int | None = None
    said: Any = None


def judge_all(actor: Actor, batch: Sequence[dict[str, Any]], desk: Desk, stored: dict[str, Any]) -> list[Verdict]:
    """A verdict for each segment of a batch."""
    read_anchor = cache(lambda text: anchor.read_anchor(text, actor.id))  # most of a batch name the same one
    above, now_ms = frozenset(ids_above(actor.branch_path)), clock.now_ms()
    verdicts: list[Verdict] = []
    earlier: dict[str, dict[str, Any]] = {}
    for segment in batch:
        known = stored.get(segment["id"]) or earlier.get(segment["id"])
        verdicts.append(_seen_before(segment, known) or _judge(segment, read_anchor(segment["anchor"]), desk, above=above, now_ms=now_ms))
        earlier.setdefault(segment["id"], segment)
    return _hold_badly_signed(batch, verdicts, desk)


def _seen_before(segment: dict[str, Any], known: Any) -> Verdict | None:
    """The same id is a second delivery, or else another segment that may not have it."""
    if known is None:
        return None
    values = known if isinstance(known, dict) else known._asdict()
    same = all(values[name] == segment[name] for name in CONTENT)
    return Verdict("duplicate", said=known) if same else Verdict("conflict", "id_reused")


def _judge(segment: dict[str, Any], anchor_ms: int | None, desk: Desk, *, above: frozenset[int], now_ms: int) -> Verdict:
    lesson = desk.lessons.get(segment["lesson_id"])
    beyond = beyond_bounds(segment["started_ms"], segment["ended_ms"], anchor_ms=anchor_ms, now_ms=now_ms)
    if refusal := beyond or _refuse_lesson(segment, lesson):
        return Verdict(*refusal)
    assert lesson is not None
    assert anchor_ms is not None
    reason = doubt(Claim(segment, anchor_ms, lesson.organisation_id in above), desk.phone)
    return Verdict("held" if reason else "accepted", reason, anchor_ms)


def _refuse_lesson(segment: dict[str, Any], lesson: LessonFacts | None) -> Beyond | None:
    if lesson is None:
        return "refused", "lesson_unknown"
    if segment["lesson_version"] > lesson.version:
        return "refused", "lesson_version_unknown"
    closed = lesson.closed_ms is not None and segment["started_ms"] >= lesson.closed_ms
    return ("refused", "lesson_withdrawn") if closed else None


def _hold_badly_signed(batch: Sequence[dict[str, Any]], verdicts: list[Verdict], desk: Desk) -> list[Verdict]:
    if desk.phone.public_key is None:
        return verdicts
    signed = [segment for segment, verdict in zip(batch, verdicts, strict=True) if verdict.outcome == "accepted"]
    bad = badly_signed(signed, desk.phone.public_key)
    return [
        Verdict("held", "bad_signature", verdict.anchor_ms) if segment["id"] in bad and verdict.outcome == "accepted" else verdict
        for segment, verdict in zip(batch, verdicts, strict=True)
    ]
