"""The shapes of report runs, of the kinds there are, and of the export log."""

from marshmallow import fields, validate

from backend.core.shapes import Instant, Line, Named, PageQuery, Shape
from backend.reports.kind import WAYS
from backend.reports.models import FORMATS, STATES
from backend.reports.write import FORMATS as OFFERED


class RunRequest(Shape):
    kind = Line(20, required=True)
    query = fields.Dict(keys=fields.String(), required=True, metadata={"description": "As in the address of the report on screen."})
    format = fields.String(required=True, validate=validate.OneOf(OFFERED))
    language = fields.String(load_default="zh", validate=validate.OneOf(("zh", "en")))
    reason = Line(200, 2, load_default=None, allow_none=True, metadata={"description": "What it is for; asked for above 500 people."})
    operation_id = fields.UUID(required=True, metadata={"description": "Made by the client; the same one again begins nothing new."})


class RunQuery(PageQuery):
    streamed = fields.Boolean(load_default=False, metadata={"description": "Also what was taken at once, of which no file is kept."})


class RunShape(Shape):
    id = fields.Integer(required=True)
    kind = fields.String(required=True)
    by = fields.String(required=True, validate=validate.OneOf(WAYS))
    organisation = fields.Nested(Named, required=True)
    query = fields.Dict(required=True)
    format = fields.String(required=True, validate=validate.OneOf(FORMATS))
    language = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    streamed = fields.Boolean(required=True)
    saved = fields.Boolean(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    problem = fields.String(required=True, allow_none=True, metadata={"description": "Why it failed: a stable code."})
    created_at = Instant(required=True)
    finished_at = Instant(required=True, allow_none=True)
    expires_at = Instant(required=True, allow_none=True)
    rows_done = fields.Integer(required=True)
    rows_total = fields.Integer(required=True, allow_none=True)
    row_count = fields.Integer(required=True, allow_none=True)
    people = fields.Integer(required=True, allow_none=True)
    bytes = fields.Integer(required=True, allow_none=True)
    sha256 = fields.String(required=True, allow_none=True, metadata={"description": "Of the file."})
    rows_sha256 = fields.String(required=True, allow_none=True, metadata={"description": "Of the rows, the same in every format."})
    as_of = Instant(required=True, allow_none=True)
    moment = fields.String(required=True, allow_none=True)
    file_name = fields.String(required=True)


class ExportShape(Shape):
    """A line of the export log."""

    id = fields.Integer(required=True)
    created_at = Instant(required=True)
    by = fields.Nested(Named, required=True, attribute="member")
    organisation = fields.Nested(Named, required=True)
    kind = fields.String(required=True)
    grouped = fields.String(required=True, attribute="by", validate=validate.OneOf(WAYS))
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    people = fields.Integer(required=True, allow_none=True)
    format = fields.String(required=True)
    streamed = fields.Boolean(required=True)
    state = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)


class FilterRule(Shape):
    book = fields.String(required=True)
    name = fields.String(required=True)


class KindShape(Shape):
    kind = fields.String(required=True)
    zh = fields.String(required=True)
    en = fields.String(required=True)
    by = fields.List(fields.String(validate=validate.OneOf(WAYS)), required=True)
    filters = fields.List(fields.String(), required=True)
    formats = fields.List(fields.String(), required=True)
    as_of = fields.Boolean(required=True, metadata={"description": "Can it be asked again as of a moment?"})


class KindsShape(Shape):
    kinds = fields.List(fields.Nested(KindShape), required=True)
    reason_above = fields.Integer(required=True, metadata={"description": "People in a file from which on a reason is asked for."})
    keep_days = fields.Integer(required=True)
    rules = fields.List(fields.Nested(FilterRule), required=True, metadata={"description": "What points can be filtered by."})
