"""Phone numbers: masked everywhere, and shown in full only to whoever may ask, who leaves a trace."""

from typing import Any

from sqlalchemy import select

from backend.members.models import Trace
from tests.asker import Asker
from tests.cast import World


def reveal(ask: Asker, by: str | None, member_id: int) -> Any:
    return ask(by, "POST", f"/api/members/{member_id}/phone-reveals")


def test_lists_and_pages_mask_it(ask: Asker, world: World) -> None:
    for path in ("/api/members", f"/api/members/{world['wang']}", "/api/me"):
        text = ask("li", "GET", path).get_data(as_text=True)
        assert "199****000" in text
        assert "19900000" not in text


def test_whoever_looks_after_a_member_may_see_it_and_leaves_a_trace(ask: Asker, world: World, session: Any) -> None:
    answer = reveal(ask, "li", world["wang"])
    assert (answer.status_code, answer.json) == (201, {"phone": "19900000002"})
    trace = session.scalars(select(Trace)).one()
    assert (trace.deed, trace.member_id, trace.actor_id) == ("phone_revealed", world["wang"], world["li"])


def test_every_look_leaves_a_trace_of_its_own(ask: Asker, world: World, session: Any) -> None:
    for person in ("li", "chen", "li"):
        reveal(ask, person, world["wang"])
    assert [trace.actor_id for trace in session.scalars(select(Trace).order_by(Trace.id))] == [world["li"], world["chen"], world["li"]]


def test_a_refused_look_shows_nothing_and_leaves_none(ask: Asker, world: World, session: Any) -> None:
    for person, member, status in (
        ("wang", "wang", 403),
        ("wang", "li", 404),
        ("sun", "wang", 404),
        ("chen", "lin", 403),
        ("zhao", "wang", 404),
    ):
        answer = reveal(ask, person, world[member])
        assert answer.status_code == status, (person, member)
        assert "19900000" not in answer.get_data(as_text=True)
    assert session.scalars(select(Trace)).all() == []


def test_a_stranger_is_asked_to_sign_in(ask: Asker, world: World) -> None:
    assert reveal(ask, None, world["wang"]).status_code == 401
