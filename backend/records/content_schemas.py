"""The shape of what is frozen in a record, so that the app knows every field of it."""

from typing import Any

from marshmallow import fields, validate

from backend.core.shapes import Named, Shape
from backend.meetings.attendance_rules import STANDINGS
from backend.meetings.leave import STATES as LEAVE_STATES
from backend.meetings.models import KINDS as MEETING_KINDS
from backend.meetings.sign_ins import ASSURANCES, KINDS, METHODS, STATES, WAITS_FOR
from backend.sign_in.checks import CHECKS


def _moment(**options: Any) -> fields.String:
    """An instant as it was frozen, to the microsecond."""
    return fields.String(required=True, metadata={"format": "date-time"}, **options)


def _one_of(words: tuple[str, ...], **options: Any) -> fields.String:
    return fields.String(required=True, validate=validate.OneOf(words), **options)


class FrozenRule(Shape):
    late_after = fields.Integer(required=True)
    absent_after = fields.Integer(required=True, allow_none=True)
    leaves_early = fields.Integer(required=True)


class FrozenMeeting(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    theme = fields.String(required=True)
    agenda = fields.String(required=True)
    kind = _one_of(MEETING_KINDS)
    place = fields.String(required=True)
    starts_at = _moment()
    ends_at = _moment()
    opened_at = _moment()
    closed_at = _moment()
    organisation = fields.Nested(Named, required=True)
    joint = fields.List(fields.Nested(Named), required=True)
    rule = fields.Nested(FrozenRule, required=True, metadata={"description": "In minutes."})
    credited_seconds = fields.Integer(required=True)


class FrozenHeadCount(Shape):
    room = fields.Integer(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)


class FrozenCounts(Shape):
    expected = fields.Integer(required=True)
    came = fields.Integer(required=True)
    late = fields.Integer(required=True)
    on_leave = fields.Integer(required=True)
    missing = fields.Integer(required=True)


class FrozenArrival(Shape):
    sign_in_id = fields.Integer(required=True)
    at = _moment()
    received_at = _moment()
    method = _one_of(METHODS)
    assurance = _one_of(ASSURANCES)
    standing = _one_of(STANDINGS)
    credited_seconds = fields.Integer(required=True)
    by = fields.String(required=True, allow_none=True, metadata={"description": "Who entered it, where not the member."})
    reason = fields.String(required=True, allow_none=True)


class FrozenSignOut(Shape):
    sign_in_id = fields.Integer(required=True)
    at = _moment()
    method = _one_of(METHODS)
    left_early = fields.Boolean(required=True)


class FrozenAnswer(Shape):
    check_id = fields.Integer(required=True)
    present = fields.Boolean(required=True, allow_none=True)


class FrozenMark(Shape):
    sign_in_id = fields.Integer(required=True)
    kind = _one_of(KINDS)
    method = _one_of(METHODS)
    assurance = _one_of(ASSURANCES)
    state = _one_of(STATES)
    counts = fields.Boolean(required=True)
    waits_for = _one_of(WAITS_FOR, allow_none=True)
    at = _moment()
    received_at = _moment()
    decided_at = _moment(allow_none=True)
    by = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)


class FrozenRow(Shape):
    member_id = fields.Integer(required=True)
    name = fields.String(required=True)
    branch = fields.Nested(Named, required=True)
    guest = fields.Boolean(required=True)
    arrival = fields.Nested(FrozenArrival, required=True, allow_none=True)
    signed_out = fields.Nested(FrozenSignOut, required=True, allow_none=True)
    leave = _one_of(LEAVE_STATES, allow_none=True)
    checks = fields.List(fields.Nested(FrozenAnswer), required=True)
    marks = fields.List(fields.Nested(FrozenMark), required=True, metadata={"description": "Every mark, those that do not count too."})


class FrozenCheck(Shape):
    id = fields.Integer(required=True)
    kind = _one_of(CHECKS)
    due_at = _moment()


class FrozenMinutes(Shape):
    body = fields.String(required=True)
    version = fields.Integer(required=True)


class FrozenPhoto(Shape):
    sha256 = fields.String(required=True)
    caption = fields.String(required=True)
    size = fields.Integer(required=True)


class RecordContent(Shape):
    version = fields.Integer(required=True)
    meeting = fields.Nested(FrozenMeeting, required=True)
    head_count = fields.Nested(FrozenHeadCount, required=True)
    counts = fields.Nested(FrozenCounts, required=True)
    list = fields.List(fields.Nested(FrozenRow), required=True)
    checks = fields.List(fields.Nested(FrozenCheck), required=True)
    minutes = fields.Nested(FrozenMinutes, required=True, allow_none=True)
    photos = fields.List(fields.Nested(FrozenPhoto), required=True)
