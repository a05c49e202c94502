"""The shapes of what stays of a meeting."""

from typing import Any

from flask_smorest.fields import Upload
from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.shapes import Instant, Line, Named, PageQuery, Shape, Text, id_field, id_in_query
from backend.meetings.sign_ins import KINDS, METHODS, WAITS_FOR
from backend.records.content_schemas import FrozenRow, RecordContent
from backend.records.matters import MATTERS
from backend.records.models import CORRECTIONS

LARGEST_HALL = 100_000
LONGEST_MINUTES = 20_000
LANGUAGES = ("zh", "en")
ASKED = {"add": "member_id", "remove": "member_id", "approve": "sign_in_id", "minutes": "minutes"}


class Closing(Shape):
    head_count = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(0, LARGEST_HALL))
    head_count_note = Line(200, 2, load_default=None, allow_none=True, metadata={"description": "Asked where room and list differ."})


class NewCorrection(Shape):
    """What goes with each kind: `member_id` with add and remove, `sign_in_id` with approve, `minutes` with minutes."""

    kind = fields.String(required=True, validate=validate.OneOf(CORRECTIONS))
    member_id = id_field()
    sign_in_id = id_field()
    minutes = Text(LONGEST_MINUTES)
    reason = Line(200, 2, required=True)

    @validates_schema(skip_on_field_errors=True)
    def check_what_is_asked(self, correction: dict[str, Any], **_: Any) -> None:
        asked = ASKED[correction["kind"]]
        if set(correction) != {"kind", "reason", asked}:
            raise ValidationError(f"Send {asked} with {correction['kind']}, and nothing else.", asked)


class MeetingTitle(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    starts_at = Instant(required=True)


class CorrectionShape(Shape):
    id = fields.Integer(required=True)
    number = fields.Integer(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(CORRECTIONS))
    meeting = fields.Nested(MeetingTitle, required=True)
    organisation = fields.Nested(Named, required=True)
    member = fields.Nested(Named, required=True, allow_none=True)
    reason = fields.String(required=True)
    by = fields.Nested(Named, required=True)
    at = Instant(required=True)
    now = fields.Nested(FrozenRow, required=True, allow_none=True, metadata={"description": "The member's row since then."})
    previous_sha256 = fields.String(required=True)
    sha256 = fields.String(required=True)


class CorrectionsQuery(PageQuery):
    organisation = id_in_query(load_default=None)


class WaitingClaim(Shape):
    sign_in_id = fields.Integer(required=True)
    member_id = fields.Integer(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    method = fields.String(required=True, validate=validate.OneOf(METHODS))
    waits_for = fields.String(required=True, validate=validate.OneOf(WAITS_FOR))
    signed_in_at = Instant(required=True)
    received_at = Instant(required=True)


class RecordShape(Shape):
    """`sha256` is the hash of `content` as JSON with sorted keys and without spaces, in UTF-8."""

    meeting_id = fields.Integer(required=True)
    content = fields.Nested(RecordContent, required=True)
    sha256 = fields.String(required=True)
    closed_at = Instant(required=True)
    closed_by = fields.Nested(Named, required=True)
    corrections = fields.List(fields.Nested(CorrectionShape), required=True)
    waiting = fields.List(fields.Nested(WaitingClaim), required=True)


class MinutesQuery(Shape):
    language = fields.String(load_default="zh", validate=validate.OneOf(LANGUAGES))


class MinutesShape(Shape):
    body = fields.String(required=True)
    version = fields.Integer(required=True, metadata={"description": "0: nobody has written any."})
    updated_at = Instant(required=True, allow_none=True)
    updated_by = fields.String(required=True, allow_none=True)
    template = fields.String(required=True, metadata={"description": "A first draft with what is known filled in."})


class MinutesText(Shape):
    body = Text(LONGEST_MINUTES, required=True)
    version = fields.Integer(
        required=True, strict=True, validate=validate.Range(0, 2**31 - 1), metadata={"description": "Which one was read."}
    )


class PhotoFile(Shape):
    file = Upload(required=True)


class PhotoCaption(Shape):
    caption = Line(120, load_default="")


class PhotoShape(Shape):
    id = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    size = fields.Integer(required=True)
    caption = fields.String(required=True)
    added_at = Instant(required=True)


class MatterShape(Shape):
    meeting_id = fields.Integer(required=True)
    title = fields.String(required=True)
    starts_at = fields.String(required=True, metadata={"format": "date-time"})
    waiting = fields.Integer(required=True, metadata={"description": "How many things wait there."})


MattersShape = Shape.from_dict({name: fields.List(fields.Nested(MatterShape), required=True) for name in MATTERS}, name="MattersShape")


class HandoverNow(Shape):
    due = fields.Boolean(required=True)
    since = fields.Date(required=True, allow_none=True, metadata={"description": "From when on the asker is the secretary."})
    previous = fields.Nested(Named, required=True, allow_none=True)
    matters = fields.Nested(MattersShape, required=True)


class HandoverNote(Shape):
    note = Line(200, load_default="")


class HandoverShape(Shape):
    id = fields.Integer(required=True)
    organisation = fields.Nested(Named, required=True)
    secretary = fields.Nested(Named, required=True)
    previous = fields.Nested(Named, required=True, allow_none=True)
    note = fields.String(required=True)
    at = Instant(required=True)
    matters = fields.Nested(MattersShape, required=True)
