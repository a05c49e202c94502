"""The shapes in which plans of meetings and attendance rules come in."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.shapes import Instant, Line, PageQuery, Shape, Text, id_field, id_in_query
from backend.meetings.models import KINDS

LONGEST_SECONDS = 24 * 3600
LONGEST_MINUTES = 24 * 60


class MeetingQuery(PageQuery):
    when = fields.String(load_default="upcoming", validate=validate.OneOf(("upcoming", "past")))
    organisation = id_in_query(load_default=None)
    mine = fields.Boolean(load_default=False, metadata={"description": "Only meetings that expect me."})


class MeetingPlan(Shape):
    title = Line(120, 1, required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    place = Line(120, 1, required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    theme = Line(120)
    agenda = Text(5000)
    guests_welcome = fields.Boolean()
    moved_reason = Line(200, 2, metadata={"description": "Asked where the year plan's day is left."})

    @validates_schema(skip_on_field_errors=True)
    def check_order(self, plan: dict[str, Any], **_: Any) -> None:
        if "starts_at" in plan and "ends_at" in plan:
            seconds = (plan["ends_at"] - plan["starts_at"]).total_seconds()
            if not 0 < seconds <= LONGEST_SECONDS:
                raise ValidationError("A meeting ends after it starts, within a day.", "ends_at")


class NewMeeting(MeetingPlan):
    organisation_id = id_field(required=True)


class AttendanceRulePlan(Shape):
    from_day = fields.Date(required=True)
    opens_before_minutes = fields.Integer(required=True, strict=True, validate=validate.Range(0, LONGEST_MINUTES))
    late_after_minutes = fields.Integer(required=True, strict=True, validate=validate.Range(0, LONGEST_MINUTES))
    absent_after_minutes = fields.Integer(required=True, strict=True, allow_none=True, validate=validate.Range(1, LONGEST_MINUTES))
    leaves_early_minutes = fields.Integer(required=True, strict=True, validate=validate.Range(0, LONGEST_MINUTES))

    @validates_schema(skip_on_field_errors=True)
    def check_order(self, rule: dict[str, Any], **_: Any) -> None:
        absent = rule.get("absent_after_minutes")
        if absent is not None and absent <= rule.get("late_after_minutes", 0):
            raise ValidationError("Absent comes after late.", "absent_after_minutes")
