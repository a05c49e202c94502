"""The shapes of members and their roles."""

from flask_smorest.fields import Upload
from marshmallow import fields, validate

from backend.core.shapes import Line, Named, PageQuery, Shape, id_field, id_in_query
from backend.members.models import ROLES, STATUSES


class RoleShape(Shape):
    id = fields.Integer(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(ROLES))
    organisation = fields.Nested(Named, required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True, allow_none=True)


class MemberQuery(PageQuery):
    organisation = id_in_query(load_default=None)
    q = Line(60, load_default="", metadata={"description": "Part of a name or of a card number."})


class MemberShape(Shape):
    id = fields.Integer(required=True)
    name = fields.String(required=True)
    card_number = fields.String(required=True)
    phone = fields.String(required=True, allow_none=True, metadata={"description": "Masked."})
    branch = fields.Nested(Named, required=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    roles = fields.List(fields.Nested(RoleShape), required=True)
    can = fields.List(fields.String(), required=True)


class StatusChange(Shape):
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))


class PhoneShape(Shape):
    phone = fields.String(required=True, allow_none=True)


class RoleGrant(Shape):
    kind = fields.String(required=True, validate=validate.OneOf(ROLES))
    organisation_id = id_field(required=True)
    starts_on = fields.Date(load_default=None)
    ends_on = fields.Date(load_default=None)


class RosterFile(Shape):
    file = Upload(required=True)


class RosterOptions(Shape):
    dry_run = fields.Boolean(load_default=False)
    skip_bad_rows = fields.Boolean(load_default=False)


class BadCell(Shape):
    row = fields.Integer(required=True, metadata={"description": "As the spreadsheet counts: the heads stand in row 1."})
    column = fields.String(required=True)
    value = fields.String(required=True)
    detail_code = fields.String(required=True)
    detail = fields.String(required=True)


class ImportOutcome(Shape):
    applied = fields.Boolean(required=True)
    created = fields.Integer(required=True)
    updated = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    organisations_created = fields.Integer(required=True)
    errors = fields.List(fields.Nested(BadCell), required=True)
