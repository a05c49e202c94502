"""What a secretary decides about somebody is told to them, once for each decision."""

from typing import Any

from tests.asker import Asker
from tests.cast import World
from tests.hall import Clock, Hall


def told(ask: Asker, person: str = "wang") -> list[tuple[str, Any]]:
    return [(one["kind"], one["about"]) for one in ask(person, "GET", "/api/me/notices").json["items"]]


def test_a_decision_on_a_leave_is_told_with_its_note(ask: Asker, world: World) -> None:
    planned = f"/api/meetings/{world['planned meeting']}"
    ask("wang", "PUT", f"{planned}/leave", json={"reason": "出差"})
    for decision in ({"granted": False, "note": "这次请尽量来"}, {"granted": False, "note": "这次请尽量来"}, {"granted": True}):
        assert ask("li", "PUT", f"{planned}/leaves/{world['wang']}", json=decision).status_code == 204
    about = {"meeting_id": world["planned meeting"], "title": "planned meeting"}
    granted = ("leave_decided", {**about, "granted": True, "reason": None})
    assert told(ask) == [granted, ("leave_decided", {**about, "granted": False, "reason": "这次请尽量来"})]
    assert told(ask, "mei") == []


def claim(hall: Hall, time: Clock, opened_ms: int) -> int:
    """A code from the hall that arrives too late to be believed at once."""
    time.set_ms(opened_ms + 600_000)
    scanned = hall.code()
    time.set_ms(opened_ms + 900_000)
    hall.sign_in("wang", code=scanned, waited_ms=300_000)
    (waiting,) = hall.board().json["waiting"]
    return int(waiting["sign_in_id"])


def test_a_decision_on_a_claim_is_told_once(ask: Asker, hall: Hall, time: Clock, opened_ms: int) -> None:
    decision = {"sign_in_ids": [claim(hall, time, opened_ms)], "approve": False}
    for _ in range(2):
        assert ask("li", "POST", f"{hall.meeting}/approvals", json=decision).status_code == 200
    assert told(ask) == [("claim_decided", {"meeting_id": hall.world["meeting"], "title": "meeting", "approved": False})]


def test_a_claim_that_is_approved_after_the_closing_is_told_too(ask: Asker, hall: Hall, time: Clock, opened_ms: int) -> None:
    waiting = claim(hall, time, opened_ms)
    ask("li", "PUT", f"{hall.meeting}/closing", json={})
    correction = {"kind": "approve", "sign_in_id": waiting, "reason": "手机没有网络"}
    assert ask("li", "POST", f"{hall.meeting}/corrections", json=correction).status_code == 201
    assert [kind for kind, _ in told(ask)] == ["claim_decided"]
