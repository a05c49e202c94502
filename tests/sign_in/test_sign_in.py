"""Signing in to a meeting: by code, by ticket, by digits; and each refusal with its reason."""

from typing import Any
from uuid import uuid4

from backend.ledger.verify import verify
from backend.meetings.models import Expected, Meeting
from backend.sign_in.models import DigitTry
from tests.asker import Asker
from tests.cast import World
from tests.hall import Clock, Hall
from tests.sign_in.test_attacks import forge


def test_a_member_signs_in_by_the_code_on_the_screen(ask: Asker, hall: Hall, session: Any) -> None:
    answer = hall.sign_in("wang", code=hall.code())
    assert answer.status_code == 201
    assert (answer.json["already"], answer.json["credited_seconds"], answer.json["points"]) == (False, 5400, 10)
    assert ask("wang", "GET", "/api/study/summary").json["meeting_seconds"] == 5400
    assert ask("wang", "GET", "/api/points/summary").json["all_time"] == 10
    assert verify() == {}


def test_the_code_may_be_typed_in_small_letters_and_with_look_alikes(hall: Hall) -> None:
    code = hall.code().lower().replace("0", "o").replace("1", "l")
    assert hall.sign_in("wang", code=code).status_code == 201


def test_a_second_sign_in_answers_like_the_first(ask: Asker, hall: Hall) -> None:
    first, again = hall.sign_in("wang", code=hall.code()), hall.sign_in("wang", code=hall.code())
    assert (again.status_code, again.json["already"]) == (200, True)
    assert again.json["signed_in_at"] == first.json["signed_in_at"]
    assert ask("wang", "GET", "/api/points/summary").json["all_time"] == 10


def test_a_scan_before_signing_in_to_the_app_is_exchanged_for_a_ticket(hall: Hall) -> None:
    ticket = hall.ticket()
    assert (ticket.status_code, ticket.json["meeting"]["title"]) == (201, "meeting")
    assert hall.sign_in("wang", ticket=ticket.json["ticket"]).status_code == 201


def test_a_login_of_five_minutes_after_the_scan_still_signs_in(hall: Hall, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms + 600_000)
    ticket = hall.ticket().json["ticket"]
    time.set_ms(opened_ms + 900_000)
    assert hall.sign_in("wang", ticket=ticket).status_code == 201


def test_a_ticket_lives_ten_minutes(hall: Hall, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms)
    ticket = hall.ticket().json["ticket"]
    time.set_ms(opened_ms + 600_001)
    answer = hall.sign_in("wang", ticket=ticket)
    assert (answer.status_code, answer.json["code"]) == (409, "ticket_expired")


def test_a_ticket_signs_in_one_member_alone(hall: Hall) -> None:
    ticket = hall.ticket().json["ticket"]
    assert hall.sign_in("wang", ticket=ticket).status_code == 201
    answer = hall.sign_in("mei", ticket=ticket)
    assert (answer.status_code, answer.json["code"]) == (409, "ticket_used")


def test_the_owner_of_a_used_ticket_may_ask_again(hall: Hall) -> None:
    """The answer was lost on the way: the same request must not turn into a refusal."""
    request = {"operation_id": str(uuid4()), "ticket": hall.ticket().json["ticket"]}
    answers = [hall.ask("wang", "POST", "/api/sign-ins", json=request) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]


def test_the_six_digits_sign_in_too(hall: Hall) -> None:
    answer = hall.sign_in("wang", meeting_id=hall.world["meeting"], digits=hall.screen()["digits"])
    assert (answer.status_code, answer.json["method"]) == (201, "digits")


def test_five_wrong_digits_are_the_last(hall: Hall, session: Any) -> None:
    right = hall.screen()["digits"]
    wrong = "000000" if right != "000000" else "000001"
    how = {"meeting_id": hall.world["meeting"]}
    codes = [hall.sign_in("wang", digits=wrong, **how).json["code"] for _ in range(6)]
    assert codes == ["digits_wrong"] * 5 + ["too_many_tries"]
    assert hall.sign_in("wang", digits=right, **how).json["code"] == "too_many_tries"
    assert hall.sign_in("mei", digits=right, **how).status_code == 201
    assert {one.subject for one in session.query(DigitTry)} >= {f"m{hall.world['wang']}"}


def test_somebody_not_on_the_roster_is_sent_to_the_secretary(hall: Hall) -> None:
    answer = hall.sign_in("zhao", code=hall.code())
    assert (answer.status_code, answer.json["code"]) == (409, "not_on_roster")


def test_a_closed_meeting_takes_nobody_any_more(ask: Asker, hall: Hall) -> None:
    code = hall.code()
    assert ask("li", "PUT", f"{hall.meeting}/closing", json={}).json["state"] == "closed"
    assert hall.sign_in("wang", code=code).json["code"] == "closed"
    assert hall.ticket(code).json["code"] == "closed"


def test_who_is_in_is_in_also_after_closing(ask: Asker, hall: Hall) -> None:
    code = hall.code()
    hall.sign_in("wang", code=code)
    ask("li", "PUT", f"{hall.meeting}/closing", json={})
    assert hall.sign_in("wang", code=code).status_code == 200


def test_a_meeting_that_is_not_open_shows_no_code(ask: Asker, world: World) -> None:
    answer = ask("li", "GET", f"/api/meetings/{world['planned meeting']}/code")
    assert (answer.status_code, answer.json["code"]) == (409, "not_open")


def test_a_code_of_another_meeting_signs_in_there_alone(ask: Asker, hall: Hall, world: World) -> None:
    ask("li", "PUT", f"/api/meetings/{world['planned meeting']}/opening", json={})
    other = ask("li", "GET", f"/api/meetings/{world['planned meeting']}/code").json["url"].rpartition("/")[2]
    assert hall.sign_in("wang", code=other).json["meeting_id"] == world["planned meeting"]
    assert hall.board().json["signed_in"] == []


def test_a_request_must_name_one_way_exactly(hall: Hall) -> None:
    confused = {"code": "x", "digits": "123456", "meeting_id": 1}
    for how in ({}, {"code": "x", "ticket": "y"}, {"digits": "123456"}, {"meeting_id": 1}, confused):
        assert hall.sign_in("wang", **how).status_code == 422


def test_resetting_the_code_makes_older_ones_invalid(hall: Hall, session: Any) -> None:
    code = hall.code()
    session.get_one(Meeting, hall.world["meeting"]).generation += 1
    session.commit()
    assert hall.sign_in("wang", code=code).json["code"] == "code_invalid"
    assert hall.sign_in("wang", code=hall.code()).status_code == 201


def test_a_member_taken_off_the_roster_is_refused(hall: Hall, session: Any) -> None:
    session.delete(session.get_one(Expected, (hall.world["meeting"], hall.world["wang"])))
    session.commit()
    assert hall.sign_in("wang", code=hall.code()).json["code"] == "not_on_roster"


def test_a_scan_that_could_not_be_sent_before_the_closing_waits_for_the_secretary(ask: Asker, hall: Hall) -> None:
    code = hall.code()
    ask("li", "PUT", f"{hall.meeting}/closing", json={})
    claim = hall.sign_in("wang", code=code, waited_ms=3_000)
    assert (claim.status_code, claim.json["state"]) == (202, "waiting")


def test_a_screen_that_goes_on_after_the_closing_lets_nobody_in(ask: Asker, hall: Hall, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms + 600_000)
    lease = ask("li", "POST", f"{hall.meeting}/leases", json={}).json
    ask("li", "PUT", f"{hall.meeting}/closing", json={})
    later = forge(lease, second=700, key=lease["keys"][0]["key"])
    time.set_ms(opened_ms + 760_000)
    assert hall.sign_in("wang", code=later, waited_ms=50_000).json["code"] == "closed"
