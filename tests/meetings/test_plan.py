"""Planning a meeting, its roster, opening and closing it."""

from datetime import timedelta
from typing import Any

import pytest

from backend.core import clock, web
from backend.meetings.models import Meeting
from backend.members.models import Member
from tests.asker import Asker
from tests.cast import World
from tests.hall import Hall
from tests.slow import side_by_side, slow_down


def plan(world: World, hours: float = 1, **changes: Any) -> dict[str, Any]:
    starts_at = clock.now() + timedelta(hours=hours)
    times = {"starts_at": starts_at.isoformat(), "ends_at": (starts_at + timedelta(minutes=90)).isoformat()}
    return {"organisation_id": world["qingfeng"], "title": "消防演练", "kind": "activity", "place": "活动室", **times, **changes}


def test_a_planned_meeting_expects_the_whole_branch(ask: Asker, world: World) -> None:
    meeting = ask("li", "POST", "/api/meetings", json=plan(world)).json
    assert (meeting["state"], meeting["expected_count"], meeting["my"]["expected"]) == ("planned", 4, True)
    assert {"open", "edit", "cancel", "view_board"} <= set(meeting["can"])
    assert ask("wang", "GET", f"/api/meetings/{meeting['id']}").json["can"] == ["ask_leave"]


def test_a_district_meeting_expects_all_its_branches(ask: Asker, world: World) -> None:
    assert ask("chen", "POST", "/api/meetings", json=plan(world, organisation_id=world["binjiang"])).json["expected_count"] == 7


def test_who_joined_since_planning_is_expected_at_the_opening(ask: Asker, world: World, session: Any) -> None:
    meeting = ask("li", "POST", "/api/meetings", json=plan(world)).json
    session.add(Member(card_number="900001", name="新来的人", branch_id=world["qingfeng"]))
    session.commit()
    assert ask("li", "PUT", f"/api/meetings/{meeting['id']}/opening", json={}).json["expected_count"] == 5


def test_a_meeting_opens_two_hours_before_its_start_at_the_earliest(ask: Asker, world: World) -> None:
    meeting = ask("li", "POST", "/api/meetings", json=plan(world, hours=2.1)).json
    answer = ask("li", "PUT", f"/api/meetings/{meeting['id']}/opening", json={})
    assert (answer.status_code, answer.json["code"]) == (409, "too_early")


def test_opening_twice_changes_nothing(ask: Asker, hall: Hall) -> None:
    before = hall.code()
    assert ask("li", "PUT", f"{hall.meeting}/opening", json={}).json["state"] == "open"
    assert hall.sign_in("wang", code=before).status_code == 201


SENSELESS = [
    {"ends_at": "2020-01-01T00:00:00Z"},
    {"starts_at": "2030-01-01T19:00:00"},
    {"kind": "party"},
    {"title": " "},
    {"place": "\0"},
    {"x": 1},
]


@pytest.mark.parametrize("change", SENSELESS, ids=str)
def test_a_plan_that_makes_no_sense_is_refused_with_a_pointer(change: dict[str, Any], ask: Asker, world: World) -> None:
    answer = ask("li", "POST", "/api/meetings", json=plan(world, **change))
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == f"/{next(iter(change))}"


def test_closing_changes_the_board(ask: Asker, hall: Hall) -> None:
    etag = hall.board().headers["ETag"]
    ask("li", "PUT", f"{hall.meeting}/closing", json={})
    assert hall.board(**{"If-None-Match": etag}).status_code == 200


def test_a_plan_can_be_changed_until_somebody_signed_in(ask: Asker, hall: Hall) -> None:
    change = {key: value for key, value in plan(hall.world).items() if key != "organisation_id"}
    assert ask("li", "PUT", hall.meeting, json=change).json["title"] == "消防演练"
    hall.sign_in("wang", code=hall.code())
    assert ask("li", "PUT", hall.meeting, json=change).json["code"] == "already_begun"
    assert ask("li", "DELETE", hall.meeting).json["code"] == "already_begun"


def test_a_cancelled_meeting_is_gone(ask: Asker, world: World) -> None:
    meeting = f"/api/meetings/{world['planned meeting']}"
    assert ask("li", "DELETE", meeting).status_code == 204
    assert ask("li", "GET", meeting).status_code == 404


def test_coming_meetings_stand_in_order_and_past_ones_backwards(ask: Asker, hall: Hall, session: Any) -> None:
    titles = [meeting["title"] for meeting in ask("wang", "GET", "/api/meetings").json["items"]]
    assert titles == ["meeting", "planned meeting"]
    ask("li", "PUT", f"{hall.meeting}/closing", json={})
    assert [one["title"] for one in ask("wang", "GET", "/api/meetings?when=past").json["items"]] == ["meeting"]


def test_a_meeting_of_another_branch_is_as_one_that_never_was(ask: Asker, hall: Hall) -> None:
    never = ask("zhao", "GET", "/api/meetings/999999")
    others = ask("zhao", "GET", hall.meeting)
    assert (others.status_code, {**others.json, "request_id": ""}) == (404, {**never.json, "request_id": ""})


def test_attendance_counts_on_the_day_of_the_meeting(ask: Asker, hall: Hall, session: Any) -> None:
    starts_at = session.get_one(Meeting, hall.world["meeting"]).starts_at
    hall.sign_in("wang", code=hall.code())
    entry = ask("wang", "GET", "/api/study/entries").json["items"][0]
    assert (entry["rule"], entry["title"], entry["amount"]) == ("attended", "meeting", 5400)
    assert entry["day"] == str(starts_at.astimezone(clock.ZoneInfo("Asia/Shanghai")).date())


@pytest.mark.parametrize(("method", "path", "body"), [("PUT", "/opening", {}), ("PUT", "", None)])
def test_whoever_comes_just_as_a_meeting_is_called_off_finds_nothing(
    method: str, path: str, body: dict[str, Any] | None, ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading the meeting and writing to it."""
    asked = plan(world)
    address = f"/api/meetings/{ask('li', 'POST', '/api/meetings', json=asked).json['id']}"
    del asked["organisation_id"]
    slow_down(monkeypatch, web, "begin_writing", first_alone=True)
    late, called_off = side_by_side(
        lambda: ask("li", method, address + path, json=asked if body is None else body), lambda: ask("li", "DELETE", address)
    )
    assert (called_off.status_code, late.status_code) == (204, 404)
