"""The shapes of the board, of marks, approvals and second checks."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.shapes import Instant, Line, Shape, id_field
from backend.meetings.attendance_rules import STANDINGS
from backend.meetings.meeting_shape import MeetingShape
from backend.meetings.sign_ins import ASSURANCES, KINDS, METHODS, STATES, WAITS_FOR
from backend.sign_in.checks import CHECKS

MOST_MARKS = 100
MOST_APPROVALS = 200
LONGEST_WAIT_MS = 24 * 3600_000
OUTCOMES = ("accepted", "already", "refused")


class PersonShape(Shape):
    member_id = fields.Integer(required=True)
    name = fields.String(required=True)
    branch = fields.String(required=True, allow_none=True, metadata={"description": "Where it is another than the meeting's."})
    guest = fields.Boolean(required=True)


class MarkShape(Shape):
    method = fields.String(required=True, validate=validate.OneOf(METHODS))
    assurance = fields.String(required=True, validate=validate.OneOf(ASSURANCES))
    signed_in_at = Instant(required=True)
    by = fields.String(required=True, allow_none=True, metadata={"description": "Who entered it, where not the member."})
    reason = fields.String(required=True, allow_none=True)


class ArrivalShape(PersonShape, MarkShape):
    sign_in_id = fields.Integer(required=True)
    standing = fields.String(required=True, validate=validate.OneOf(STANDINGS))
    signed_out_at = Instant(required=True, allow_none=True)
    left_early = fields.Boolean(required=True)
    also = fields.List(fields.Nested(MarkShape), required=True, metadata={"description": "Other marks of the same arrival."})


class OnLeaveShape(PersonShape):
    state = fields.String(required=True, validate=validate.OneOf(("asked", "granted")))
    reason = fields.String(required=True, allow_none=True, metadata={"description": "For the member's own secretary alone."})
    may_decide = fields.Boolean(required=True)


class WaitingShape(PersonShape):
    sign_in_id = fields.Integer(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    method = fields.String(required=True, validate=validate.OneOf(METHODS))
    waits_for = fields.String(required=True, validate=validate.OneOf(WAITS_FOR))
    signed_in_at = Instant(required=True)
    received_at = Instant(required=True)


class CheckAnswerShape(Shape):
    member_id = fields.Integer(required=True)
    name = fields.String(required=True)
    present = fields.Boolean(required=True, allow_none=True)


class CheckShape(Shape):
    id = fields.Integer(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(CHECKS))
    due_at = Instant(required=True, allow_none=True, metadata={"description": "Told once it has come."})
    ends_at = Instant(required=True, allow_none=True)
    answers = fields.List(fields.Nested(CheckAnswerShape), required=True)


class SharesShape(Shape):
    A = fields.Integer(required=True)
    B = fields.Integer(required=True)
    C = fields.Integer(required=True)
    D = fields.Integer(required=True)


class BoardShape(Shape):
    meeting = fields.Nested(MeetingShape, required=True)
    missing = fields.List(fields.Nested(PersonShape), required=True)
    signed_in = fields.List(fields.Nested(ArrivalShape), required=True)
    on_leave = fields.List(fields.Nested(OnLeaveShape), required=True)
    waiting = fields.List(fields.Nested(WaitingShape), required=True)
    checks = fields.List(fields.Nested(CheckShape), required=True)
    shares = fields.Nested(SharesShape, required=True, metadata={"description": "How many arrivals of each assurance."})


class NewMark(Shape):
    """Exactly one of: `member_id` with `reason`, `card`, `reply`."""

    operation_id = fields.UUID(required=True)
    member_id = id_field()
    reason = Line(200, 2)
    card = Line(200, 1)
    reply = Line(200, 1)
    kind = fields.String(load_default="in", validate=validate.OneOf(KINDS))
    waited_ms = fields.Integer(load_default=0, strict=True, validate=validate.Range(0, LONGEST_WAIT_MS))

    @validates_schema(skip_on_field_errors=True)
    def check_one_way(self, mark: dict[str, Any], **_: Any) -> None:
        ways = [("member_id", "reason"), ("card",), ("reply",)]
        if tuple(sorted({"member_id", "reason", "card", "reply"} & set(mark))) not in ways:
            raise ValidationError("Send a member with a reason, or a card, or a reply.", "operation_id")


class Marks(Shape):
    marks = fields.List(fields.Nested(NewMark), required=True, validate=validate.Length(1, MOST_MARKS))


class MarkOutcome(Shape):
    operation_id = fields.UUID(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    code = fields.String(required=True, allow_none=True, metadata={"description": "Why it was refused."})
    member_id = fields.Integer(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)


class MarkOutcomes(Shape):
    items = fields.List(fields.Nested(MarkOutcome), required=True)


class Approvals(Shape):
    sign_in_ids = fields.List(id_field(), required=True, validate=validate.Length(1, MOST_APPROVALS))
    approve = fields.Boolean(required=True)


class Decided(Shape):
    sign_in_id = fields.Integer(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))


class DecidedList(Shape):
    items = fields.List(fields.Nested(Decided), required=True)


class NewCheck(Shape):
    kind = fields.String(required=True, validate=validate.OneOf(CHECKS))


class CheckReply(Shape):
    present = fields.Boolean(required=True)
