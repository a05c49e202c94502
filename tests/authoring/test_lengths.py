"""Lengths are detected by the server; authors correct them within bounds."""

import pytest

from backend.courses.render_text import reading_seconds
from tests.authoring.desk import FILM, PAPER, Desk, done, refused

# The database has no part in this.
pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.parametrize("stand", ["sqlite"], indirect=True)]


def test_a_text_is_read_at_three_hundred_characters_a_minute() -> None:
    assert reading_seconds("字" * 1500) == 300
    assert reading_seconds("# 题\n\n" + "字 " * 300 + "**字**" * 299) == 120
    assert reading_seconds("一句话。") == reading_seconds("") == 30


def test_what_is_not_seen_is_not_read() -> None:
    assert reading_seconds("字" * 300 + "\n\n[x](https://a.test/" + "y" * 3000 + ")") == 60


def test_the_length_follows_the_text_unless_its_author_corrects_it(desk: Desk) -> None:
    lesson = desk.write(desk.begin()["id"], body="字" * 600)
    assert lesson["seconds_bounds"] == {"detected": 120, "least": 60, "most": 360}
    lesson = done(desk.save(lesson, nominal_seconds=300))
    assert lesson["nominal_seconds"] == 300
    lesson = done(desk.save(lesson, title="另一题"))
    assert lesson["nominal_seconds"] == 300
    assert done(desk.save(lesson, body="字" * 900))["nominal_seconds"] == 180


def test_a_corrected_length_may_be_given_back_to_the_server(desk: Desk) -> None:
    lesson = done(desk.save(desk.write(desk.begin()["id"], body="字" * 600), nominal_seconds=300))
    assert done(desk.save(lesson, nominal_seconds=None))["nominal_seconds"] == 120


@pytest.mark.parametrize(("path", "least", "most"), [(FILM, 32, 65), (PAPER, 180, 1080)])
def test_a_length_beyond_the_bounds_is_refused_and_one_at_them_is_kept(desk: Desk, path: object, least: int, most: int) -> None:
    lesson = desk.show(desk.begin()["id"], path)  # type: ignore[arg-type]
    assert (lesson["seconds_bounds"]["least"], lesson["seconds_bounds"]["most"]) == (least, most)
    for seconds in (least - 1, most + 1):
        answer = desk.save(lesson, nominal_seconds=seconds)
        assert (*refused(answer), answer.json["errors"][0]["pointer"]) == (422, "length_out_of_bounds", "/nominal_seconds")
    for seconds in (least, most):
        lesson = done(desk.save(desk.lesson(lesson["id"]), nominal_seconds=seconds))
        assert lesson["nominal_seconds"] == seconds


@pytest.mark.parametrize("seconds", [0, -1, 24 * 3600 + 1, 1.5, "60", True])
def test_a_length_that_is_none_is_refused(desk: Desk, seconds: object) -> None:
    lesson = desk.write(desk.begin()["id"])
    assert refused(desk.save(lesson, nominal_seconds=seconds)) == (422, "invalid_input")


def test_a_text_and_a_length_that_it_does_not_bear_out_are_refused_together(desk: Desk) -> None:
    lesson = desk.write(desk.begin()["id"], body="短。")
    assert refused(desk.save(lesson, body="也短。", nominal_seconds=3600)) == (422, "length_out_of_bounds")
    assert desk.lesson(lesson["id"])["body"] == "短。"
