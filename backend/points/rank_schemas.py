"""The shapes of rankings."""

from marshmallow import fields, validate

from backend.core.shapes import Named, PageQuery, Shape, id_in_query
from backend.organisations.models import RANKING

PERIOD = r"(all|\d{4}(-(0[1-9]|1[0-2]|Q[1-4]))?)\Z"


class RankingQuery(PageQuery):
    organisation = id_in_query(load_default=None, metadata={"description": "My branch if left out."})
    period = fields.String(
        load_default="all", validate=validate.Regexp(r"(?!0000)" + PERIOD), metadata={"description": "2026-11, 2026-Q4, 2026 or all."}
    )


class PlaceShape(Shape):
    """A member's place. Who is not named has neither id nor name nor branch."""

    rank = fields.Integer(required=True)
    member_id = fields.Integer(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)
    branch_name = fields.String(required=True, allow_none=True)
    points = fields.Integer(required=True)
    is_me = fields.Boolean(required=True)


class MyPlace(Shape):
    rank = fields.Integer(required=True)
    points = fields.Integer(required=True)


class RankingBeside(Shape):
    organisation = fields.Nested(Named, required=True)
    period = fields.String(required=True)
    shown = fields.String(required=True, validate=validate.OneOf(RANKING))
    names_hidden = fields.Boolean(required=True, metadata={"description": "Others are not named."})
    me = fields.Nested(MyPlace, required=True, allow_none=True)
    member_count = fields.Integer(required=True, metadata={"description": "How many members have points in this period."})
    neighbours = fields.List(
        fields.Nested(PlaceShape), required=True, metadata={"description": "Those right before and after me, and me; with the first page."}
    )
