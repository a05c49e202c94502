"""The shapes of study: segments in, receipts and sums out."""

from marshmallow import fields, validate

from backend.core.shapes import Line, Shape, WrittenId, id_field
from backend.courses.models import KINDS
from backend.courses.progress import ProgressShape

OUTCOMES = ("counted", "partly_counted", "duplicate", "conflict", "refused", "retry_later", "held")
LATEST_MOMENT = 2**52
LARGEST_VERSION = 2**31 - 1
DAY_SECONDS = 86_400
MOMENT = validate.Range(0, LATEST_MOMENT)


class SegmentIn(Shape):
    id = WrittenId(required=True)
    lesson_id = id_field(required=True)
    lesson_version = fields.Integer(required=True, strict=True, validate=validate.Range(1, LARGEST_VERSION))
    device = Line(64, 1, required=True)
    started_ms = fields.Integer(required=True, strict=True, validate=MOMENT)
    ended_ms = fields.Integer(required=True, strict=True, validate=MOMENT)
    media_from = fields.Float(
        required=True, validate=validate.Range(0, DAY_SECONDS), metadata={"description": "Seconds in the medium; of a text: seconds read."}
    )
    media_to = fields.Float(required=True, validate=validate.Range(0, DAY_SECONDS))
    rate = fields.Float(required=True, validate=validate.Range(0.25, 2))
    anchor = Line(80, 1, required=True, metadata={"description": "The latest Muster-Anchor the device held when the segment began."})
    monotonic_from_ms = fields.Integer(
        strict=True, validate=MOMENT, allow_none=True, metadata={"description": "By the page's clock that nobody can set."}
    )
    monotonic_to_ms = fields.Integer(strict=True, validate=MOMENT, allow_none=True)
    boot_id = Line(
        36, allow_none=True, metadata={"description": "One for each time the page was loaded: what the monotonic clock belongs to."}
    )
    signature = Line(
        90, allow_none=True, metadata={"description": "ECDSA P-256 by the device's key, r and s as base64url; see signed_message."}
    )


class SegmentBatch(Shape):
    segments = fields.List(fields.Nested(SegmentIn), required=True, validate=validate.Length(1, 500))


class ReceiptShape(Shape):
    id = fields.String(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    counted_seconds = fields.Integer(required=True)
    reason = fields.String(required=True, allow_none=True)


class LessonProgressShape(ProgressShape):
    lesson_id = fields.Integer(required=True)


class StudyReceipt(Shape):
    items = fields.List(fields.Nested(ReceiptShape), required=True)
    counted_today_seconds = fields.Integer(required=True)
    counted_year_seconds = fields.Integer(required=True)
    lessons = fields.List(fields.Nested(LessonProgressShape), required=True)


class MonthShape(Shape):
    month = fields.String(required=True, metadata={"description": "2026-11"})
    seconds = fields.Integer(required=True)


class ContinueShape(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    course_title = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    position_seconds = fields.Integer(required=True)
    nominal_seconds = fields.Integer(required=True)


class StudySummary(Shape):
    year = fields.Integer(required=True)
    study_seconds = fields.Integer(required=True)
    meeting_seconds = fields.Integer(required=True)
    outside_seconds = fields.Integer(required=True)
    total_seconds = fields.Integer(required=True)
    target_seconds = fields.Integer(required=True)
    months = fields.List(fields.Nested(MonthShape), required=True)
    continue_lesson = fields.Nested(ContinueShape, required=True, allow_none=True)


class UnsentStudy(Shape):
    since = fields.AwareDateTime(required=True, allow_none=True, metadata={"description": "Null: nothing waits any more."})
