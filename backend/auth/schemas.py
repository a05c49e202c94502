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


class DeviceKey(Shape):
    public_key = Line(90, 1, required=True, metadata={"description": "Uncompressed point of P-256, base64url."})
    signature = Line(90, 1, required=True, metadata={"description": "Over `muster.device|<member id>|<anchor>`; r and s, base64url."})
    anchor = Line(100, 1, required=True, metadata={"description": "The newest Muster-Anchor that was answered."})
    name = Line(80, load_default="")


class DeviceShape(Shape):
    id = fields.Integer(required=True)
    name = fields.String(required=True)
    since = Instant(required=True)
    shared = fields.Boolean(required=True, metadata={"description": "Another member uses it too."})
    current = fields.Boolean(required=True)
