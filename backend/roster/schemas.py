"""The shapes of leave, guests and helpers."""

from marshmallow import fields

from backend.core.shapes import Line, Named, PageQuery, Shape


class LeaveRequest(Shape):
    reason = Line(200, 2, required=True)


class LeaveDecision(Shape):
    granted = fields.Boolean(required=True)
    note = Line(200, load_default=None, allow_none=True)


class GuestInvitation(Shape):
    card_number = Line(30, 1, required=True)


class CandidateQuery(PageQuery):
    q = Line(60, load_default="", metadata={"description": "A part of the name."})


class CandidateShape(Named):
    full_name = fields.String(required=True, metadata={"description": "With all that stands above it."})
