"""The shapes of the exchange area."""

from typing import Any

from marshmallow import ValidationError, fields, validate

from backend.core.shapes import Instant, Line, Named, PageQuery, Shape
from backend.exchange.clean_text import clean_text
from backend.exchange.models import LONGEST, REASONS

STATES = ("shown", "hidden", "deleted")
ORDERS = ("newest", "helpful")
PASTED = 20 * LONGEST  # what is longer is not even looked at


class Words(fields.String):
    """What a member wrote, cleaned (see clean_text.py) and then measured: at least one sign that can be seen."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        typed = super()._deserialize(value, attr, data, **options)
        text = clean_text(typed) if len(typed) <= PASTED else typed
        if not 1 <= len(text) <= LONGEST:
            raise ValidationError(f"Between 1 and {LONGEST} characters.")
        return text


class PostText(Shape):
    body = Words(required=True)


class NewPost(PostText):
    operation_id = fields.UUID(required=True, metadata={"description": "Made by the app: sent twice, it is one post."})


class PostsQuery(PageQuery):
    order = fields.String(load_default="newest", validate=validate.OneOf(ORDERS))


class AnswersQuery(PageQuery):
    order = fields.String(load_default="helpful", validate=validate.OneOf(ORDERS))


class AuthorShape(Shape):
    name = fields.String(required=True)
    branch = fields.String(required=True)


class PostShape(Shape):
    id = fields.Integer(required=True)
    lesson_id = fields.Integer(required=True)
    question_id = fields.Integer(required=True, allow_none=True, metadata={"description": "Null for a question."})
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    body = fields.String(required=True, allow_none=True, metadata={"description": "Plain text; null where it may not be read."})
    author = fields.Nested(AuthorShape, required=True, allow_none=True)
    mine = fields.Boolean(required=True)
    helpful = fields.Boolean(required=True, metadata={"description": "Whoever asked says that it helped."})
    like_count = fields.Integer(required=True)
    liked = fields.Boolean(required=True)
    answer_count = fields.Integer(required=True)
    written_at = Instant(required=True)
    edited_at = Instant(required=True, allow_none=True)
    hidden_reason = fields.String(required=True, allow_none=True)
    can = fields.List(fields.String(), required=True)


class LessonTitle(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)


class PostDetail(PostShape):
    lesson = fields.Nested(LessonTitle, required=True)


class QuestionCount(Shape):
    question_count = fields.Integer(required=True, metadata={"description": "Questions under this lesson that can be read."})


class NewReport(Shape):
    reason = fields.String(required=True, validate=validate.OneOf(REASONS))
    words = Line(200, load_default="")


class Hiding(Shape):
    reason = Line(200, 2, required=True, metadata={"description": "Told to the author."})


class ReportShape(Shape):
    reason = fields.String(required=True, validate=validate.OneOf(REASONS))
    words = fields.String(required=True)
    reported_at = Instant(required=True)


class ReportedPost(PostDetail):
    branch = fields.Nested(Named, required=True)
    reports = fields.List(fields.Nested(ReportShape), required=True)
