"""The shapes of notices."""

from marshmallow import fields, validate

from backend.core.shapes import Instant, Shape, id_field
from backend.notices.tell import KINDS


class NoticeShape(Shape):
    id = fields.Integer(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(list(KINDS)))
    about = fields.Dict(keys=fields.String(), required=True, metadata={"description": "Ids, titles and reasons to say it with."})
    told_at = Instant(required=True)
    read_at = Instant(required=True, allow_none=True)


class UnreadShape(Shape):
    unread = fields.Integer(required=True, metadata={"description": "How many of all my notices I have not read."})


class ReadUntil(Shape):
    until_id = id_field(required=True, metadata={"description": "The newest notice that was on the screen."})
