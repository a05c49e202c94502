"""Signing in to a meeting: the deed, its refusals, and the races."""

from uuid import uuid4

from tests.cast import World
from tests.conftest import Asker


def code_now(ask: Asker, world: World) -> str:
    url = ask("li", "GET", f"/api/meetings/{world['meeting']}/code").json["url"]
    assert url.startswith("HTTPS://MUSTER.TEST/S/")
    return str(url.rpartition("/")[2])


def sign_in(ask: Asker, person: str, **how: object):
    return ask(person, "POST", "/api/sign-ins", json={"operation_id": str(uuid4()), **how})


def test_a_member_signs_in_by_the_code_on_the_screen(ask: Asker, world: World) -> None:
    answer = sign_in(ask, "wang", code=code_now(ask, world))
    assert answer.status_code == 201, answer.json
    assert (answer.json["already"], answer.json["credited_seconds"], answer.json["points"]) == (False, 5400, 10)
