"""Read the parts of a request in the shapes that were declared."""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import request
from flask_smorest import Blueprint
from marshmallow import RAISE, Schema, fields, validate
from marshmallow.decorators import POST_LOAD, PRE_LOAD, VALIDATES, VALIDATES_SCHEMA

from backend.core.quick_read import QuickReader
from backend.core.shapes import Line, Text

MOST_QUERIES = 256
HOOKS = (PRE_LOAD, POST_LOAD, VALIDATES, VALIDATES_SCHEMA)
PLAIN = (fields.String, fields.Integer, fields.Boolean, Line, Text)
SURE = (validate.Range, validate.Length, validate.OneOf)


def reader_of(schema: Schema, location: str) -> Callable[[], Any]:
    """What reads a part of the request in the shape that was declared; the parser answers 422 for any other.
    Unknown fields are refused everywhere; only a file comes among fields of its own."""
    unknown = {} if location == "files" else {"unknown": RAISE}
    closely = partial(Blueprint.ARGUMENTS_PARSER.parse, schema, request, location=location, **unknown)
    if location == "query" and says_the_same_always(schema):
        return _remembering(closely)
    if location != "json":
        return closely
    quick = QuickReader(schema)

    def read() -> Any:
        body = quick.read(request.get_data()) if request.mimetype == "application/json" else None
        return closely() if body is None else body

    return read


def says_the_same_always(schema: Schema) -> bool:
    """Does it read a text today as it did yesterday? Only of fields and checks that are known to."""
    return not any(schema._hooks[kind] for kind in HOOKS) and all(map(_is_sure, schema.load_fields.values()))


def _is_sure(field: fields.Field[Any]) -> bool:
    own = [] if isinstance(field, (Line, Text)) else field.validators
    return type(field) in PLAIN and not callable(field.load_default) and all(type(check) in SURE for check in own)


def _remembering(read: Callable[[], Any]) -> Callable[[], Any]:
    """What a query string was read as, for the next who sends the same: to read it takes longer than to find most of its answers."""
    known: OrderedDict[bytes, dict[str, Any]] = OrderedDict()

    def recall() -> Any:
        found = known.get(request.query_string)
        if found is None:
            found = known[request.query_string] = read()
            if len(known) > MOST_QUERIES:
                known.popitem(last=False)
        return dict(found)  # whoever gets it takes values out

    return recall
