"""Asking for answers that say their version, and asking again with what was said."""

from tests.asker import Asker
from tests.cast import World


def addresses(world: World) -> dict[str, str]:
    return {
        "catalogue": "/api/catalogue",
        "list": "/api/courses",
        "standings": "/api/me/courses",
        "course": f"/api/courses/{world['course']}",
        "lesson": f"/api/lessons/{world['lesson']}",
    }


def tag(ask: Asker, person: str, path: str) -> str:
    answer = ask(person, "GET", path)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    return str(answer.headers["ETag"])


def status(ask: Asker, person: str, path: str, etag: str) -> int:
    return int(ask(person, "GET", path, headers={"If-None-Match": etag}).status_code)
