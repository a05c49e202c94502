"""Send a package as an author does: upload it, then have a course made of it."""

from typing import Any
from uuid import uuid4

from tests.asker import Asker
from tests.cast import World


def upload(ask: Asker, person: str, content: bytes, name: str = "course.zip") -> int:
    begun = ask(person, "POST", "/api/uploads", json={"name": name, "bytes": len(content), "mark": uuid4().hex})
    assert begun.status_code == 201, begun.json
    number = int(begun.json["id"])
    for offset in range(0, len(content), 8 * 2**20):
        sent = ask(person, "PUT", f"/api/uploads/{number}/parts/{offset}", data=content[offset : offset + 8 * 2**20])
        assert sent.status_code == 200, sent.json
    return number


def bring_in(ask: Asker, world: World, content: bytes, *, person: str = "chen", place: str = "binjiang", name: str = "course.zip") -> Any:
    """The answer to a package that is sent for the first time."""
    return ask_for(ask, world, upload(ask, person, content, name), person=person, place=place)


def ask_for(ask: Asker, world: World, upload_id: int, *, person: str = "chen", place: str = "binjiang", operation: str = "") -> Any:
    body = {"upload_id": upload_id, "operation_id": operation or str(uuid4())}
    return ask(person, "POST", f"/api/organisations/{world[place]}/packages", json=body)
