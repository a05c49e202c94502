"""The shapes of organisations."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.shapes import Named, PageQuery, Shape, id_in_query
from backend.organisations.models import RANKING


class OrganisationQuery(PageQuery):
    parent = id_in_query(load_default=None)


class OrganisationShape(Shape):
    id = fields.Integer(required=True)
    name = fields.String(required=True)
    level = fields.String(required=True)
    is_branch = fields.Boolean(required=True)
    parent_id = fields.Integer(required=True, allow_none=True)
    member_count = fields.Integer(required=True, metadata={"description": "Members in the whole subtree."})
    can = fields.List(fields.String(), required=True)


class OrganisationDetail(OrganisationShape):
    full_name = fields.String(required=True)
    ancestors = fields.List(fields.Nested(Named), required=True)
    ranking_shown = fields.String(required=True, validate=validate.OneOf(RANKING))
    names_hidden = fields.Boolean(required=True, metadata={"description": "In rankings, others are called a member."})
    ranking_in_force = fields.String(
        required=True, validate=validate.OneOf(RANKING), metadata={"description": "The strictest word from the top down to here."}
    )
    names_hidden_in_force = fields.Boolean(required=True)


class OrganisationChange(Shape):
    ranking_shown = fields.String(validate=validate.OneOf(RANKING))
    names_hidden = fields.Boolean()

    @validates_schema
    def check_change(self, change: dict[str, Any], **_: Any) -> None:
        if not change:
            raise ValidationError("Say what to change.", "ranking_shown")
