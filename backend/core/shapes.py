"""Fields and base classes that every feature's schemas share."""

import re
from typing import Any
from unicodedata import category

from marshmallow import RAISE, Schema, ValidationError, fields, validate

LARGEST_ID = 2**63 - 1  # what both databases store; a larger number would be an error there


class Shape(Schema):
    """A shape that comes in or goes out. Fields nobody asked for are refused."""

    class Meta:
        unknown = RAISE
        ordered = True


def id_field(**options: Any) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(1, LARGEST_ID), **options)


def id_in_query(**options: Any) -> fields.Integer:
    """An id in an address, where every value is text."""
    return fields.Integer(validate=validate.Range(1, LARGEST_ID), **options)


def _plain(multiline: bool) -> Any:
    def check(text: str) -> None:
        if text.isprintable():
            return
        allowed = "\n\t" if multiline else ""
        if any(not sign.isprintable() and sign not in allowed and category(sign) in ("Cc", "Cs") for sign in text):
            raise ValidationError("Control characters can't be used.")

    return check


class Line(fields.String):
    """One line of text, trimmed, without control characters (a NUL byte is an error in PostgreSQL)."""

    def __init__(self, longest: int = 200, shortest: int = 0, **options: Any) -> None:
        super().__init__(validate=[validate.Length(shortest, longest), _plain(multiline=False)], **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        return super()._deserialize(value, attr, data, **options).strip()


class Text(fields.String):
    """Text of several lines, without other control characters."""

    def __init__(self, longest: int, **options: Any) -> None:
        super().__init__(validate=[validate.Length(0, longest), _plain(multiline=True)], **options)


class Secret(fields.String):
    """A password, kept exactly as it was typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=[validate.Length(1, 200), _plain(multiline=False)], **options)


class WrittenId(fields.UUID):
    """A UUID that a phone made, kept as text."""

    as_it_stands = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch  # as crypto.randomUUID() writes it

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        return str(super()._deserialize(value, attr, data, **options))


class Instant(fields.AwareDateTime):
    """An instant with its offset, ISO 8601; goes out as UTC with Z."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **options: Any) -> Any:
        return None if value is None else value.strftime("%Y-%m-%dT%H:%M:%SZ")


class PageQuery(Shape):
    after = Line(500, load_default=None, metadata={"description": "`next` of the page before."})
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 100))


class Nothing(Shape):
    """An empty body."""


class Named(Shape):
    id = fields.Integer(required=True)
    name = fields.String(required=True)


class InputError(Shape):
    pointer = fields.String(required=True, metadata={"description": "JSON pointer to the field."})
    detail = fields.String(required=True)


class Problem(Shape):
    """An error (RFC 9457). `code` is stable; the app says it in the member's language."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    code = fields.String(required=True)
    detail = fields.String(required=True)
    errors = fields.List(fields.Nested(InputError), required=True)
    request_id = fields.String(required=True, allow_none=True)
