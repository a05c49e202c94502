"""Answers that say which version they are (ETag): whoever holds that version already gets a 304 and no body."""

import hashlib
from collections.abc import Callable
from typing import Any

from flask import Response, g, request
from marshmallow import Schema, fields

Version = Callable[..., str]
CACHING = "private, no-cache"  # keep it, but ask before using it


def tagging(version: Version, gives: Schema) -> Version:
    """The tag of an answer. It holds who asks, the address and the answer's shape too, so that another member on the same phone,
    another role or a new release never meets an old answer."""
    shape = shape_of(gives)
    return lambda *things: digest(shape, request.full_path, repr(g.actor), version(*things))


def answer_once(tag: str | None, make: Callable[[], Response]) -> Response:
    """The answer under its tag, made only for who does not hold it."""
    if tag is None:
        return make()
    if answer := unchanged(tag):
        return answer
    answer = make()
    answer.headers.update(headers_of(tag))
    return answer


def unchanged(tag: str) -> Response | None:
    """A 304, if the asker holds this version. Tags are weak: a proxy that compresses makes them so anyway."""
    if not request.if_none_match.contains_weak(tag):
        return None
    return Response(status=304, headers=headers_of(tag))


def headers_of(tag: str) -> dict[str, str]:
    return {"ETag": f'W/"{tag}"', "Cache-Control": CACHING}


def digest(*parts: Any) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]


def shape_of(schema: Schema) -> str:
    return digest(_names(schema))


def _names(schema: Schema) -> list[Any]:
    return [(name, *_inside(field)) for name, field in sorted(schema.fields.items())]


def _inside(field: fields.Field[Any]) -> list[Any]:
    inner = field.inner if isinstance(field, fields.List) else field
    return _names(inner.schema) if isinstance(inner, fields.Nested) else []
