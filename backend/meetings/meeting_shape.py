"""The shape in which a meeting goes out, wherever it is told."""

from marshmallow import fields, validate

from backend.core.shapes import Instant, Named, Shape
from backend.meetings.leave import STATES as LEAVE_STATES
from backend.meetings.models import KINDS


class MyPart(Shape):
    expected = fields.Boolean(required=True)
    signed_in_at = Instant(required=True, allow_none=True)
    waiting = fields.Boolean(required=True, metadata={"description": "A sign-in of mine waits for the secretary."})
    leave = fields.String(required=True, allow_none=True, validate=validate.OneOf(LEAVE_STATES))


class AttendanceRuleShape(Shape):
    from_day = fields.Date(required=True)
    opens_before_minutes = fields.Integer(required=True)
    late_after_minutes = fields.Integer(required=True)
    absent_after_minutes = fields.Integer(required=True, allow_none=True)
    leaves_early_minutes = fields.Integer(required=True)


class JointShape(Named):
    accepted = fields.Boolean(required=True)


class MeetingShape(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    theme = fields.String(required=True)
    agenda = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    place = fields.String(required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    organisation = fields.Nested(Named, required=True)
    state = fields.String(required=True, validate=validate.OneOf(("planned", "open", "closed")))
    guests_welcome = fields.Boolean(required=True)
    plan_id = fields.Integer(required=True, allow_none=True)
    fixed_on = fields.Date(required=True, allow_none=True)
    moved_reason = fields.String(required=True, allow_none=True)
    head_count = fields.Integer(required=True, allow_none=True)
    my = fields.Nested(MyPart, required=True)
    rule = fields.Nested(AttendanceRuleShape, required=True)
    expected_count = fields.Integer(required=True)
    signed_in_count = fields.Integer(required=True)
    waiting_count = fields.Integer(required=True)
    can = fields.List(fields.String(), required=True)


class MeetingDetail(MeetingShape):
    joint = fields.List(fields.Nested(JointShape), required=True)
    helpers = fields.List(fields.Nested(Named), required=True)
