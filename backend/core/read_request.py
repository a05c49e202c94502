"""Read the parts of a request in the shapes that were declared."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import request
from flask_smorest import Blueprint
from marshmallow import RAISE, Schema

from backend.core.quick_read import QuickReader


def reader_of(schema: Schema, location: str) -> Callable[[], Any]:
    """What reads a part of the request in the shape that was declared; the parser answers 422 for any other.
    Unknown fields are refused everywhere; only a file comes among fields of its own."""
    unknown = {} if location == "files" else {"unknown": RAISE}
    closely = partial(Blueprint.ARGUMENTS_PARSER.parse, schema, request, location=location, **unknown)
    if location != "json":
        return closely
    quick = QuickReader(schema)

    def read() -> Any:
        body = quick.read(request.get_data()) if request.mimetype == "application/json" else None
        return closely() if body is None else body

    return read
