"""The shapes of year plans."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.shapes import Instant, Line, Named, PageQuery, Shape, Text, id_field, id_in_query
from backend.meetings.models import KINDS
from backend.plans.fixed_day import RULE
from backend.plans.public_holidays import ANNOUNCED, FIRST_YEAR, LAST_YEAR

A_YEAR = validate.Range(FIRST_YEAR, LAST_YEAR)
A_MONTH = validate.Range(1, 12)


def fixed_day_field() -> fields.String:
    about = "`day:15`, or `weekday:2:5` for the second Friday. A short month takes its last such day."
    return fields.String(required=True, validate=validate.Regexp(RULE), metadata={"description": about})


def time_field(name: str) -> fields.String:
    clock_face = validate.Regexp(r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)")
    return fields.String(required=True, data_key=name, validate=clock_face, metadata={"description": "Local time, 19:00."})


class ProposalQuery(Shape):
    organisation = id_in_query(required=True)
    year = fields.Integer(required=True, validate=A_YEAR)
    fixed_day = fixed_day_field()
    from_time = time_field("from")


class WordsShape(Shape):
    """The same said in both languages."""

    zh = fields.String(required=True)
    en = fields.String(required=True)


class MonthProposal(Shape):
    month = fields.Integer(required=True)
    fixed_on = fields.Date(required=True)
    holiday = fields.Nested(WordsShape, required=True, allow_none=True, metadata={"description": "What the fixed day is."})
    proposed_on = fields.Date(required=True)
    reason = fields.Nested(WordsShape, required=True, allow_none=True, metadata={"description": "Why another day is proposed."})
    starts_at = Instant(required=True)
    past = fields.Boolean(required=True, metadata={"description": "It is left out of the plan."})


class PlanProposal(Shape):
    year = fields.Integer(required=True)
    fixed_day = fields.String(required=True)
    holidays = fields.String(
        required=True,
        validate=validate.OneOf(ANNOUNCED),
        metadata={"description": "`provisional`: the year's special working days are not known yet; `none`: no holidays are known."},
    )
    plan_id = fields.Integer(required=True, allow_none=True, metadata={"description": "The plan that there is already."})
    months = fields.List(fields.Nested(MonthProposal), required=True)


class PlannedMonth(Shape):
    month = fields.Integer(required=True, strict=True, validate=A_MONTH)
    day = fields.Date(required=True)
    theme = Line(120, load_default="")
    agenda = Text(5000, load_default="")
    moved_reason = Line(200, load_default=None, allow_none=True, metadata={"description": "Asked where the day is not the fixed one."})


class NewYearPlan(Shape):
    organisation_id = id_field(required=True)
    year = fields.Integer(required=True, strict=True, validate=A_YEAR)
    fixed_day = fixed_day_field()
    from_time = time_field("from")
    to_time = time_field("to")
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    title = Line(120, load_default="", metadata={"description": "What the meetings are called; without one, after their kind."})
    place = Line(120, 1, required=True)
    months = fields.List(fields.Nested(PlannedMonth), required=True, validate=validate.Length(1, 12))

    @validates_schema(skip_on_field_errors=True)
    def check_times(self, plan: dict[str, Any], **_: Any) -> None:
        if plan["to_time"] <= plan["from_time"]:
            raise ValidationError("A meeting ends after it starts, on the same day.", "to")

    @validates_schema(skip_on_field_errors=True)
    def check_months(self, plan: dict[str, Any], **_: Any) -> None:
        """Each month once, each day in its month."""
        seen: set[int] = set()
        for n, one in enumerate(plan["months"]):
            if one["month"] in seen:
                raise ValidationError({"months": {n: {"month": ["This month stands here twice."]}}})
            if (one["day"].year, one["day"].month) != (plan["year"], one["month"]):
                raise ValidationError({"months": {n: {"day": ["The day lies outside its month."]}}})
            seen.add(one["month"])


class PlansQuery(PageQuery):
    organisation = id_in_query(required=True)
    year = fields.Integer(load_default=None, validate=A_YEAR)


class PlanMonthShape(Shape):
    """A month of the plan: its meeting, as it stands today."""

    month = fields.Integer(required=True)
    meeting_id = fields.Integer(required=True)
    state = fields.String(required=True, validate=validate.OneOf(("planned", "open", "closed")))
    title = fields.String(required=True)
    theme = fields.String(required=True)
    agenda = fields.String(required=True)
    place = fields.String(required=True)
    day = fields.Date(required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    fixed_on = fields.Date(required=True)
    moved_reason = fields.String(required=True, allow_none=True)


class YearPlanShape(Shape):
    id = fields.Integer(required=True)
    organisation = fields.Nested(Named, required=True)
    year = fields.Integer(required=True)
    fixed_day = fields.String(required=True)
    months = fields.List(fields.Nested(PlanMonthShape), required=True)
    can = fields.List(fields.String(), required=True)


class MonthProgramme(Shape):
    theme = Line(120)
    agenda = Text(5000)
