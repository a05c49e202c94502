"""The shapes of notes and places."""

from typing import Any

from marshmallow import fields, validate

from backend.core.shapes import LARGEST_ID, Shape, Text
from backend.courses.models import KINDS

LONGEST_MEDIUM = 24 * 3600
MOST_PARTS = 100_000
LONGEST_NOTE = 2000


def _moment(kind: Any = fields.Integer, **options: Any) -> Any:
    said = "When it was changed: milliseconds since 1970 by the server's clock. The newest state stands, in whatever order they arrive."
    return kind(required=True, validate=validate.Range(1, LARGEST_ID), metadata={"description": said}, **options)


class LessonMark(Shape):
    """A place in a lesson."""

    position_seconds = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(0, LONGEST_MEDIUM),
        metadata={"description": "Of a film or a sound."},
    )
    part = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(1, MOST_PARTS),
        metadata={"description": "Page of a PDF, or paragraph of a text, from 1."},
    )


class NewNote(LessonMark):
    text = Text(LONGEST_NOTE, required=True)
    changed_ms = _moment(strict=True)


class DeletionQuery(Shape):
    changed_ms = _moment()


class NoteShape(Shape):
    id = fields.String(required=True)
    position_seconds = fields.Integer(required=True, allow_none=True)
    part = fields.Integer(required=True, allow_none=True)
    text = fields.String(required=True)
    deleted = fields.Boolean(required=True, metadata={"description": "Deleted on another device, later than what was sent."})
    changed_ms = fields.Integer(required=True)


class CourseOfNote(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)


class LessonOfNote(CourseOfNote):
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    can_open = fields.Boolean(required=True, metadata={"description": "A withdrawn lesson can't be opened; its notes stay."})


class MyNote(NoteShape):
    lesson = fields.Nested(LessonOfNote, required=True)
    course = fields.Nested(CourseOfNote, required=True)


class NewPlace(LessonMark):
    lesson_version = fields.Integer(required=True, strict=True, validate=validate.Range(1, 2**31 - 1))
    changed_ms = _moment(strict=True)


class LessonPlaceShape(Shape):
    """`changed_ms` is 0 where nobody was yet."""

    lesson_version = fields.Integer(required=True)
    position_seconds = fields.Integer(required=True, allow_none=True)
    part = fields.Integer(required=True, allow_none=True)
    changed_ms = fields.Integer(required=True)
