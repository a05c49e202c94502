"""The shapes of outside study: declared, shown, decided."""

from flask_smorest.fields import Upload
from marshmallow import fields, validate

from backend.core.shapes import Instant, Line, Named, PageQuery, Shape
from backend.outside.models import KINDS, STATES, UNITS

DECISIONS = ("approve", "decline")
DAY_MINUTES = 24 * 60


class NewOutsideStudy(Shape):
    operation_id = fields.UUID(required=True, metadata={"description": "Made by the client; sent again, it declares nothing again."})
    title = Line(120, 2, required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    studied_on = fields.Date(required=True)
    amount = fields.Integer(required=True, strict=True, validate=validate.Range(1, DAY_MINUTES))
    unit = fields.String(load_default="minutes", validate=validate.OneOf(UNITS))
    note = Line(300, load_default="")


class OutsidePhotoFile(Shape):
    file = Upload(required=True)


class OutsidePhotoShape(Shape):
    id = fields.Integer(required=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)


class OutsideStudyShape(Shape):
    id = fields.Integer(required=True)
    member = fields.Nested(Named, required=True)
    branch = fields.Nested(Named, required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    studied_on = fields.Date(required=True)
    amount = fields.Integer(required=True)
    unit = fields.String(required=True, validate=validate.OneOf(UNITS))
    note = fields.String(required=True)
    asked_seconds = fields.Integer(required=True, metadata={"description": "The declared amount by the rule of that day."})
    granted_seconds = fields.Integer(required=True)
    counted_seconds = fields.Integer(required=True, metadata={"description": "What the day's cap let in of what was granted."})
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    reason = fields.String(required=True, allow_none=True)
    decided_by = fields.Nested(Named, required=True, allow_none=True)
    decided_at = Instant(required=True, allow_none=True)
    declared_at = Instant(required=True)
    version = fields.Integer(required=True)
    photos = fields.List(fields.Nested(OutsidePhotoShape), required=True)
    can = fields.List(fields.String(), required=True)


class QueueQuery(PageQuery):
    state = fields.String(load_default="waiting", validate=validate.OneOf(STATES))


class Queue(Shape):
    waiting = fields.Integer(required=True, metadata={"description": "How many wait for a decision here, in all."})


class Decision(Shape):
    decision = fields.String(required=True, validate=validate.OneOf(DECISIONS))
    seconds = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(60, DAY_MINUTES * 60),
        metadata={"description": "With approve: another amount than the declared one, which asks for a reason."},
    )
    reason = Line(200, 2, load_default=None, allow_none=True)
    version = fields.Integer(required=True, strict=True, validate=validate.Range(1, 2**31 - 1))
