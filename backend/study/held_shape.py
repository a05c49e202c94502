"""How held study is shown, to its member and to the secretary."""

from typing import Any

from marshmallow import fields, validate

from backend.core import clock
from backend.core.shapes import Instant, Shape
from backend.study.models import HeldStudy
from backend.study.plausibility import REASONS


class HeldShape(Shape):
    """Study that waits for the secretary, or was decided on. `reason` says what looks wrong."""

    id = fields.Integer(required=True)
    lesson_id = fields.Integer(required=True)
    lesson_title = fields.String(required=True)
    day = fields.Date(required=True)
    started_at = Instant(required=True)
    ended_at = Instant(required=True)
    studied_seconds = fields.Integer(required=True)
    reason = fields.String(required=True, validate=validate.OneOf(REASONS))
    held_at = Instant(required=True)
    decision = fields.String(required=True, allow_none=True, validate=validate.OneOf(("release", "decline")))
    note = fields.String(required=True, allow_none=True, metadata={"description": "The secretary's reason."})
    counted_seconds = fields.Integer(required=True, allow_none=True)
    decided_at = Instant(required=True, allow_none=True)


def shape_held(held: HeldStudy) -> dict[str, Any]:
    same = ("id", "lesson_id", "day", "reason", "held_at", "decision", "note", "decided_at")
    return {
        **{name: getattr(held, name) for name in same},
        "lesson_title": held.lesson.title,
        "started_at": clock.from_ms(held.started_ms),
        "ended_at": clock.from_ms(held.ended_ms),
        "studied_seconds": held.studied_ms // 1000,
        "counted_seconds": None if held.counted_ms is None else held.counted_ms // 1000,
    }
