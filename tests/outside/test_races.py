"""Two who decide at once: one is first. Without the hold, both are, and one of the two bookings is lost."""

from typing import Any

import pytest

from backend.ledger.verify import verify
from backend.outside import book, decide
from tests.asker import Asker
from tests.outside.conftest import Desk
from tests.slow import side_by_side, slow_down

on_postgresql = pytest.mark.parametrize("stand", ["postgresql"], indirect=True)  # SQLite takes one writer at a time anyway


def decide_at_once(desk: Desk, ask: Asker, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    study = desk.declare().json
    slow_down(monkeypatch, decide, "book_day")  # between the look at what stands, and the booking

    def by(person: str, **decision: Any) -> Any:
        headers = {"Authorization": f"Bearer {ask.token(person)}"}
        body = {"version": study["version"], **decision}
        return lambda: ask.app.test_client().put(f"/api/outside-studies/{study['id']}/decision", json=body, headers=headers)

    answers = side_by_side(by("li", decision="approve"), by("chen", decision="decline", reason="没有照片"))
    return sorted(answer.status_code for answer in answers)


def test_of_two_decisions_at_once_one_holds(desk: Desk, ask: Asker, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert decide_at_once(desk, ask, monkeypatch) == [200, 409]
    study = ask("wang", "GET", "/api/me/outside-studies").json["items"][0]
    assert desk.hours()[0] == study["counted_seconds"] == (7200 if study["state"] == "approved" else 0)
    assert study["version"] == 2
    assert verify() == {}


@on_postgresql
def test_without_the_hold_both_decide(desk: Desk, ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decide, "hold", lambda study: None)
    assert decide_at_once(desk, ask, monkeypatch) == [200, 200]


def approve_two_of_a_day(desk: Desk, ask: Asker, monkeypatch: pytest.MonkeyPatch) -> int:
    """Two studies of one day approved at once: seconds that count of that day."""
    studies = [desk.declare(title=title, amount=6 * 60).json for title in ("上午", "下午")]
    slow_down(monkeypatch, book, "share_cap")  # between the look at the day, and the booking

    def approve(study: Any, person: str) -> Any:
        headers = {"Authorization": f"Bearer {ask.token(person)}"}
        body = {"version": 1, "decision": "approve"}
        return lambda: ask.app.test_client().put(f"/api/outside-studies/{study['id']}/decision", json=body, headers=headers)

    side_by_side(approve(studies[0], "li"), approve(studies[1], "chen"))
    return desk.hours()[0]


def test_two_approvals_at_once_stay_within_the_days_cap(desk: Desk, ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    assert approve_two_of_a_day(desk, ask, monkeypatch) == 8 * 3600


@on_postgresql
def test_without_the_hold_two_approvals_pass_the_days_cap(desk: Desk, ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decide, "hold", lambda study: None)
    assert approve_two_of_a_day(desk, ask, monkeypatch) == 12 * 3600
