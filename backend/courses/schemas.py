"""The shapes of the catalogue."""

from marshmallow import fields, validate

from backend.core.shapes import Line, Named, PageQuery, Shape, id_in_query
from backend.courses.models import KINDS
from backend.courses.progress import ProgressShape


class CategoryShape(Named):
    course_count = fields.Integer(required=True)


class CourseQuery(PageQuery):
    q = Line(60, load_default="", metadata={"description": "Characters, pinyin or its initials."})
    category = id_in_query(load_default=None)
    required = fields.Boolean(load_default=None)


class CourseShape(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    summary = fields.String(required=True)
    category = fields.Nested(Named, required=True)
    required = fields.Boolean(required=True)
    lesson_count = fields.Integer(required=True)
    nominal_seconds = fields.Integer(required=True)
    completed_lessons = fields.Integer(required=True)


class LessonShape(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    nominal_seconds = fields.Integer(required=True)
    optional = fields.Boolean(required=True)
    version = fields.Integer(required=True)
    progress = fields.Nested(ProgressShape, required=True)


class CourseDetail(CourseShape):
    lessons = fields.List(fields.Nested(LessonShape), required=True)


class Titled(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)


class LessonDetail(LessonShape):
    course = fields.Nested(Titled, required=True)
    body_html = fields.String(required=True, allow_none=True)
    media_url = fields.String(required=True, allow_none=True, metadata={"description": "Ends after some hours."})
    next_lesson = fields.Nested(Titled, required=True, allow_none=True)
