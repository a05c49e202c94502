"""The shapes of meetings and of signing in to them."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.shapes import Instant, Line, Named, PageQuery, Shape, id_field, id_in_query
from backend.meetings.models import KINDS, METHODS

LONGEST_SECONDS = 24 * 3600


class MeetingQuery(PageQuery):
    when = fields.String(load_default="upcoming", validate=validate.OneOf(("upcoming", "past")))
    organisation = id_in_query(load_default=None)
    mine = fields.Boolean(load_default=False, metadata={"description": "Only meetings that expect me."})


class MeetingPlan(Shape):
    title = Line(120, 1, required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    place = Line(120, 1, required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)

    @validates_schema(skip_on_field_errors=True)
    def check_order(self, plan: dict[str, Any], **_: Any) -> None:
        if "starts_at" in plan and "ends_at" in plan:
            seconds = (plan["ends_at"] - plan["starts_at"]).total_seconds()
            if not 0 < seconds <= LONGEST_SECONDS:
                raise ValidationError("A meeting ends after it starts, within a day.", "ends_at")


class NewMeeting(MeetingPlan):
    organisation_id = id_field(required=True)


class MyPart(Shape):
    expected = fields.Boolean(required=True)
    signed_in_at = Instant(required=True, allow_none=True)


class MeetingShape(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    place = fields.String(required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    organisation = fields.Nested(Named, required=True)
    state = fields.String(required=True, validate=validate.OneOf(("planned", "open", "closed")))
    my = fields.Nested(MyPart, required=True)
    expected_count = fields.Integer(required=True)
    signed_in_count = fields.Integer(required=True)
    can = fields.List(fields.String(), required=True)


class CodeShape(Shape):
    url = fields.String(required=True)
    qr_svg = fields.String(required=True)
    digits = fields.String(required=True)
    left_ms = fields.Integer(required=True, metadata={"description": "How long this code still stands; ask again then."})
    digits_left_ms = fields.Integer(required=True)
    slot_ms = fields.Integer(required=True)


class PersonShape(Shape):
    member_id = fields.Integer(required=True)
    name = fields.String(required=True)


class ArrivalShape(PersonShape):
    signed_in_at = Instant(required=True)
    method = fields.String(required=True, validate=validate.OneOf(METHODS))
    reason = fields.String(required=True, allow_none=True)


class BoardShape(Shape):
    meeting = fields.Nested(MeetingShape, required=True)
    missing = fields.List(fields.Nested(PersonShape), required=True)
    signed_in = fields.List(fields.Nested(ArrivalShape), required=True)


class HandMark(Shape):
    member_id = id_field(required=True)
    reason = Line(200, 2, required=True)


class ScannedCode(Shape):
    code = Line(100, 1, required=True)


class MeetingGlimpse(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    place = fields.String(required=True)
    starts_at = Instant(required=True)


class TicketShape(Shape):
    ticket = fields.String(required=True)
    expires_in = fields.Integer(required=True, metadata={"description": "Seconds."})
    meeting = fields.Nested(MeetingGlimpse, required=True)


class SignInRequest(Shape):
    """Exactly one of: `code`, `ticket`, or `meeting_id` with `digits`."""

    operation_id = fields.UUID(required=True)
    code = Line(100, 1)
    ticket = Line(100, 1)
    meeting_id = id_field()
    digits = fields.String(validate=validate.Regexp(r"[0-9]{6}\Z"))

    @validates_schema(skip_on_field_errors=True)
    def check_one_way(self, request: dict[str, Any], **_: Any) -> None:
        ways = [("code",), ("ticket",), ("digits", "meeting_id")]
        if tuple(sorted(set(request) - {"operation_id"})) not in ways:
            raise ValidationError("Send a code, or a ticket, or the meeting with its digits.", "operation_id")


class SignInShape(Shape):
    meeting_id = fields.Integer(required=True)
    title = fields.String(required=True)
    signed_in_at = Instant(required=True)
    already = fields.Boolean(required=True)
    method = fields.String(required=True, validate=validate.OneOf(METHODS))
    credited_seconds = fields.Integer(required=True)
    points = fields.Integer(required=True)
