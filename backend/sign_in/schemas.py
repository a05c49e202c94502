"""The shapes of signing in to a meeting."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.shapes import Instant, Line, Named, Shape, id_field
from backend.meetings.attendance_rules import STANDINGS
from backend.meetings.sign_ins import ASSURANCES, METHODS, STATES, WAITS_FOR
from backend.sign_in.code import PURPOSES

SHOWN_PURPOSES = ("in", "out")
LONGEST_WAIT_MS = 24 * 3600_000


class CodeQuery(Shape):
    purpose = fields.String(load_default="in", validate=validate.OneOf(SHOWN_PURPOSES))


class SheetQuery(Shape):
    language = fields.String(load_default="zh", validate=validate.OneOf(("zh", "en")))


class CodeShape(Shape):
    url = fields.String(required=True)
    qr_svg = fields.String(required=True)
    digits = fields.String(required=True)
    left_ms = fields.Integer(required=True, metadata={"description": "How long this code still stands; ask again then."})
    digits_left_ms = fields.Integer(required=True)
    slot_ms = fields.Integer(required=True)
    purpose = fields.String(required=True, validate=validate.OneOf(PURPOSES))
    generation = fields.Integer(required=True)


class PeriodKey(Shape):
    period = fields.Integer(required=True)
    key = fields.String(required=True, metadata={"description": "32 bytes, base64url."})


class LeaseShape(Shape):
    id = fields.Integer(required=True)
    meeting_id = fields.Integer(required=True)
    title = fields.String(required=True)
    link = fields.String(required=True, metadata={"description": "What stands before a code in the QR symbol."})
    version = fields.Integer(required=True)
    key_id = fields.Integer(required=True)
    generation = fields.Integer(required=True)
    slot_ms = fields.Integer(required=True)
    age_ms = fields.Integer(required=True, metadata={"description": "How long the meeting has been open."})
    expires_in_ms = fields.Integer(required=True)
    period_ms = fields.Integer(required=True)
    keys = fields.List(fields.Nested(PeriodKey), required=True)


class LeaseTaken(Named):
    taken_at = Instant(required=True)
    expires_at = Instant(required=True)


class ScannedCode(Shape):
    code = Line(100, 1, required=True)
    public_key = Line(90, 1)
    signature = Line(90, 1)


class MeetingGlimpse(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    place = fields.String(required=True)
    starts_at = Instant(required=True)


class TicketShape(Shape):
    ticket = fields.String(required=True)
    expires_in = fields.Integer(required=True, metadata={"description": "Seconds."})
    meeting = fields.Nested(MeetingGlimpse, required=True)
    purpose = fields.String(required=True, validate=validate.OneOf(PURPOSES))


class SignInRequest(Shape):
    """Exactly one of: `code`, `ticket`, or `meeting_id` with `digits`."""

    operation_id = fields.UUID(required=True)
    code = Line(100, 1)
    ticket = Line(100, 1)
    meeting_id = id_field()
    digits = fields.String(validate=validate.Regexp(r"[0-9]{6}\Z"))
    purpose = fields.String(load_default="in", validate=validate.OneOf(PURPOSES), metadata={"description": "Of the digits."})
    public_key = Line(90, 1, load_default=None, metadata={"description": "Of the device that the ticket is bound to."})
    signature = Line(90, 1, load_default=None, metadata={"description": "By this device's key."})
    waited_ms = fields.Integer(
        load_default=None,
        strict=True,
        validate=validate.Range(0, LONGEST_WAIT_MS),
        metadata={"description": "How long ago the code was scanned, where it could not be sent at once."},
    )

    @validates_schema(skip_on_field_errors=True)
    def check_one_way(self, request: dict[str, Any], **_: Any) -> None:
        ways = [("code",), ("ticket",), ("digits", "meeting_id")]
        if tuple(sorted({"code", "ticket", "digits", "meeting_id"} & set(request))) not in ways:
            raise ValidationError("Send a code, or a ticket, or the meeting with its digits.", "operation_id")


class SignInShape(Shape):
    meeting_id = fields.Integer(required=True)
    title = fields.String(required=True)
    purpose = fields.String(required=True, validate=validate.OneOf(PURPOSES))
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    waits_for = fields.String(required=True, allow_none=True, validate=validate.OneOf(WAITS_FOR))
    assurance = fields.String(required=True, allow_none=True, validate=validate.OneOf(ASSURANCES))
    standing = fields.String(required=True, allow_none=True, validate=validate.OneOf(STANDINGS))
    signed_in_at = Instant(required=True)
    already = fields.Boolean(required=True)
    method = fields.String(required=True, allow_none=True, validate=validate.OneOf(METHODS))
    credited_seconds = fields.Integer(required=True)
    points = fields.Integer(required=True)


class ReplyKeyShape(Shape):
    key = fields.String(required=True, metadata={"description": "32 bytes, base64url."})
    key_id = fields.Integer(required=True)
    session_id = fields.Integer(required=True)
    member_id = fields.Integer(required=True)
