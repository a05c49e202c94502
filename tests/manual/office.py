"""Two people at a desk: one asks for points by hand, another decides."""

from typing import Any
from uuid import uuid4

import pytest

from tests.asker import Asker
from tests.cast import World


class Office:
    def __init__(self, ask: Asker, world: World) -> None:
        self.ask, self.world = ask, world

    def award(self, asker: str = "li", member: str = "wang", **said: Any) -> Any:
        body = {"operation_id": str(uuid4()), "amount": 5, "reason": "布置会场", **said}
        return self.ask(asker, "POST", f"/api/members/{self.world[member]}/manual-awards", json=body)

    def reverse(self, entry_id: int, asker: str = "li", **said: Any) -> Any:
        body = {"operation_id": str(uuid4()), "reason": "记错了人", **said}
        return self.ask(asker, "POST", f"/api/entries/{entry_id}/reversals", json=body)

    def decide(self, award: Any, person: str = "chen", decision: str = "approve", **said: Any) -> Any:
        return self.ask(person, "PUT", f"/api/manual-awards/{award['id']}/decision", json={"decision": decision, **said})

    def points(self, person: str = "wang") -> int:
        return int(self.ask(person, "GET", "/api/points/summary").json["all_time"])

    def entries(self, person: str = "wang", book: str = "points") -> list[dict[str, Any]]:
        return list(self.ask(person, "GET", f"/api/members/{self.world[person]}/entries?book={book}").json["items"])

    def kinds_told(self, person: str) -> list[str]:
        return [notice["kind"] for notice in self.ask(person, "GET", "/api/me/notices").json["items"]]


@pytest.fixture
def office(ask: Asker, world: World) -> Office:
    return Office(ask, world)
