"""Read a sound body at a glance, column by column; only an unsound one is taken apart by marshmallow, which alone words the errors.

marshmallow looks at each field of each row by itself: for a batch that costs more than all the rest of a request. What is looked
at here is read off the schema, so that nothing is said twice.
"""

from collections.abc import Callable
from itertools import chain
from math import isfinite
from typing import Any

import orjson
from marshmallow import RAISE, Schema, ValidationError, fields, missing, validate
from marshmallow.decorators import POST_LOAD, PRE_LOAD, VALIDATES, VALIDATES_SCHEMA

from backend.core.shapes import Line, Secret, Text

Row = dict[str, Any]
Values = Callable[[list[Any]], list[Any]]
TEXTS = (fields.String, Line, Text, Secret)
NO_READING = (ValidationError, TypeError, ValueError, KeyError, OverflowError)


class Unsure(ValueError):
    """Not surely sound: look closer."""


class QuickReader:
    """Reads what the schema surely accepts, and gives what the schema would give."""

    def __init__(self, schema: Schema) -> None:
        hooks = schema._hooks
        self.can = schema.unknown == RAISE and not any(hooks[kind] for kind in (PRE_LOAD, POST_LOAD, VALIDATES))
        self.columns = [_Column(name, field) for name, field in schema.load_fields.items()]
        self.known = {column.key for column in self.columns}
        self.checks: list[Callable[..., Any]] = [getattr(schema, name) for name, *_ in hooks[VALIDATES_SCHEMA]]

    def read(self, body: bytes) -> Row | None:
        """The body as the schema reads it; None where it is not surely sound."""
        try:
            return self.rows([orjson.loads(body)])[0] if self.can else None
        except NO_READING:
            return None

    def rows(self, rows: list[Any]) -> list[Row]:
        """The rows, changed in place where a field reads another value. Raises one of NO_READING."""
        if not self.can or set(map(type, rows)) != {dict} or not self.known.issuperset(chain.from_iterable(rows)):
            raise Unsure
        for column in self.columns:
            column.read(rows)
        for check in self.checks:
            for row in rows:
                check(row)
        return rows


class _Column:
    """One field of many rows."""

    def __init__(self, name: str, field: fields.Field[Any]) -> None:
        self.key, self.name, self.field = field.data_key or name, field.attribute or name, field
        self.values = _values_of(field)
        if self.key != self.name or field.pre_load or field.post_load:
            self.values = _unsure

    def read(self, rows: list[Row]) -> None:
        try:
            given, values = rows, [row[self.key] for row in rows]
        except KeyError:
            given, values = self._fill_up(rows)
        if self.field.allow_none and None in values:
            given, values = self._without_none(given)
        read = self.values(values) if values else values
        if read is not values:
            for row, value in zip(given, read, strict=True):
                row[self.key] = value

    def _fill_up(self, rows: list[Row]) -> tuple[list[Row], list[Any]]:
        """The rows that have a value, after the others got the default."""
        given, default = [row for row in rows if self.key in row], self.field.load_default
        if self.field.required:
            raise Unsure
        if default is not missing:
            for row in rows:
                row.setdefault(self.key, default() if callable(default) else default)
        return given, [row[self.key] for row in given]

    def _without_none(self, rows: list[Row]) -> tuple[list[Row], list[Any]]:
        given = [row for row in rows if row[self.key] is not None]
        return given, [row[self.key] for row in given]


def _values_of(field: fields.Field[Any]) -> Values:
    """What reads a column of this field: the same list where every value stays as it is."""
    if as_it_stands := getattr(field, "as_it_stands", None):
        return lambda values: values if all(map(as_it_stands, values)) else _unsure(values)
    if type(field) is fields.List and isinstance(field.inner, fields.Nested) and not field.inner.many:
        return _checked(field, _lists(QuickReader(field.inner.schema)))
    if isinstance(field, fields.Integer) and field.strict:
        return _checked(field, _integers)
    if type(field) is fields.Float:
        return _checked(field, _floats)
    if type(field) in TEXTS:
        return _checked(field, _texts)
    return lambda values: [field.deserialize(value) for value in values]


def _checked(field: fields.Field[Any], read: Values) -> Values:
    checks = [_check_of(validator) for validator in field.validators]

    def checked(values: list[Any]) -> list[Any]:
        values = read(values)
        for check in checks:
            check(values)
        return values

    return checked


def _check_of(validator: Any) -> Callable[[list[Any]], Any]:
    """A whole column's check: of what can be ordered, the smallest and the largest are enough."""
    if type(validator) is validate.Range:
        return lambda values: (validator(min(values)), validator(max(values)))
    if type(validator) is validate.Length:
        return lambda values: (validator(min(values, key=len)), validator(max(values, key=len)))
    return lambda values: [validator(value) for value in values]


def _integers(values: list[Any]) -> list[Any]:
    return values if set(map(type, values)) == {int} else _unsure(values)


def _floats(values: list[Any]) -> list[Any]:
    kinds = set(map(type, values))
    if not kinds <= {float, int} or not all(map(isfinite, values)):
        raise Unsure
    return values if kinds == {float} else list(map(float, values))


def _texts(values: list[Any]) -> list[Any]:
    """Texts that trimming leaves alone."""
    return values if set(map(type, values)) == {str} and list(map(str.strip, values)) == values else _unsure(values)


def _lists(reader: QuickReader) -> Values:
    return lambda values: [reader.rows(value) if type(value) is list else _unsure(values) for value in values]


def _unsure(values: list[Any]) -> list[Any]:
    raise Unsure
