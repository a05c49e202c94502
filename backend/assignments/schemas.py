"""The shapes of menus, assignments and of who lags behind."""

from marshmallow import fields, validate

from backend.core.shapes import Line, Named, PageQuery, Shape, id_field, id_in_query

MENU = ("menu", "ordered", "offered", "hidden")


class MenuQuery(PageQuery):
    q = Line(60, load_default="")
    category = id_in_query(load_default=None)
    show = fields.String(load_default="menu", validate=validate.OneOf(MENU))


class MenuCourse(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    summary = fields.String(required=True)
    category = fields.Nested(Named, required=True)
    organisation = fields.Nested(Named, required=True, metadata={"description": "Whose course it is."})
    required = fields.Boolean(required=True)
    on_menu = fields.Boolean(required=True)
    lesson_count = fields.Integer(required=True)
    nominal_seconds = fields.Integer(required=True)
    ordered = fields.Boolean(required=True, metadata={"description": "By this organisation itself."})
    ordered_above = fields.Nested(Named, required=True, allow_none=True, metadata={"description": "Who above has ordered it for all."})
    hidden = fields.Boolean(required=True, metadata={"description": "By this organisation itself."})
    assigned = fields.Boolean(required=True, metadata={"description": "Here or above: then it can't be hidden."})


class NewAssignment(Shape):
    course_id = id_field(required=True)
    due_on = fields.Date(required=True)
    note = Line(200, load_default="")


class CourseTitle(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)


class AssignmentShape(Shape):
    id = fields.Integer(required=True)
    course = fields.Nested(CourseTitle, required=True)
    organisation = fields.Nested(Named, required=True, metadata={"description": "Who assigned it, to its whole subtree."})
    due_on = fields.Date(required=True)
    note = fields.String(required=True)


class SubtreeAssignment(AssignmentShape):
    member_count = fields.Integer(required=True, metadata={"description": "Of the organisation that was asked about."})
    finished_count = fields.Integer(required=True)
    can = fields.List(fields.String(), required=True)


class MyAssignmentQuery(PageQuery):
    show = fields.String(load_default="open", validate=validate.OneOf(("open", "finished")))


class MyAssignment(AssignmentShape):
    lesson_count = fields.Integer(required=True)
    completed_lessons = fields.Integer(required=True)
    lessons_left = fields.Integer(required=True)
    seconds_left = fields.Integer(required=True)


class LaggardQuery(PageQuery):
    organisation = id_in_query(load_default=None)


class LaggardShape(Shape):
    member_id = fields.Integer(required=True)
    name = fields.String(required=True)
    branch = fields.Nested(Named, required=True)
    lessons_done = fields.Integer(required=True)
    seconds_left = fields.Integer(required=True)


class Laggards(Shape):
    """What stands beside a page of those who lag."""

    assignment = fields.Nested(AssignmentShape, required=True)
    needed_lessons = fields.Integer(required=True, metadata={"description": "Without optional ones."})
    needed_seconds = fields.Integer(required=True)
    member_count = fields.Integer(required=True)
    finished_count = fields.Integer(required=True)
    can = fields.List(fields.String(), required=True)
