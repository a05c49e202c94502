"""The shapes of reports."""

from marshmallow import fields, validate

from backend.core.shapes import Instant, Shape
from backend.reports.columns import KINDS as COLUMN_KINDS


class RowShape(Shape):
    """A row: of a member in a branch, of a branch, or of an organisation. What it does not have is null."""

    organisation_id = fields.Integer(required=True, metadata={"description": "The branch, or what stands below the organisation."})
    branch_name = fields.String(required=True, metadata={"description": "Its name."})
    member_id = fields.Integer(required=True, allow_none=True, metadata={"description": "By member alone."})
    card_number = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)
    members = fields.Integer(required=True, allow_none=True, metadata={"description": "Active members; not by member."})


class StudyHoursShape(RowShape):
    study_seconds = fields.Integer(required=True)
    meeting_seconds = fields.Integer(required=True)
    outside_seconds = fields.Integer(required=True)
    total_seconds = fields.Integer(required=True)


class PointsShape(RowShape):
    meeting_points = fields.Integer(required=True)
    lesson_points = fields.Integer(required=True)
    study_points = fields.Integer(required=True)
    other_points = fields.Integer(required=True)
    total_points = fields.Integer(required=True)


class TargetsShape(RowShape):
    """By member: the target, and what is missing. By place: how many have met theirs, and the sums."""

    target_seconds = fields.Integer(required=True)
    done_seconds = fields.Integer(required=True)
    missing_seconds = fields.Integer(required=True, allow_none=True)
    share = fields.Float(required=True, allow_none=True, metadata={"description": "Done of the target; none where there is no target."})
    met = fields.Integer(required=True)
    share_met = fields.Float(required=True, allow_none=True)


class HourTransfersShape(Shape):
    """By member: a move, and the year's hours that went along. By place: who came and went across its border."""

    organisation_id = fields.Integer(required=True, metadata={"description": "The branch that was joined; or the place."})
    branch_name = fields.String(required=True, allow_none=True)
    member_id = fields.Integer(required=True, allow_none=True)
    card_number = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)
    left_name = fields.String(required=True, allow_none=True)
    joined_name = fields.String(required=True, allow_none=True)
    moved_on = fields.String(required=True, allow_none=True)
    study_seconds = fields.Integer(required=True, allow_none=True)
    meeting_seconds = fields.Integer(required=True, allow_none=True)
    outside_seconds = fields.Integer(required=True, allow_none=True)
    total_seconds = fields.Integer(required=True, allow_none=True)
    came = fields.Integer(required=True, allow_none=True)
    went = fields.Integer(required=True, allow_none=True)
    came_seconds = fields.Integer(required=True, allow_none=True)
    went_seconds = fields.Integer(required=True, allow_none=True)


class AssuranceCounts(Shape):
    A = fields.Integer(required=True)
    B = fields.Integer(required=True)
    C = fields.Integer(required=True)
    D = fields.Integer(required=True)


class AttendanceShape(Shape):
    """Meetings that have begun in the period. Each expected member at each meeting came, was absent, was on leave, or is
    undecided while the meeting is not closed. The branch is that of the day where the attendance was paid, else today's."""

    branch_id = fields.Integer(required=True)
    organisation_id = fields.Integer(required=True, metadata={"description": "The branch, or what stands below the organisation."})
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
    assurance_a = fields.Integer(required=True)
    assurance_b = fields.Integer(required=True)
    assurance_c = fields.Integer(required=True)
    assurance_d = fields.Integer(required=True)
    assurances = fields.Nested(AssuranceCounts, required=True, metadata={"description": "Of those who came."})
    share_c = fields.Float(required=True, allow_none=True, metadata={"description": "Of those who came, 0 to 1."})
    share_d = fields.Float(required=True, allow_none=True)
    corrections = fields.Integer(
        required=True, metadata={"description": "After closing: of the branch's meetings; of a member, those about him or her."}
    )


class ColumnShape(Shape):
    """A column to draw: an item's value of this name. hours are seconds, percent is a share from 0 to 1."""

    name = fields.String(required=True)
    zh = fields.String(required=True)
    en = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(COLUMN_KINDS))


class AsOf(Shape):
    as_of = Instant(required=True)
    moment = fields.String(required=True, allow_none=True, metadata={"description": "What was asked as of; null: as of now."})
    columns = fields.List(fields.Nested(ColumnShape), required=True)


class AttendanceAsOf(AsOf):
    pass


class PointsAsOf(AsOf):
    pass


class TargetsAsOf(AsOf):
    pass


class HourTransfersAsOf(AsOf):
    pass
