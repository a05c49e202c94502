"""The shapes of the catalogue."""

from marshmallow import fields, validate

from backend.core.shapes import Instant, Line, Named, PageQuery, Shape, id_in_query
from backend.courses.models import KINDS
from backend.courses.progress import ProgressShape

SHOW = ("all", "required", "recommended", "new", "assigned", "started", "menu")


class CategoryShape(Named):
    course_count = fields.Integer(required=True)


class CourseQuery(PageQuery):
    q = Line(60, load_default="", metadata={"description": "Characters, pinyin or its initials; of courses and of their lessons."})
    category = id_in_query(load_default=None)
    show = fields.String(load_default="all", validate=validate.OneOf(SHOW))


class Titled(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)


class Sized(Titled):
    """What every list of courses says of one."""

    required = fields.Boolean(required=True)
    recommended = fields.Boolean(required=True)
    on_menu = fields.Boolean(required=True)
    published_at = Instant(required=True, allow_none=True)
    lesson_count = fields.Integer(required=True)
    nominal_seconds = fields.Integer(required=True)
    media_bytes = fields.Integer(required=True)


class CourseShape(Sized):
    summary = fields.String(required=True)
    category = fields.Nested(Named, required=True)
    organisation = fields.Nested(Named, required=True, metadata={"description": "Whose course it is."})
    is_new = fields.Boolean(required=True)
    due_on = fields.Date(required=True, allow_none=True, metadata={"description": "The earliest assignment that I have not finished."})
    completed_lessons = fields.Integer(required=True)
    finished = fields.Boolean(required=True, metadata={"description": "Complete but for optional lessons."})
    found_lessons = fields.List(fields.Nested(Titled), required=True, metadata={"description": "Lessons that the search found."})
    can = fields.List(fields.String(), required=True)


class CatalogueCourse(Sized):
    pinyin = fields.String(required=True, metadata={"description": "Of the title, in lower case."})
    initials = fields.String(required=True)
    category_id = fields.Integer(required=True)
    organisation_id = fields.Integer(required=True)


class CatalogueShape(Shape):
    categories = fields.List(fields.Nested(Named), required=True)
    organisations = fields.List(fields.Nested(Named), required=True)
    courses = fields.List(fields.Nested(CatalogueCourse), required=True)


class CourseStanding(Shape):
    course_id = fields.Integer(required=True)
    begun_lessons = fields.Integer(required=True)
    completed_lessons = fields.Integer(required=True)
    finished = fields.Boolean(required=True)
    due_on = fields.Date(required=True, allow_none=True)


class StandingsShape(Shape):
    courses = fields.List(fields.Nested(CourseStanding), required=True)


class CaptionsShape(Shape):
    language = fields.String(required=True)
    label = fields.String(required=True)
    url = fields.String(required=True, metadata={"description": "Ends after some hours."})


class LessonShape(Titled):
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    nominal_seconds = fields.Integer(required=True)
    optional = fields.Boolean(required=True)
    version = fields.Integer(required=True)
    media_bytes = fields.Integer(required=True)
    progress = fields.Nested(ProgressShape, required=True)


class CourseDetail(CourseShape):
    lessons = fields.List(fields.Nested(LessonShape), required=True)


class LessonDetail(LessonShape):
    course = fields.Nested(Titled, required=True)
    body_html = fields.String(required=True, allow_none=True)
    media_url = fields.String(required=True, allow_none=True, metadata={"description": "Ends after some hours."})
    captions = fields.List(fields.Nested(CaptionsShape), required=True)
    next_lesson = fields.Nested(Titled, required=True, allow_none=True)
    can = fields.List(fields.String(), required=True)
