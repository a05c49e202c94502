"""Move the server's clock, so that a test need not wait."""

from datetime import timedelta

import pytest

from backend.core import clock

REAL_NOW = clock.now


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """From now on the server's clock is ahead by so much; it goes on."""
    monkeypatch.setattr(clock, "now", lambda: REAL_NOW() + by)
