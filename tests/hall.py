"""The open meeting of Li's branch, its code on the screen, and people who sign in to it."""

from typing import Any
from uuid import uuid4

import pytest

from backend.core import clock
from backend.meetings.models import Meeting
from tests.asker import Asker
from tests.cast import World


class Hall:
    """A meeting with its screen."""

    def __init__(self, ask: Asker, world: World) -> None:
        self.ask, self.world, self.meeting = ask, world, f"/api/meetings/{world['meeting']}"

    def screen(self) -> dict[str, Any]:
        return dict(self.ask("li", "GET", f"{self.meeting}/code").json)

    def code(self) -> str:
        return str(self.screen()["url"]).rpartition("/")[2]

    def sign_in(self, person: str | None, **how: Any) -> Any:
        return self.ask(person, "POST", "/api/sign-ins", json={"operation_id": str(uuid4()), **how})

    def ticket(self, code: str | None = None) -> Any:
        return self.ask(None, "POST", "/api/sign-in-tickets", json={"code": code or self.code()})

    def mark(self, person: str = "li", **mark: Any) -> Any:
        """One mark by the secretary, and what became of it."""
        body = {"marks": [{"operation_id": str(uuid4()), **mark}]}
        return self.ask(person, "POST", f"{self.meeting}/marks", json=body).json["items"][0]

    def board(self, **headers: str) -> Any:
        return self.ask("li", "GET", f"{self.meeting}/board", headers=headers)


@pytest.fixture
def hall(ask: Asker, world: World) -> Hall:
    return Hall(ask, world)


class Clock:
    """Stops the server's clock, and moves it on by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = clock.now()
        monkeypatch.setattr(clock, "now", lambda: self.now)

    def set_ms(self, milliseconds: int) -> None:
        self.now = clock.from_ms(milliseconds)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def opened_ms(session: Any, world: World) -> int:
    """When signing in began, rounded to the database's own precision."""
    opened_at = session.get_one(Meeting, world["meeting"]).opened_at
    return clock.to_ms(opened_at)
