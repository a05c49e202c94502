"""The shapes of points and rankings."""

from marshmallow import fields, validate

from backend.core.shapes import Named, PageQuery, Shape, id_in_query
from backend.organisations.models import RANKING


class TodayShape(Shape):
    rule = fields.String(required=True)
    earned = fields.Integer(required=True)
    cap = fields.Integer(required=True, allow_none=True)


class PointsSummary(Shape):
    month = fields.Integer(required=True)
    quarter = fields.Integer(required=True)
    year = fields.Integer(required=True)
    all_time = fields.Integer(required=True)
    today = fields.List(fields.Nested(TodayShape), required=True)


class RuleShape(Shape):
    rule = fields.String(required=True)
    amount = fields.Integer(required=True)
    daily_cap = fields.Integer(required=True, allow_none=True)
    from_day = fields.Date(required=True)


class RankingQuery(PageQuery):
    organisation = id_in_query(load_default=None, metadata={"description": "My branch if left out."})
    period = fields.String(
        load_default="all", validate=validate.Regexp(r"(all|\d{4}(-(0[1-9]|1[0-2]))?)\Z"), metadata={"description": "2026-11, 2026 or all."}
    )


class PlaceShape(Shape):
    rank = fields.Integer(required=True)
    member_id = fields.Integer(required=True)
    name = fields.String(required=True)
    branch_name = fields.String(required=True)
    points = fields.Integer(required=True)
    is_me = fields.Boolean(required=True)


class MyPlace(Shape):
    rank = fields.Integer(required=True)
    points = fields.Integer(required=True)


class RankingBeside(Shape):
    organisation = fields.Nested(Named, required=True)
    period = fields.String(required=True)
    shown = fields.String(required=True, validate=validate.OneOf(RANKING))
    me = fields.Nested(MyPlace, required=True, allow_none=True)
    member_count = fields.Integer(required=True, metadata={"description": "How many members have points in this period."})
