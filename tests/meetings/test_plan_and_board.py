"""Planning a meeting, its roster, its board, marks by hand, closing."""

from datetime import timedelta
from typing import Any

import pytest

from backend.core import clock
from backend.meetings.models import Meeting
from backend.members.models import Member, Trace
from tests.cast import World
from tests.conftest import Asker
from tests.meetings.conftest import Hall


def plan(world: World, hours: float = 1, **changes: Any) -> dict[str, Any]:
    starts_at = clock.now() + timedelta(hours=hours)
    times = {"starts_at": starts_at.isoformat(), "ends_at": (starts_at + timedelta(minutes=90)).isoformat()}
    return {"organisation_id": world["qingfeng"], "title": "消防演练", "kind": "activity", "place": "活动室", **times, **changes}


def test_a_planned_meeting_expects_the_whole_branch(ask: Asker, world: World) -> None:
    meeting = ask("li", "POST", "/api/meetings", json=plan(world)).json
    assert (meeting["state"], meeting["expected_count"], meeting["my"]["expected"]) == ("planned", 4, True)
    assert {"open", "edit", "cancel", "view_board"} <= set(meeting["can"])
    assert ask("wang", "GET", f"/api/meetings/{meeting['id']}").json["can"] == []


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


def test_the_board_names_who_is_missing_first_and_who_came_last(hall: Hall) -> None:
    hall.sign_in("wang", code=hall.code())
    hall.sign_in("mei", code=hall.code())
    board = hall.board().json
    assert [person["name"] for person in board["missing"]] == ["Li", "Ning"]
    assert [person["name"] for person in board["signed_in"]] == ["Mei", "Wang"]
    assert board["meeting"]["signed_in_count"] == 2


def test_an_unchanged_board_costs_a_304(hall: Hall) -> None:
    etag = hall.board().headers["ETag"]
    unchanged = hall.board(**{"If-None-Match": etag})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    hall.sign_in("wang", code=hall.code())
    assert hall.board(**{"If-None-Match": etag}).status_code == 200


def test_closing_changes_the_board(ask: Asker, hall: Hall) -> None:
    etag = hall.board().headers["ETag"]
    ask("li", "PUT", f"{hall.meeting}/closing", json={})
    assert hall.board(**{"If-None-Match": etag}).status_code == 200


def test_the_secretary_marks_by_hand_with_a_reason(ask: Asker, hall: Hall, session: Any) -> None:
    mark = {"member_id": hall.world["wang"], "reason": "没有带手机"}
    first, again = (ask("li", "POST", f"{hall.meeting}/hand-marks", json=mark) for _ in range(2))
    assert [first.status_code, again.status_code] == [201, 200]
    assert (first.json["method"], first.json["reason"]) == ("by_hand", "没有带手机")
    assert ask("wang", "GET", "/api/points/summary").json["all_time"] == 10
    trace = session.query(Trace).one()
    assert (trace.deed, trace.member_id, trace.actor_id) == ("marked_by_hand", hall.world["wang"], hall.world["li"])


def test_a_mark_needs_a_reason_and_somebody_on_the_list(ask: Asker, hall: Hall) -> None:
    assert ask("li", "POST", f"{hall.meeting}/hand-marks", json={"member_id": hall.world["wang"], "reason": ""}).status_code == 422
    stranger = ask("li", "POST", f"{hall.meeting}/hand-marks", json={"member_id": hall.world["zhao"], "reason": "来了"})
    nobody = ask("li", "POST", f"{hall.meeting}/hand-marks", json={"member_id": 999_999, "reason": "来了"})
    assert (stranger.status_code, nobody.status_code) == (404, 404)
    assert {**stranger.json, "request_id": ""} == {**nobody.json, "request_id": ""}


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
