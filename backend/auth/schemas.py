"""The shapes of signing in."""

from marshmallow import fields

from backend.core.shapes import Instant, Line, Secret, Shape
from backend.members.me import Me


class PasswordSignIn(Shape):
    login = Line(40, 1, required=True, metadata={"description": "Study-card number or mobile number."})
    password = Secret(required=True)
    device_name = Line(80, load_default="")


class SessionOpened(Shape):
    access_token = fields.String(required=True)
    expires_in = fields.Integer(required=True, metadata={"description": "Seconds."})
    must_change_password = fields.Boolean(required=True)
    member = fields.Nested(Me, required=True)


class SessionShape(Shape):
    id = fields.Integer(required=True)
    device_name = fields.String(required=True)
    created_at = Instant(required=True)
    last_seen_at = Instant(required=True, attribute="rotated_at")
    current = fields.Boolean(required=True)


class PasswordChange(Shape):
    old_password = Secret(required=True)
    new_password = Secret(required=True)


class FirstPassword(Shape):
    password = fields.String(required=True)
    expires_at = Instant(required=True)
