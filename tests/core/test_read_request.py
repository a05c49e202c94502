"""A query string that was read once is not read again, where that can make no difference."""

from typing import Any

import pytest
from flask import Flask
from marshmallow import ValidationError, fields, validates
from werkzeug.exceptions import UnprocessableEntity

from backend.core import clock
from backend.core.read_request import reader_of, says_the_same_always
from backend.core.shapes import PageQuery, Shape
from backend.courses.schemas import CourseQuery


class OfToday(Shape):
    day = fields.Date(load_default=clock.today)


class Checked(Shape):
    number = fields.Integer()

    @validates("number")
    def check(self, number: int, **_: Any) -> None:
        raise ValidationError("Not today.")


class Judged(Shape):
    number = fields.Integer(validate=lambda number: number < clock.now().hour)


def test_it_reads_the_same_each_time_and_nobody_spoils_it_for_the_next(app: Flask) -> None:
    read = reader_of(CourseQuery(), "query")
    for query in ("", "?q=xf&limit=3", "?show=new", "?q=xf&limit=3"):
        with app.test_request_context(f"/{query}"):
            first = read()
            expected = dict(first)
            first.clear()
            assert read() == expected == reader_of(CourseQuery(), "query")()


@pytest.mark.parametrize("query", ["limit=0", "show=none", "other=1", "category=x"])
def test_what_is_unsound_is_refused_each_time(query: str, app: Flask) -> None:
    read = reader_of(CourseQuery(), "query")
    with app.test_request_context(f"/?{query}"):
        for _ in range(2):
            with pytest.raises(UnprocessableEntity):
                read()


def test_what_time_or_a_rule_of_its_own_decides_is_read_anew() -> None:
    told = {schema: says_the_same_always(schema()) for schema in (PageQuery, CourseQuery, OfToday, Checked, Judged)}
    assert told == {PageQuery: True, CourseQuery: True, OfToday: False, Checked: False, Judged: False}
