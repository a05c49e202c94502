"""A morning in June, and Wang's phone."""

from datetime import UTC, datetime

import pytest

from backend.core import clock
from tests.asker import Asker
from tests.cast import World
from tests.study.phone import Clock, KeyedPhone, Phone

MORNING = datetime(2026, 6, 10, 1, 0, tzinfo=UTC)  # nine o'clock in Shanghai


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moved = Clock(monkeypatch)
    moved.ahead_ms = clock.to_ms(MORNING) - clock.to_ms(moved.real())
    return moved


@pytest.fixture
def phone(ask: Asker, world: World, time: Clock) -> Phone:
    return Phone(ask, world)


@pytest.fixture
def keyed(ask: Asker, world: World, time: Clock) -> KeyedPhone:
    return KeyedPhone(ask, world)
