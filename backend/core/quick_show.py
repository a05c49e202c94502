"""Shape answers column by column: marshmallow writes each field of each row by itself, which for fifty rows costs more than to
read them. What goes out as it is, stays; a field that writes something else is asked; all out of the ordinary is marshmallow's.
"""

from collections.abc import Callable
from typing import Any

import orjson
from flask import Response, current_app
from marshmallow import Schema, fields
from marshmallow.decorators import POST_DUMP, PRE_DUMP

Values = Callable[[list[Any]], list[Any]]
NOTHING = type(None)
PLAIN: dict[Any, set[type]] = {fields.String: {str, NOTHING}, fields.Integer: {int, NOTHING}, fields.Boolean: {bool, NOTHING}}
OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


class Unsure(ValueError):
    """Out of the ordinary: leave it to marshmallow."""


class QuickShow:
    """Writes what the schema would write."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.columns = [(field.data_key or name, field.attribute or name, _values_of(field)) for name, field in schema.dump_fields.items()]
        self.keys = [key for key, *_ in self.columns]
        self.can = not any(schema._hooks[kind] for kind in (PRE_DUMP, POST_DUMP))

    def show(self, given: Any) -> Any:
        try:
            return self.rows([given])[0]
        except (Unsure, KeyError, AttributeError):
            return self.schema.dump(given)

    def rows(self, rows: list[Any]) -> list[dict[str, Any]]:
        """The rows as they go out. Raises Unsure, KeyError or AttributeError."""
        if not self.can:
            raise Unsure
        if not rows:
            return []
        of_dicts = set(map(type, rows)) == {dict}
        columns = []
        for _, name, values in self.columns:
            columns.append(values([row[name] for row in rows] if of_dicts else [getattr(row, name) for row in rows]))
        return [dict(zip(self.keys, row, strict=True)) for row in zip(*columns, strict=True)]


def _values_of(field: fields.Field[Any]) -> Values:
    if kinds := PLAIN.get(type(field)):
        return lambda values: values if set(map(type, values)) <= kinds else _written(field, values)
    if type(field) is fields.Nested and not field.many:
        return _nested(QuickShow(field.schema))
    if type(field) is fields.List and isinstance(field.inner, fields.Nested) and not field.inner.many:
        inside = QuickShow(field.inner.schema)
        return lambda values: [None if rows is None else inside.rows(list(rows)) for rows in values]
    if not field._CHECK_ATTRIBUTE:
        return _unsure
    return lambda values: _written(field, values)


def _nested(shape: QuickShow) -> Values:
    return lambda values: shape.rows(values) if None not in values else [None if one is None else shape.rows([one])[0] for one in values]


def _written(field: fields.Field[Any], values: list[Any]) -> list[Any]:
    return [field._serialize(value, None, None) for value in values]


def _unsure(values: list[Any]) -> list[Any]:
    raise Unsure


def as_json(content: Any, status: int) -> Response:
    """A JSON answer; what orjson does not know is Flask's."""
    try:
        return Response(orjson.dumps(content, option=OPTIONS), status, content_type="application/json")
    except TypeError:
        answer: Response = current_app.json.response(content)  # type: ignore[assignment]
        answer.status_code = status
        return answer
