"""The shapes of authoring."""

from marshmallow import fields, validate

from backend.core.shapes import Instant, Line, Named, Shape, Text, id_field
from backend.courses.models import KINDS

LONGEST_TEXT = 200_000
LANGUAGE = validate.Regexp(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?\Z", error="Use a language code such as zh, en or zh-Hant.")
STATE = {"description": "The state that was seen; another one by now is refused with `draft_changed`."}


class NewCourse(Shape):
    operation_id = fields.UUID(required=True)
    title = Line(120, 1, required=True)
    summary = Line(500, load_default="")
    category = Line(60, 1, required=True)


class CourseChanges(Shape):
    state = Line(40, 1, required=True, metadata=STATE)
    title = Line(120, 1)
    summary = Line(500)
    category = Line(60, 1)
    required = fields.Boolean()
    recommended = fields.Boolean()
    on_menu = fields.Boolean(metadata={"description": "Only for branches that order it."})


class NewLesson(Shape):
    operation_id = fields.UUID(required=True)
    title = Line(120, 1, required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))


class NewCaption(Shape):
    language = fields.String(required=True, validate=LANGUAGE)
    media_name = Line(100, 1, required=True)


class LessonChanges(Shape):
    state = Line(40, 1, required=True, metadata=STATE)
    title = Line(120, 1)
    body = Text(LONGEST_TEXT, metadata={"description": "Markdown; makes the lesson a text."})
    media_name = Line(100, 1, metadata={"description": "Of a finished upload; makes the lesson one of that medium."})
    captions = fields.List(fields.Nested(NewCaption), validate=validate.Length(0, 12))
    optional = fields.Boolean()
    nominal_seconds = fields.Integer(
        strict=True, allow_none=True, validate=validate.Range(1, 24 * 3600), metadata={"description": "null: the detected length."}
    )
    removed = fields.Boolean(metadata={"description": "Taken out with the next publication."})


class NewOrder(Shape):
    state = Line(40, 1, required=True, metadata={"description": "`order_state` that was seen."})
    lesson_ids = fields.List(id_field(), required=True, validate=validate.Length(0, 200))


class NewPublication(Shape):
    state = Line(40, 1, required=True, metadata={"description": "`whole_state` that was seen: nothing unseen is published."})


class TextToPreview(Shape):
    body = Text(LONGEST_TEXT, required=True)


class PreviewShape(Shape):
    body_html = fields.String(required=True)
    nominal_seconds = fields.Integer(required=True)


class AuthoredRow(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    category = fields.String(required=True)
    lesson_count = fields.Integer(required=True)
    nominal_seconds = fields.Integer(required=True)
    published_at = Instant(required=True, allow_none=True)
    withdrawn_at = Instant(required=True, allow_none=True)
    has_changes = fields.Boolean(required=True, metadata={"description": "Something that members do not have yet."})


class AuthoredLessonRow(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    nominal_seconds = fields.Integer(required=True)
    optional = fields.Boolean(required=True)
    version = fields.Integer(required=True, metadata={"description": "0: never published."})
    has_changes = fields.Boolean(required=True)
    removed = fields.Boolean(required=True)
    finished = fields.Boolean(required=True, metadata={"description": "Has its text or file."})


class AuthoredCourse(AuthoredRow):
    summary = fields.String(required=True)
    required = fields.Boolean(required=True)
    recommended = fields.Boolean(required=True)
    on_menu = fields.Boolean(required=True)
    organisation = fields.Nested(Named, required=True)
    lessons = fields.List(fields.Nested(AuthoredLessonRow), required=True)
    changed_by = fields.String(required=True, allow_none=True, metadata={"description": "Who saved the unpublished facts last."})
    state = fields.String(required=True)
    order_state = fields.String(required=True)
    whole_state = fields.String(required=True)


class CaptionShape(Shape):
    language = fields.String(required=True)
    label = fields.String(required=True)
    url = fields.String(required=True)
    media_name = fields.String(required=True)


class SecondsBounds(Shape):
    detected = fields.Integer(required=True, metadata={"description": "0: nothing there yet."})
    least = fields.Integer(required=True)
    most = fields.Integer(required=True)


class OfCourse(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)


class AuthoredLesson(AuthoredLessonRow):
    course = fields.Nested(OfCourse, required=True)
    body = fields.String(required=True, allow_none=True)
    body_html = fields.String(required=True, allow_none=True)
    media_name = fields.String(required=True, allow_none=True)
    media_url = fields.String(required=True, allow_none=True)
    media_bytes = fields.Integer(required=True)
    captions = fields.List(fields.Nested(CaptionShape), required=True)
    seconds_bounds = fields.Nested(SecondsBounds, required=True)
    changed_by = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)


class NewUpload(Shape):
    name = Line(200, 1, required=True)
    bytes = fields.Integer(required=True, strict=True, validate=validate.Range(1, 2**40))
    mark = Line(200, 1, required=True, metadata={"description": "The device's word for this very file: with it, an upload goes on."})


class UploadShape(Shape):
    id = fields.Integer(required=True)
    name = fields.String(required=True)
    bytes = fields.Integer(required=True)
    received_bytes = fields.Integer(required=True)
    part_bytes = fields.Integer(required=True, dump_default=8 * 2**20, metadata={"description": "A part may have so many bytes."})


class StoredMedium(Shape):
    media_name = fields.String(required=True, attribute="name")
    kind = fields.String(required=True, validate=validate.OneOf((*KINDS, "captions", "picture")))
    seconds = fields.Integer(required=True)
    bytes = fields.Integer(required=True)
