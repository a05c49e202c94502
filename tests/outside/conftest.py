"""Outside study at hand: Wang declares, Li decides."""

from typing import Any
from uuid import uuid4

import pytest

from backend.core import clock
from tests.asker import Asker
from tests.cast import World
from tests.points.booking import books

__all__ = ["books", "desk"]
HOUR = 3600


class Desk:
    """One way to declare and to decide."""

    def __init__(self, ask: Asker, world: World) -> None:
        self.ask, self.world = ask, world
        with ask.app.app_context():
            self.today = clock.today()

    def declare(self, person: str = "wang", **said: Any) -> Any:
        body = {
            "operation_id": str(uuid4()),
            "title": "防汛知识讲座",
            "kind": "in_person",
            "studied_on": str(self.today),
            "amount": 120,
            **said,
        }
        return self.ask(person, "POST", "/api/outside-studies", json=body)

    def decide(self, study: dict[str, Any], decision: str = "approve", person: str = "li", **said: Any) -> Any:
        body = {"decision": decision, "version": study["version"], **said}
        return self.ask(person, "PUT", f"/api/outside-studies/{study['id']}/decision", json=body)

    def approved(self, **said: Any) -> dict[str, Any]:
        return dict(self.decide(self.declare(**said).json).json)

    def queue(self, person: str = "li", place: str = "qingfeng", **query: Any) -> Any:
        return self.ask(person, "GET", f"/api/organisations/{self.world[place]}/outside-studies", query_string=query)

    def hours(self, person: str = "wang") -> tuple[int, int]:
        """Seconds of outside study, and in all."""
        year = self.ask(person, "GET", "/api/me/hours").json
        return year["outside_seconds"], year["total_seconds"]


@pytest.fixture
def desk(ask: Asker, world: World) -> Desk:
    return Desk(ask, world)
