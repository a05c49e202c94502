"""A lesson's exchange area: short ways to write, look and decide."""

from typing import Any
from uuid import uuid4

import pytest

from tests.asker import Asker
from tests.cast import World


class Forum:
    """The exchange area under the cast's first lesson. Ids are of posts."""

    def __init__(self, ask: Asker, world: World) -> None:
        self.ask, self.world = ask, world
        self.lesson = f"/api/lessons/{world['lesson']}/posts"
        self.question, self.answer = world["question"], world["answer"]

    def write(self, person: str, body: str = "怎么止血？", *, under: int | None = None, operation_id: str = "") -> Any:
        """A question, or (with `under`) an answer to one."""
        path = f"/api/posts/{under}/replies" if under else self.lesson
        return self.ask(person, "POST", path, json={"operation_id": operation_id or str(uuid4()), "body": body})

    def asked(self, person: str = "wang", body: str = "怎么止血？") -> int:
        return int(self.write(person, body).json["id"])

    def answered(self, person: str = "zhao", body: str = "压住伤口。", *, under: int | None = None) -> int:
        return int(self.write(person, body, under=under or self.question).json["id"])

    def do(self, person: str, method: str, post: int, what: str = "", **body: Any) -> Any:
        path = f"/api/posts/{post}" + (f"/{what}" if what else "")
        return self.ask(person, method, path, **({} if method in ("GET", "DELETE") else {"json": body}))

    def see(self, person: str, post: int) -> dict[str, Any]:
        return dict(self.do(person, "GET", post).json)

    def questions(self, person: str = "wang", **query: Any) -> dict[str, Any]:
        return dict(self.ask(person, "GET", self.lesson, query_string=query).json)

    def answers(self, person: str = "wang", post: int | None = None, **query: Any) -> list[dict[str, Any]]:
        return list(self.ask(person, "GET", f"/api/posts/{post or self.question}/replies", query_string=query).json["items"])

    def notices(self, person: str) -> list[dict[str, Any]]:
        return list(self.ask(person, "GET", "/api/me/notices").json["items"])

    def queue(self, person: str = "li", place: str = "qingfeng") -> list[dict[str, Any]]:
        return list(self.ask(person, "GET", f"/api/organisations/{self.world[place]}/reported-posts").json["items"])


@pytest.fixture
def forum(ask: Asker, world: World) -> Forum:
    return Forum(ask, world)
