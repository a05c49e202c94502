"""The shapes of packages."""

from marshmallow import fields, validate

from backend.core.shapes import Shape, id_field
from backend.courses.models import KINDS
from backend.packages.found import WHYS
from backend.packages.take_out import FORMATS


class NewPackage(Shape):
    operation_id = fields.UUID(required=True, metadata={"description": "The same again: the course that came of it."})
    upload_id = id_field(required=True, metadata={"description": "Of a ZIP or IMSCC file that has come whole."})


class TakenLesson(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))


class LeftOutShape(Shape):
    title = fields.String(required=True)
    why = fields.String(required=True, validate=validate.OneOf(WHYS))


class BroughtIn(Shape):
    id = fields.Integer(required=True, metadata={"description": "The course, in draft."})
    title = fields.String(required=True)
    form = fields.String(
        required=True, metadata={"description": "muster, scorm_1_2, scorm_2004, common_cartridge, content_package; empty once published."}
    )
    taken = fields.List(fields.Nested(TakenLesson), required=True)
    left_out = fields.List(fields.Nested(LeftOutShape), required=True)


class PackageQuery(Shape):
    format = fields.String(load_default="muster", validate=validate.OneOf(FORMATS))
