"""The shapes of member cards."""

from marshmallow import fields

from backend.core.shapes import PageQuery, Shape, id_in_query


class CardsQuery(PageQuery):
    organisation = id_in_query(required=True)


class CardShape(Shape):
    member_id = fields.Integer(required=True)
    name = fields.String(required=True)
    branch = fields.String(required=True)
    url = fields.String(required=True)
    qr_svg = fields.String(required=True)
