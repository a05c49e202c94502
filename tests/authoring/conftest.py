"""The desk of Chen, admin of 滨江区; and Wang, who studies below."""

from typing import Any

import pytest

from tests.asker import Asker
from tests.authoring.desk import Desk
from tests.cast import World


@pytest.fixture
def desk(ask: Asker, world: World) -> Desk:
    return Desk(ask, world)


class Reader:
    """What a member sees of courses."""

    def __init__(self, ask: Asker, person: str) -> None:
        self.ask, self.person = ask, person

    def titles(self) -> list[str]:
        return [one["title"] for one in self.ask(self.person, "GET", "/api/courses").json["items"]]

    def course(self, course_id: int) -> Any:
        return self.ask(self.person, "GET", f"/api/courses/{course_id}")

    def lesson(self, lesson_id: int) -> Any:
        return self.ask(self.person, "GET", f"/api/lessons/{lesson_id}")


@pytest.fixture
def wang(ask: Asker) -> Reader:
    return Reader(ask, "wang")
