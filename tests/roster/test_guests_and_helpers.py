"""Guests, branches that join, helpers at the door; and hours that go home."""

from typing import Any

from backend.ledger.models import Entry
from backend.meetings.models import Meeting
from tests.asker import Asker
from tests.hall import Hall


def test_a_guest_invited_by_card_number_signs_in_and_is_credited_at_home(ask: Asker, hall: Hall, session: Any) -> None:
    assert hall.sign_in("zhao", code=hall.code()).json["code"] == "not_on_roster"
    assert ask("li", "POST", f"{hall.meeting}/guests", json={"card_number": "000003"}).json["expected_count"] == 5
    assert hall.sign_in("zhao", code=hall.code()).status_code == 201
    (guest,) = hall.board().json["signed_in"]
    assert (guest["name"], guest["guest"], guest["branch"]) == ("Zhao", True, "望江支部")
    assert {entry.branch_id for entry in session.query(Entry).filter_by(source_type="sign_in")} == {hall.world["wangjiang"]}


def test_a_card_number_that_nobody_has_invites_nobody(ask: Asker, hall: Hall) -> None:
    for card in ("999999", "000008"):  # the second one is Dong's, who is disabled
        assert ask("li", "POST", f"{hall.meeting}/guests", json={"card_number": card}).json["code"] == "no_such_card"


def test_where_guests_are_welcome_a_scan_is_enough(hall: Hall, session: Any) -> None:
    session.get_one(Meeting, hall.world["meeting"]).guests_welcome = True
    session.commit()
    assert hall.sign_in("zhao", code=hall.code()).status_code == 201
    (guest,) = hall.board().json["signed_in"]
    assert (guest["name"], guest["guest"]) == ("Zhao", True)


def test_a_branch_joins_once_it_agrees_and_its_secretary_sees_the_board(ask: Asker, hall: Hall) -> None:
    invitation = f"{hall.meeting}/joint-branches/{hall.world['songling']}"
    asked = ask("li", "PUT", invitation, json={}).json
    assert (asked["joint"], asked["expected_count"]) == ([{"id": hall.world["songling"], "name": "松岭支部", "accepted": False}], 4)
    assert ask("sun", "GET", f"{hall.meeting}/board").status_code == 403
    joined = ask("sun", "PUT", f"{invitation}/acceptance", json={}).json
    assert (joined["joint"][0]["accepted"], joined["expected_count"]) == (True, 5)
    assert hall.sign_in("sun", code=hall.code()).status_code == 201
    board = ask("sun", "GET", f"{hall.meeting}/board").json
    assert [(one["name"], one["branch"], one["guest"]) for one in board["signed_in"]] == [("Sun", "松岭支部", False)]
    assert ask("sun", "PUT", f"{hall.meeting}/closing", json={}).status_code == 403


def test_who_looks_after_both_branches_needs_no_invitation(ask: Asker, hall: Hall) -> None:
    joined = ask("chen", "PUT", f"{hall.meeting}/joint-branches/{hall.world['wangjiang']}", json={}).json
    assert (joined["joint"][0]["accepted"], joined["expected_count"]) == (True, 7)


def test_nobody_accepts_for_another_branch(ask: Asker, hall: Hall) -> None:
    invitation = f"{hall.meeting}/joint-branches/{hall.world['songling']}"
    ask("li", "PUT", invitation, json={})
    assert ask("li", "PUT", f"{invitation}/acceptance", json={}).status_code == 404
    assert ask("chen", "PUT", f"{invitation}/acceptance", json={}).status_code == 404
    assert ask("zhao", "PUT", f"{invitation}/acceptance", json={}).status_code == 404


def test_an_invitation_can_be_taken_back_or_declined(ask: Asker, hall: Hall) -> None:
    invitation = f"{hall.meeting}/joint-branches/{hall.world['songling']}"
    for person in ("li", "sun"):
        ask("li", "PUT", invitation, json={})
        assert ask(person, "DELETE", invitation).status_code == 204
    assert ask("sun", "GET", hall.meeting).status_code == 404


def test_a_helper_shows_the_code_and_marks_until_dismissed(ask: Asker, hall: Hall) -> None:
    helper = f"{hall.meeting}/helpers/{hall.world['wang']}"
    assert ask("li", "PUT", helper, json={}).json["helpers"] == [{"id": hall.world["wang"], "name": "Wang"}]
    assert {"show_code", "mark", "view_board"} <= set(ask("wang", "GET", hall.meeting).json["can"])
    assert hall.mark("wang", member_id=hall.world["mei"], reason="没带手机")["outcome"] == "accepted"
    (arrival,) = hall.board().json["signed_in"]
    assert arrival["by"] == "Wang"
    assert ask("li", "DELETE", helper).json["helpers"] == []
    assert ask("wang", "GET", f"{hall.meeting}/code").status_code == 403


def test_only_who_is_expected_can_help(ask: Asker, hall: Hall) -> None:
    assert ask("li", "PUT", f"{hall.meeting}/helpers/{hall.world['zhao']}", json={}).status_code == 404


def test_a_secretary_finds_branches_to_invite_also_those_of_others(ask: Asker, hall: Hall) -> None:
    found = ask("li", "GET", f"{hall.meeting}/joint-candidates?q=松岭").json["items"]
    assert found == [{"id": hall.world["songling"], "name": "松岭支部", "full_name": "和风市 / 云山区 / 松岭街道 / 松岭支部"}]
    ask("li", "PUT", f"{hall.meeting}/joint-branches/{hall.world['songling']}", json={})
    names = [one["name"] for one in ask("li", "GET", f"{hall.meeting}/joint-candidates").json["items"]]
    assert names == ["望江支部"]


def test_neighbours_stand_first_and_pages_go_on_where_they_ended(ask: Asker, hall: Hall) -> None:
    first = ask("li", "GET", f"{hall.meeting}/joint-candidates?limit=1").json
    second = ask("li", "GET", f"{hall.meeting}/joint-candidates?limit=1&after={first['next']}").json
    assert [one["name"] for one in (*first["items"], *second["items"])] == ["望江支部", "松岭支部"]
    assert second["next"] is None
