"""The shapes of what secretaries see of their members' study."""

from marshmallow import fields, validate

from backend.core.shapes import Instant, Line, Named, PageQuery, Shape
from backend.study.held_shape import HeldShape


class HeldOfMember(HeldShape):
    member = fields.Nested(Named, required=True)
    branch = fields.Nested(Named, required=True)
    device = fields.String(required=True)
    segments = fields.Integer(required=True)
    decided_by = fields.String(required=True, allow_none=True)
    can = fields.List(fields.String(), required=True)


class HeldQuery(PageQuery):
    state = fields.String(load_default="waiting", validate=validate.OneOf(("waiting", "decided")))


class HeldCount(Shape):
    waiting = fields.Integer(required=True)


class HeldDecision(Shape):
    decision = fields.String(required=True, validate=validate.OneOf(("release", "decline")))
    reason = Line(200, 1, required=True, metadata={"description": "Told to the member."})


class UnsentPhoneShape(Shape):
    """A phone on which study waits. What waits, nobody but its owner sees."""

    member = fields.Nested(Named, required=True)
    branch = fields.Nested(Named, required=True)
    device_name = fields.String(required=True)
    since = Instant(required=True)
    told_at = Instant(required=True, metadata={"description": "When this phone was last heard of."})


class LearnersQuery(PageQuery):
    show = fields.String(load_default="behind", validate=validate.OneOf(("behind", "all")))


class LearnerShape(Shape):
    member = fields.Nested(Named, required=True)
    branch = fields.Nested(Named, required=True)
    seconds = fields.Integer(required=True, metadata={"description": "Hours of this year: study, meetings, outside study."})
    target_seconds = fields.Integer(required=True)
    expected_seconds = fields.Integer(required=True, metadata={"description": "The part of the target that is due by today."})
    behind_seconds = fields.Integer(required=True)
    overdue_assignments = fields.Integer(required=True)


class LearnersBeside(Shape):
    learners = fields.Integer(required=True)
    behind = fields.Integer(required=True)
    reached = fields.Integer(required=True, metadata={"description": "Who has reached the whole year's target."})
    as_of = Instant(required=True, metadata={"description": "Of a branch now; of anything larger it is kept for a minute."})
