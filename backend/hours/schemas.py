"""The shapes of hours: dated rules, targets, a member's year, the shortest way to the target."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.shapes import Named, Shape
from backend.courses.models import KINDS
from backend.members.targets import TARGET_ROLES

WHYS = ("assigned", "required", "started", "offered")
LONGEST_TARGET = 2000 * 3600
YEAR = validate.Range(2000, 2999)


class HourRulePlan(Shape):
    from_day = fields.Date(required=True)
    unit_minutes = fields.Integer(required=True, strict=True, validate=validate.Range(1, 240))
    half_day_hours = fields.Integer(required=True, strict=True, validate=validate.Range(1, 24))
    day_hours = fields.Integer(required=True, strict=True, validate=validate.Range(1, 24))
    day_cap_minutes = fields.Integer(required=True, strict=True, validate=validate.Range(60, 1440))

    @validates_schema(skip_on_field_errors=True)
    def check_order(self, rule: dict[str, Any], **_: Any) -> None:
        if rule["day_hours"] < rule["half_day_hours"]:
            raise ValidationError("A day counts no less than half of one.", "day_hours")


class HourRuleShape(Shape):
    id = fields.Integer(required=True)
    from_day = fields.Date(required=True, metadata={"description": "In force from this day until a later rule's."})
    unit_minutes = fields.Integer(required=True, metadata={"description": "Length of a lesson unit."})
    half_day_hours = fields.Integer(required=True)
    day_hours = fields.Integer(required=True)
    day_cap_minutes = fields.Integer(required=True, metadata={"description": "At most this much study counts on one day."})


class HourTargetShape(Shape):
    year = fields.Integer(required=True, metadata={"description": "In force from this year until a later row of the role."})
    role = fields.String(required=True, validate=validate.OneOf(TARGET_ROLES))
    seconds = fields.Integer(required=True)


class RoleTarget(Shape):
    role = fields.String(required=True, validate=validate.OneOf(TARGET_ROLES))
    seconds = fields.Integer(required=True, strict=True, validate=validate.Range(0, LONGEST_TARGET))


class YearTargets(Shape):
    year = fields.Integer(required=True, strict=True, validate=YEAR)
    targets = fields.List(fields.Nested(RoleTarget), required=True, validate=validate.Length(1, len(TARGET_ROLES)))


class TargetsOfYear(Shape):
    year = fields.Integer(required=True)
    targets = fields.List(fields.Nested(RoleTarget), required=True, metadata={"description": "What is in force in that year."})


class YearQuery(Shape):
    year = fields.Integer(load_default=None, validate=YEAR, metadata={"description": "This year where none is named."})


class MonthOfHours(Shape):
    month = fields.String(required=True, metadata={"description": "2026-11"})
    seconds = fields.Integer(required=True)


class YearOfHours(Shape):
    """`study`, `meetings` and `outside` are the parts of `total`; all are sums over the same book."""

    year = fields.Integer(required=True)
    study_seconds = fields.Integer(required=True)
    meeting_seconds = fields.Integer(required=True)
    outside_seconds = fields.Integer(required=True)
    total_seconds = fields.Integer(required=True)
    target_seconds = fields.Integer(required=True)
    target_met = fields.Boolean(required=True)
    months = fields.List(fields.Nested(MonthOfHours), required=True)
    first_year = fields.Integer(required=True, metadata={"description": "The first year with hours."})


class WayQuery(Shape):
    limit = fields.Integer(load_default=5, validate=validate.Range(1, 20))


class WayLesson(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    course = fields.Nested(Named, required=True)
    nominal_seconds = fields.Integer(required=True)
    left_seconds = fields.Integer(required=True, metadata={"description": "How much of it can still count."})
    position_seconds = fields.Integer(required=True)
    why = fields.String(required=True, validate=validate.OneOf(WHYS))
    due_on = fields.Date(required=True, allow_none=True)


class WayShape(Shape):
    """Which lessons close the gap: required and assigned ones first, started ones first among them, then as few as possible."""

    counted_seconds = fields.Integer(required=True)
    target_seconds = fields.Integer(required=True)
    gap_seconds = fields.Integer(required=True)
    closes = fields.Boolean(required=True, metadata={"description": "False where all that is offered does not reach the target."})
    lesson_count = fields.Integer(required=True)
    left_seconds = fields.Integer(required=True, metadata={"description": "What these lessons can count together."})
    lessons = fields.List(fields.Nested(WayLesson), required=True, metadata={"description": "The first ones."})
