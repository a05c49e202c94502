"""The shapes of saved reports."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.shapes import Instant, Line, Named, Shape, id_field
from backend.members.models import ROLES
from backend.reports.write import FORMATS
from backend.saved_reports.due import LATEST_DAY, SCHEDULES
from backend.saved_reports.models import PAUSES, STATES
from backend.saved_reports.periods import PERIODS

FILTERS = ("by", "course", "rule", "meeting_kind")  # the place and the days have fields of their own


class Plan(Shape):
    """When it is asked by itself: a schedule with its day, or neither."""

    name = Line(60, shortest=1, required=True)
    format = fields.String(load_default="xlsx", validate=validate.OneOf(FORMATS))
    reason = Line(200, shortest=2, load_default=None, allow_none=True, metadata={"description": "Needed above 500 people."})
    schedule = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(SCHEDULES))
    day = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(1, 31),
        metadata={"description": "Weekly: 1 is Monday. Monthly: 29 to 31 are the last day where the month is shorter."},
    )

    @validates_schema(skip_on_field_errors=True)
    def check_day(self, plan: dict[str, Any], **_: Any) -> None:
        if (plan["schedule"] is None) != (plan["day"] is None):
            raise ValidationError("A schedule has a day, and a day a schedule.", "day")
        if plan["schedule"] and plan["day"] > LATEST_DAY[plan["schedule"]]:
            raise ValidationError("A week has no such day.", "day")


class NewSavedReport(Plan):
    operation_id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.Length(1, 20))
    organisation_id = id_field(required=True)
    period = fields.String(required=True, validate=validate.OneOf(PERIODS))
    first_day = fields.Date(load_default=None, allow_none=True)
    last_day = fields.Date(load_default=None, allow_none=True)
    filters = fields.Dict(
        keys=fields.String(validate=validate.OneOf(FILTERS)), load_default=dict, metadata={"description": "Those that the kind knows."}
    )
    language = fields.String(load_default="zh", validate=validate.OneOf(("zh", "en")))

    @validates_schema(skip_on_field_errors=True)
    def check_days(self, asked: dict[str, Any], **_: Any) -> None:
        given = {asked["first_day"] is not None, asked["last_day"] is not None}
        if given != {asked["period"] == "fixed"}:
            raise ValidationError("Fixed days are given both, and no others.", "first_day")
        if asked["first_day"] and asked["last_day"] < asked["first_day"]:
            raise ValidationError("The period ends before it starts.", "last_day")


class SavedReportTurnShape(Shape):
    due_on = fields.Date(required=True)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    run_id = fields.Integer(required=True, allow_none=True, metadata={"description": "Its file, while that is kept."})


class SavedReportShape(Shape):
    id = fields.Integer(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    organisation = fields.Nested(Named, required=True)
    period = fields.String(required=True, validate=validate.OneOf(PERIODS))
    first_day = fields.Date(required=True, metadata={"description": "What it asks about today."})
    last_day = fields.Date(required=True)
    filters = fields.Dict(keys=fields.String(), required=True)
    format = fields.String(required=True, validate=validate.OneOf(FORMATS))
    reason = fields.String(required=True, allow_none=True)
    schedule = fields.String(required=True, allow_none=True, validate=validate.OneOf((*SCHEDULES, None)))
    day = fields.Integer(required=True, allow_none=True)
    next_on = fields.Date(required=True, allow_none=True)
    paused = fields.String(required=True, allow_none=True, validate=validate.OneOf((*PAUSES, None)))
    last_turn = fields.Nested(SavedReportTurnShape, required=True, allow_none=True)


class ExporterRole(Shape):
    kind = fields.String(required=True, validate=validate.OneOf(ROLES))
    organisation = fields.String(required=True)


class MyExportShape(Shape):
    """A report in which the asker stands was taken out by somebody else."""

    id = fields.Integer(required=True)
    at = Instant(required=True)
    name = fields.String(required=True)
    roles = fields.List(fields.Nested(ExporterRole), required=True, metadata={"description": "Held on that day."})
    kind = fields.String(required=True)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    people = fields.Integer(required=True, allow_none=True, metadata={"description": "How many stood in it."})
    reason = fields.String(required=True, allow_none=True)
    format = fields.String(required=True, validate=validate.OneOf(FORMATS))
    saved = fields.Boolean(required=True, metadata={"description": "Asked by itself, on its day."})
