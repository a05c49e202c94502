"""Time alone may change an answer: what is new, and links that end."""

from datetime import timedelta

import pytest

from tests.asker import Asker
from tests.cast import World
from tests.core.moving_clock import later
from tests.courses.tagged import addresses, status, tag


def test_the_next_day_is_another_answer_for_what_speaks_of_days(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is new today may be so no more tomorrow, without any change."""
    before = tag(ask, "wang", "/api/courses")
    assert ask("wang", "GET", "/api/courses?show=new").json["items"]
    later(monkeypatch, timedelta(days=32))
    monkeypatch.setattr("jwt.api_jwt.PyJWT._validate_exp", lambda *_, **__: None)
    assert status(ask, "wang", "/api/courses", before) == 200
    assert ask("wang", "GET", "/api/courses?show=new").json["items"] == []


def test_a_lessons_links_in_a_kept_answer_have_hours_left(ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    path = addresses(world)["lesson"]
    before = tag(ask, "wang", path)
    later(monkeypatch, timedelta(hours=2))
    monkeypatch.setattr("jwt.api_jwt.PyJWT._validate_exp", lambda *_, **__: None)
    assert status(ask, "wang", path, before) == 200
