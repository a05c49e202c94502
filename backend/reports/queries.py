"""What reports are asked by: a place, a period, filters."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.shapes import Line, Shape, id_in_query
from backend.meetings.models import KINDS as MEETING_KINDS


class Period(Shape):
    organisation = id_in_query(required=True)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)

    @validates_schema(skip_on_field_errors=True)
    def check_order(self, period: dict[str, Any], **_: Any) -> None:
        if period["last_day"] < period["first_day"]:
            raise ValidationError("The period ends before it starts.", "last_day")


class FileQuery(Shape):
    language = fields.String(load_default="zh", validate=validate.OneOf(("zh", "en")))


class ReasonedFileQuery(FileQuery):
    reason = Line(200, load_default=None, metadata={"description": "What it is for; asked for above 500 people."})


def _by(*ways: str) -> fields.String:
    about = "By member, by branch, or by what stands below the organisation. Attendance by member: of one branch."
    return fields.String(load_default=ways[0], validate=validate.OneOf(ways), metadata={"description": about})


class SettledPeriod(Period):
    """Reports that can be asked again as of a moment."""

    as_of = Line(200, load_default=None, metadata={"description": "`moment` of an earlier answer: the same rows as then."})


class StudyHoursAsked(SettledPeriod):
    by = _by("member", "branch", "subtree")
    course = id_in_query(load_default=None)


class PointsAsked(SettledPeriod):
    by = _by("member", "branch", "subtree")
    course = id_in_query(load_default=None)
    rule = Line(40, load_default=None)


class TargetsAsked(SettledPeriod):
    by = _by("member", "branch", "subtree")


class HourTransfersAsked(SettledPeriod):
    by = _by("member", "branch", "subtree")


class AttendanceAsked(SettledPeriod):
    by = _by("branch", "member", "subtree")
    meeting_kind = fields.String(load_default=None, validate=validate.OneOf(MEETING_KINDS))


QUERIES: dict[str, Shape] = {
    "study-hours": StudyHoursAsked(),
    "attendance": AttendanceAsked(),
    "points": PointsAsked(),
    "targets": TargetsAsked(),
    "hour-transfers": HourTransfersAsked(),
}
