"""The shapes of targets of a subtree."""

from marshmallow import fields, validate

from backend.core.shapes import Instant, Named, PageQuery, Shape
from backend.organisations.models import RANKING

YEAR = validate.Range(2000, 2999)


class BelowQuery(PageQuery):
    year = fields.Integer(load_default=None, validate=YEAR, metadata={"description": "This year where none is named."})


class BelowShape(Shape):
    member = fields.Nested(Named, required=True)
    branch = fields.Nested(Named, required=True)
    seconds = fields.Integer(required=True)
    target_seconds = fields.Integer(required=True)
    missing_seconds = fields.Integer(required=True)


class BelowBeside(Shape):
    organisation = fields.Nested(Named, required=True)
    year = fields.Integer(required=True)
    members = fields.Integer(required=True)
    met = fields.Integer(required=True)
    below = fields.Integer(required=True)
    as_of = Instant(required=True)


class StandingsQuery(PageQuery):
    year = fields.Integer(load_default=None, validate=YEAR, metadata={"description": "This year where none is named."})
    size = fields.String(load_default="ranked", validate=validate.OneOf(("ranked", "small")))


class BranchStandingShape(Shape):
    """A branch; without a rank where it is too small for one."""

    rank = fields.Integer(required=True, allow_none=True)
    organisation = fields.Nested(Named, required=True)
    members = fields.Integer(required=True)
    met = fields.Integer(required=True)
    is_mine = fields.Boolean(required=True)


class BranchStandingsBeside(Shape):
    organisation = fields.Nested(Named, required=True)
    year = fields.Integer(required=True)
    shown = fields.String(required=True, validate=validate.OneOf(RANKING))
    least_members = fields.Integer(required=True, metadata={"description": "Smaller branches have no rank and are listed apart."})
    branches = fields.Integer(required=True)
    small_branches = fields.Integer(required=True)
    members = fields.Integer(required=True)
    met = fields.Integer(required=True)
    mine = fields.Nested(BranchStandingShape, required=True, allow_none=True)
    as_of = fields.String(required=True, metadata={"format": "date-time"})


class ReminderQuery(Shape):
    year = fields.Integer(load_default=None, validate=YEAR)


class ReminderYear(Shape):
    year = fields.Integer(load_default=None, strict=True, validate=YEAR, metadata={"description": "This year where none is named."})


class ToRemind(Shape):
    year = fields.Integer(required=True)
    below = fields.Integer(required=True)
    told_today = fields.Integer(required=True)
    to_tell = fields.Integer(required=True)


class Reminded(ToRemind):
    told = fields.Integer(required=True, metadata={"description": "Told by this request."})
