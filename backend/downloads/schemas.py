"""The shapes of what a member takes along."""

from marshmallow import fields, validate

from backend.core.shapes import PageQuery, Shape

WHY = ("assigned", "started", "required")


class ToTakeQuery(PageQuery):
    until = fields.Date(required=True, metadata={"description": "Assignments that are due later are left out."})


class CourseToTake(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)


class LessonToTakeShape(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    version = fields.Integer(required=True)
    media_bytes = fields.Integer(required=True)
    nominal_seconds = fields.Integer(required=True)
    course = fields.Nested(CourseToTake, required=True)
    why = fields.String(required=True, validate=validate.OneOf(WHY))
    due_on = fields.Date(required=True, allow_none=True, metadata={"description": "When it is assigned: the earliest day."})
