"""The shapes of reports."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.shapes import Instant, PageQuery, Shape, id_in_query


class Period(Shape):
    organisation = id_in_query(required=True)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)

    @validates_schema(skip_on_field_errors=True)
    def check_order(self, period: dict[str, Any], **_: Any) -> None:
        if period["last_day"] < period["first_day"]:
            raise ValidationError("The period ends before it starts.", "last_day")


class StudyHoursQuery(Period, PageQuery):
    pass


class StudyHoursFile(Period):
    language = fields.String(load_default="zh", validate=validate.OneOf(("zh", "en")))


class StudyHoursShape(Shape):
    member_id = fields.Integer(required=True)
    card_number = fields.String(required=True)
    name = fields.String(required=True)
    branch_name = fields.String(required=True)
    study_seconds = fields.Integer(required=True)
    meeting_seconds = fields.Integer(required=True)
    total_seconds = fields.Integer(required=True)


class AsOf(Shape):
    as_of = Instant(required=True)
