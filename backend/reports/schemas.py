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


class FileQuery(Shape):
    language = fields.String(load_default="zh", validate=validate.OneOf(("zh", "en")))


class StudyHoursQuery(Period, PageQuery):
    pass


class StudyHoursFile(Period, FileQuery):
    pass


class AttendancePeriod(Period):
    by = fields.String(
        load_default="branch",
        validate=validate.OneOf(("branch", "member")),
        metadata={"description": "`member`: of one branch; its members can see that it was looked at."},
    )


class AttendanceQuery(AttendancePeriod, PageQuery):
    pass


class AttendanceFile(AttendancePeriod, FileQuery):
    pass


class StudyHoursShape(Shape):
    member_id = fields.Integer(required=True)
    card_number = fields.String(required=True)
    name = fields.String(required=True)
    branch_name = fields.String(required=True)
    study_seconds = fields.Integer(required=True)
    meeting_seconds = fields.Integer(required=True)
    outside_seconds = fields.Integer(required=True)
    total_seconds = fields.Integer(required=True)


class AssuranceCounts(Shape):
    A = fields.Integer(required=True)
    B = fields.Integer(required=True)
    C = fields.Integer(required=True)
    D = fields.Integer(required=True)


class AttendanceShape(Shape):
    """Meetings that have begun in the period. Each expected member at each meeting came, was absent, was on leave, or is
    undecided while the meeting is not closed. The branch is that of the day where the attendance was paid, else today's."""

    branch_id = fields.Integer(required=True)
    branch_name = fields.String(required=True)
    member_id = fields.Integer(required=True, allow_none=True, metadata={"description": "By member alone."})
    name = fields.String(required=True, allow_none=True)
    card_number = fields.String(required=True, allow_none=True)
    meetings = fields.Integer(
        required=True, metadata={"description": "Held or joined by the branch; of a member, those that expected him or her."}
    )
    expected = fields.Integer(required=True)
    came = fields.Integer(required=True, metadata={"description": "On time or late."})
    late = fields.Integer(required=True)
    left_early = fields.Integer(required=True)
    absent = fields.Integer(required=True, metadata={"description": "Also who came too late to count."})
    on_leave = fields.Integer(required=True)
    undecided = fields.Integer(required=True)
    rate = fields.Float(required=True, allow_none=True, metadata={"description": "Came of expected, 0 to 1; none where nobody was."})
    assurances = fields.Nested(AssuranceCounts, required=True, metadata={"description": "Of those who came."})
    share_c = fields.Float(required=True, allow_none=True, metadata={"description": "Of those who came, 0 to 1."})
    share_d = fields.Float(required=True, allow_none=True)
    corrections = fields.Integer(
        required=True, metadata={"description": "After closing: of the branch's meetings; of a member, those about him or her."}
    )


class AsOf(Shape):
    as_of = Instant(required=True)


class AttendanceAsOf(AsOf):
    pass
