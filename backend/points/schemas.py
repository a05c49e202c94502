"""The shapes of points and rankings."""

from itertools import pairwise
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.shapes import Line, Shape

MOST_POINTS = 100_000


class TodayShape(Shape):
    rule = fields.String(required=True)
    amount = fields.Integer(required=True)
    earned = fields.Integer(required=True)
    cap = fields.Integer(required=True, allow_none=True)
    week_earned = fields.Integer(required=True)
    week_cap = fields.Integer(required=True, allow_none=True)
    year_earned = fields.Integer(required=True)
    year_cap = fields.Integer(required=True, allow_none=True)
    still_pays = fields.Integer(required=True, metadata={"description": "What the next deed brings, after all caps."})


class PointsSummary(Shape):
    month = fields.Integer(required=True)
    quarter = fields.Integer(required=True)
    year = fields.Integer(required=True)
    all_time = fields.Integer(required=True)
    today = fields.List(fields.Nested(TodayShape), required=True)


class EarnedShape(Shape):
    day = fields.Integer(required=True)
    week = fields.Integer(required=True)
    year = fields.Integer(required=True)


class RuleShape(Shape):
    id = fields.Integer(required=True)
    rule = fields.String(required=True)
    version = fields.Integer(required=True)
    amount = fields.Integer(required=True)
    daily_cap = fields.Integer(required=True, allow_none=True)
    weekly_cap = fields.Integer(required=True, allow_none=True, metadata={"description": "In an ISO week, Monday to Sunday."})
    yearly_cap = fields.Integer(required=True, allow_none=True)
    from_day = fields.Date(required=True)
    in_force = fields.Boolean(required=True)
    earned = fields.Nested(EarnedShape, required=True, allow_none=True, metadata={"description": "Of a rule in force: what I have."})
    still_pays = fields.Integer(required=True, allow_none=True)


def _cap() -> fields.Integer:
    return fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(0, MOST_POINTS))


class PointRulePlan(Shape):
    rule = Line(40, 1, required=True)
    from_day = fields.Date(required=True)
    amount = fields.Integer(required=True, strict=True, validate=validate.Range(0, MOST_POINTS))
    daily_cap = _cap()
    weekly_cap = _cap()
    yearly_cap = _cap()

    @validates_schema(skip_on_field_errors=True)
    def check_order(self, plan: dict[str, Any], **_: Any) -> None:
        caps = [(name, plan[name]) for name in ("daily_cap", "weekly_cap", "yearly_cap") if plan[name] is not None]
        for (_shorter, less), (longer, more) in pairwise(caps):
            if more < less:
                raise ValidationError("A longer time pays no less than a shorter one.", longer)
