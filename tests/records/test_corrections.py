"""Corrections: appended with a reason, chained, seen above, and followed by hours and points."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from backend.ledger.verify import verify as verify_ledger
from backend.meetings.models import Meeting
from backend.members.models import Trace
from backend.records.models import Correction
from backend.records.verify import verify
from tests.asker import Asker
from tests.cast import World
from tests.hall import Clock
from tests.records.paper import Paper


@pytest.fixture
def closed(paper: Paper, session: Any) -> Paper:
    """Wang came, Mei's phone scanned without a network, and the meeting is closed."""
    paper.mark("wang")
    paper.scanned = paper.hall.code()
    assert paper.close().status_code == 200
    return paper


@pytest.fixture
def late_claim(closed: Paper, time: Clock) -> int:
    """Two minutes later Mei's phone finds the network again."""
    time.now += timedelta(minutes=2)
    assert closed.hall.sign_in("mei", code=closed.scanned, waited_ms=120_000).status_code == 202
    (claim,) = closed.record().json["waiting"]
    return int(claim["sign_in_id"])


def test_who_was_forgotten_is_added_with_a_reason_and_gets_the_hours(closed: Paper) -> None:
    answer = closed.correct("add", member_id=closed.world["mei"])
    assert (answer.status_code, answer.json["number"], answer.json["by"]["name"]) == (201, 1, "Li")
    arrival = answer.json["now"]["arrival"]
    assert (arrival["method"], arrival["assurance"], arrival["reason"]) == ("by_hand", "D", "现场照片可证")
    assert closed.hours("mei") == 5400
    assert closed.ask("mei", "GET", "/api/points/summary").json["all_time"] == 10
    assert closed.row("mei")["arrival"] is None  # the record itself stays as it was


def test_who_was_not_there_is_removed_and_loses_what_it_brought(closed: Paper) -> None:
    answer = closed.correct("remove", member_id=closed.world["wang"])
    assert (answer.status_code, answer.json["now"]["arrival"]) == (201, None)
    assert closed.hours("wang") == 0
    assert closed.ask("wang", "GET", "/api/points/summary").json["all_time"] == 0


def test_removed_and_added_again_pays_once(closed: Paper) -> None:
    closed.correct("remove", member_id=closed.world["wang"])
    closed.correct("add", member_id=closed.world["wang"])
    assert closed.hours("wang") == 5400
    assert (verify_ledger(), verify()) == ({}, [])


def test_the_same_correction_sent_again_answers_like_the_first(closed: Paper, session: Any) -> None:
    first, again = (closed.correct("add", member_id=closed.world["mei"]) for _ in range(2))
    assert (first.status_code, again.status_code, first.json) == (201, 200, again.json)
    assert session.query(Correction).count() == 1


def test_what_stands_already_is_refused(closed: Paper) -> None:
    refused = [
        (closed.correct("add", member_id=closed.world["wang"]), "already_signed_in"),
        (closed.correct("remove", member_id=closed.world["mei"]), "not_signed_in"),
        (closed.correct("add", member_id=closed.world["zhao"]), "not_on_roster"),
        (closed.correct("add", member_id=999_999), "not_on_roster"),
    ]
    assert [(answer.status_code, answer.json["code"]) for answer, _ in refused] == [(409, code) for _, code in refused]
    assert closed.correct("approve", sign_in_id=999_999).status_code == 404


SENSELESS: list[dict[str, Any]] = [
    {"kind": "add", "member_id": 1, "reason": ""},
    {"kind": "add", "reason": "忘记了"},
    {"kind": "add", "member_id": 1, "sign_in_id": 1, "reason": "忘记了"},
    {"kind": "approve", "member_id": 1, "reason": "忘记了"},
    {"kind": "minutes", "reason": "忘记了"},
    {"kind": "erase", "member_id": 1, "reason": "忘记了"},
]


@pytest.mark.parametrize("body", SENSELESS, ids=str)
def test_a_correction_without_reason_or_sense_is_refused(body: dict[str, Any], closed: Paper) -> None:
    answer = closed.ask("li", "POST", f"{closed.hall.meeting}/corrections", json=body)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_input")


def test_an_open_meeting_needs_no_correction(paper: Paper) -> None:
    assert paper.correct("add", member_id=paper.world["mei"]).json["code"] == "not_closed"


def test_a_claim_that_came_late_is_approved_as_c(closed: Paper, late_claim: int) -> None:
    assert [one["name"] for one in closed.record().json["waiting"]] == ["Mei"]
    answer = closed.correct("approve", sign_in_id=late_claim)
    assert (answer.status_code, answer.json["now"]["arrival"]["assurance"]) == (201, "C")
    assert closed.record().json["waiting"] == []
    assert closed.hours("mei") == 5400
    assert closed.correct("approve", sign_in_id=late_claim, reason="再来一次").json["code"] == "not_waiting"
    assert verify() == []


def test_a_claim_can_be_approved_for_a_week(closed: Paper, session: Any, late_claim: int, time: Clock) -> None:
    closed_at = session.get_one(Meeting, closed.world["meeting"]).closed_at
    time.now = closed_at + timedelta(days=7, seconds=1)
    assert closed.correct("approve", sign_in_id=late_claim).json["code"] == "approval_too_late"
    time.now = closed_at + timedelta(days=7)
    assert closed.correct("approve", sign_in_id=late_claim).status_code == 201


def test_a_surer_claim_replaces_the_mark_by_hand_and_pays_nothing_twice(closed: Paper, late_claim: int) -> None:
    closed.correct("add", member_id=closed.world["mei"])
    now = closed.correct("approve", sign_in_id=late_claim).json["now"]
    assert (now["arrival"]["sign_in_id"], now["arrival"]["assurance"]) == (late_claim, "C")
    assert closed.hours("mei") == 5400
    assert (verify_ledger(), verify()) == ({}, [])


def test_minutes_are_rewritten_by_a_correction_alone(closed: Paper) -> None:
    assert closed.write("补记", 0).json["code"] == "closed"
    assert closed.correct("minutes", minutes="决定：每月巡查一次。").status_code == 201
    assert closed.ask("li", "GET", f"{closed.hall.meeting}/minutes").json["body"] == "决定：每月巡查一次。"
    assert closed.record().json["content"]["minutes"] is None
    assert verify() == []


def test_the_member_can_see_who_corrected(closed: Paper, session: Any) -> None:
    closed.correct("remove", member_id=closed.world["wang"])
    trace = session.query(Trace).filter_by(deed="correction_remove").one()
    assert (trace.member_id, trace.actor_id) == (closed.world["wang"], closed.world["li"])
    assert "现场照片可证" in trace.note


def test_each_correction_holds_the_hash_of_the_one_before(closed: Paper) -> None:
    for name in ("mei", "ning", "li"):
        closed.correct("add", member_id=closed.world[name])
    items = closed.ask("li", "GET", f"{closed.hall.meeting}/corrections").json["items"]
    assert [item["number"] for item in items] == [1, 2, 3]
    hashes = [closed.record().json["sha256"], *(item["sha256"] for item in items)]
    assert [item["previous_sha256"] for item in items] == hashes[:-1]
    assert closed.record().json["corrections"] == items


def test_the_level_above_sees_the_corrections_of_its_subtree(closed: Paper, ask: Asker, world: World) -> None:
    closed.correct("add", member_id=world["mei"])
    for person, shown in (("li", 1), ("chen", 1), ("lin", 1), ("sun", 0)):
        assert len(ask(person, "GET", "/api/corrections").json["items"]) == shown, person
    in_district = f"/api/corrections?organisation={world['binjiang']}"
    item = ask("chen", "GET", in_district).json["items"][0]
    assert (item["organisation"]["name"], item["member"]["name"], item["reason"]) == ("青枫里支部", "Mei", "现场照片可证")
    assert ask("li", "GET", in_district).status_code == 403
    assert ask("sun", "GET", in_district).status_code == 404
    assert ask("wang", "GET", "/api/corrections").status_code == 403


TAMPERINGS = {
    "UPDATE records SET content = replace(content, 'Wang', 'Zhao')": "the record is not what was frozen",
    "UPDATE corrections SET reason = '没有理由' WHERE number = 1": "correction 1 is not what was written",
    "UPDATE corrections SET member_id = NULL WHERE number = 2": "correction 2 is not what was written",
    "DELETE FROM corrections WHERE number = 1": "correction 2 does not follow the one before",
    "DELETE FROM corrections WHERE number = 2": "the list says something else of member",
    "UPDATE sign_ins SET counts = false": "the list says something else of member",
    "UPDATE sign_ins SET assurance = 'A' WHERE counts": "the list says something else of member",
    "UPDATE meetings SET closed_at = NULL": "the closing was moved",
    "INSERT INTO minutes (meeting_id, body, version, updated_by, updated_at)"
    " SELECT meeting_id, '伪造', 1, closed_by, closed_at FROM records": "the minutes are not those",
}


@pytest.mark.parametrize("statement", TAMPERINGS)
def test_whatever_is_changed_behind_the_members_backs_shows(statement: str, closed: Paper, session: Any) -> None:
    closed.correct("add", member_id=closed.world["mei"])
    closed.correct("remove", member_id=closed.world["wang"])
    assert verify() == []
    session.rollback()
    session.execute(text(statement))
    session.commit()
    faults = verify()
    assert faults
    assert TAMPERINGS[statement] in faults[0]
