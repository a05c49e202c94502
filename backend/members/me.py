"""What a member is told about her- or himself; also part of the answer to signing in."""

from typing import Any

from marshmallow import fields

from backend.core import clock
from backend.core.actor import Actor
from backend.core.shapes import Named, Shape
from backend.members.models import Member
from backend.members.schemas import RoleShape
from backend.members.targets import target_of
from backend.permissions import can_as_myself


class BranchShape(Named):
    full_name = fields.String(required=True)


class Me(Shape):
    id = fields.Integer(required=True)
    name = fields.String(required=True)
    card_number = fields.String(required=True)
    phone = fields.String(required=True, allow_none=True, metadata={"description": "Masked."})
    branch = fields.Nested(BranchShape, required=True)
    roles = fields.List(fields.Nested(RoleShape), required=True)
    must_change_password = fields.Boolean(required=True)
    target_seconds = fields.Integer(required=True, metadata={"description": "Study time asked for this year."})
    can = fields.List(fields.String(), required=True)


def shape_me(member: Member, actor: Actor) -> dict[str, Any]:
    return {
        "id": member.id,
        "name": member.name,
        "card_number": member.card_number,
        "phone": member.masked_phone,
        "branch": member.branch,
        "roles": member.roles_today(),
        "must_change_password": actor.must_change_password,
        "target_seconds": target_of(actor, clock.today().year),
        "can": can_as_myself(actor),
    }
