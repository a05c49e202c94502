"""Held study waits for the secretary, who releases or declines it with a reason; the hours follow by the difference."""

from typing import Any

import pytest

from backend.ledger.verify import verify
from backend.study import hold
from tests.asker import Asker
from tests.cast import World
from tests.study.phone import Clock, KeyedPhone, outcomes


@pytest.fixture
def unsigned(keyed: KeyedPhone, time: Clock) -> list[dict[str, Any]]:
    """Three minutes that wait, after two that count."""
    time.pass_minutes(10)
    keyed.send(keyed.signed_minutes(2))
    segments = keyed.minutes(3, first=5)
    assert {outcome for outcome, *_ in outcomes(keyed.send(segments))} == {"held"}
    return segments


def waiting(ask: Asker, world: World, person: str = "li") -> list[dict[str, Any]]:
    answer = ask(person, "GET", f"/api/organisations/{world['qingfeng']}/held-segments")
    assert answer.status_code == 200, answer.json
    return [row for row in answer.json["items"] if row["id"] != world["held study"]]


def decide(ask: Asker, held_id: int, decision: str, *, person: str = "li", reason: str = "看过了") -> Any:
    return ask(person, "PUT", f"/api/held-segments/{held_id}/decision", json={"decision": decision, "reason": reason})


def year(ask: Asker, person: str = "wang") -> int:
    return int(ask(person, "GET", "/api/study/summary").json["study_seconds"])


def test_what_waits_for_one_reason_is_one_row_with_the_reason(ask: Asker, world: World, unsigned: Any) -> None:
    (row,) = waiting(ask, world)
    assert (row["member"]["name"], row["reason"], row["segments"], row["studied_seconds"]) == ("Wang", "unsigned", 3, 180)
    assert row["can"] == ["decide"]


def test_the_member_sees_it_too_and_nobody_elses(ask: Asker, world: World, unsigned: Any) -> None:
    mine = ask("wang", "GET", "/api/me/held-segments").json["items"]
    assert [(row["reason"], row["decision"]) for row in mine if row["id"] != world["held study"]] == [("unsigned", None)]
    assert ask("mei", "GET", "/api/me/held-segments").json["items"] == []


def test_released_study_counts_as_if_it_had_just_come(
    ask: Asker,
    world: World,
    unsigned: Any,
    keyed: KeyedPhone,
    session: Any,
) -> None:
    (row,) = waiting(ask, world)
    answer = decide(ask, row["id"], "release")
    assert (answer.status_code, answer.json["counted_seconds"], answer.json["decided_by"]) == (200, 180, "Li")
    assert year(ask) == 300
    assert outcomes(keyed.send(unsigned)) == [("duplicate", 60, None)] * 3
    assert year(ask) == 300
    assert waiting(ask, world) == []
    assert verify() == {}


def test_declined_study_counts_nothing_and_its_phone_is_told(ask: Asker, world: World, unsigned: Any, keyed: KeyedPhone) -> None:
    (row,) = waiting(ask, world)
    assert decide(ask, row["id"], "decline").json["counted_seconds"] == 0
    assert year(ask) == 120
    assert outcomes(keyed.send(unsigned)) == [("refused", 0, "declined")] * 3


def test_until_then_a_second_delivery_is_answered_like_the_first(unsigned: Any, keyed: KeyedPhone) -> None:
    assert outcomes(keyed.send(unsigned)) == [("held", 0, "unsigned")] * 3


def test_released_study_counts_only_beside_what_counts_already(ask: Asker, world: World, unsigned: Any, keyed: KeyedPhone) -> None:
    keyed.send(keyed.signed_minutes(1, first=6))
    (row,) = waiting(ask, world)
    decide(ask, row["id"], "release")
    assert year(ask) == 300  # minutes 0, 1, 5, 6, 7


def test_the_same_decision_again_changes_nothing_and_another_is_refused(ask: Asker, world: World, unsigned: Any) -> None:
    (row,) = waiting(ask, world)
    decide(ask, row["id"], "release")
    assert decide(ask, row["id"], "release").status_code == 200
    refused = decide(ask, row["id"], "decline")
    assert (refused.status_code, refused.json["code"]) == (409, "already_decided")
    assert year(ask) == 300


def test_what_comes_after_the_decision_waits_anew(ask: Asker, world: World, unsigned: Any, keyed: KeyedPhone) -> None:
    (row,) = waiting(ask, world)
    decide(ask, row["id"], "release")
    keyed.send(keyed.minutes(1, first=8))
    (again,) = waiting(ask, world)
    assert again["id"] != row["id"]


def test_the_member_is_told_with_the_reason(ask: Asker, world: World, unsigned: Any) -> None:
    (row,) = waiting(ask, world)
    decide(ask, row["id"], "decline", reason="那天手机在维修")
    notices = ask("wang", "GET", "/api/me/notices").json["items"]
    assert [one["about"]["reason"] for one in notices if one["kind"] == "held_segments_decided"] == ["那天手机在维修"]


def test_a_decision_needs_a_reason(ask: Asker, world: World) -> None:
    assert decide(ask, world["held study"], "release", reason="").status_code == 422
    assert decide(ask, world["held study"], "burn").status_code == 422


def test_nobody_decides_about_oneself_and_strangers_find_nothing(ask: Asker, world: World) -> None:
    held = world["held study"]
    assert decide(ask, held, "release", person="wang").status_code == 403
    assert decide(ask, held, "release", person="zhao").status_code == 404
    assert decide(ask, held, "release", person="sun").status_code == 404
    assert decide(ask, held, "decline", person="chen").status_code == 200


def test_released_study_brings_the_lesson_forward(ask: Asker, world: World, keyed: KeyedPhone, time: Clock) -> None:
    time.pass_minutes(10)
    keyed.send(keyed.minutes(10))
    (row,) = waiting(ask, world)
    decide(ask, row["id"], "release")
    assert ask("wang", "GET", f"/api/lessons/{world['lesson']}").json["progress"]["completed_at"]


def test_the_decided_are_listed_the_latest_first(ask: Asker, world: World, unsigned: Any) -> None:
    (row,) = waiting(ask, world)
    decide(ask, row["id"], "release")
    listed = ask("li", "GET", f"/api/organisations/{world['qingfeng']}/held-segments?state=decided").json
    assert [one["id"] for one in listed["items"]] == [row["id"]]
    assert listed["waiting"] == 1  # the one of the cast


def test_a_day_claimed_many_times_over_is_one_row_that_says_two_days_at_most(
    ask: Asker, world: World, keyed: KeyedPhone, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hold, "MOST_MS", 90_000)
    time.pass_minutes(10)
    keyed.send(keyed.minutes(5))
    assert [(row["segments"], row["studied_seconds"]) for row in waiting(ask, world)] == [(5, 90)]
