"""How sure a sign-in is: A to D, stored and shown."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from backend.core import clock
from backend.meetings.sign_ins import SignIn
from tests.a_phone import Phone, reply_to
from tests.asker import Asker
from tests.hall import Clock, Hall


@pytest.fixture
def known_phone(ask: Asker, time: Clock, opened_ms: int) -> Phone:
    """Wang's own phone, known since the day before the meeting."""
    time.set_ms(opened_ms - 86_400_000)
    phone = Phone(ask)
    phone.register("wang")
    time.set_ms(opened_ms + 600_000)
    return phone


def test_a_live_code_on_the_members_known_device_is_a(hall: Hall, known_phone: Phone) -> None:
    assert known_phone.sign_in("wang", code=hall.code()).json["assurance"] == "A"
    assert hall.board().json["shares"] == {"A": 1, "B": 0, "C": 0, "D": 0}


def test_a_device_first_seen_during_the_meeting_is_b(ask: Asker, hall: Hall) -> None:
    phone = Phone(ask)
    phone.register("wang")
    assert phone.sign_in("wang", code=hall.code()).json["assurance"] == "B"


def test_a_device_that_two_members_use_is_b(ask: Asker, hall: Hall, known_phone: Phone) -> None:
    known_phone.register("mei")
    assert known_phone.sign_in("wang", code=hall.code()).json["assurance"] == "B"


def test_without_a_key_everything_works_and_is_b(hall: Hall) -> None:
    assert hall.sign_in("wang", code=hall.code()).json["assurance"] == "B"


def test_six_digits_are_b_even_on_a_known_device(hall: Hall, known_phone: Phone) -> None:
    """They are told over the telephone more easily than a picture is sent."""
    answer = known_phone.sign_in("wang", meeting_id=hall.world["meeting"], digits=hall.screen()["digits"])
    assert answer.json["assurance"] == "B"


def test_a_ticket_on_the_known_device_is_a(hall: Hall, known_phone: Phone) -> None:
    assert known_phone.sign_in("wang", ticket=hall.ticket().json["ticket"]).json["assurance"] == "A"


def test_an_offline_claim_that_the_secretary_approves_is_c(ask: Asker, hall: Hall, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms + 600_000)
    scanned = hall.code()
    time.set_ms(opened_ms + 3_600_000)
    assert hall.sign_in("wang", code=scanned, waited_ms=3_000_000).json["assurance"] == "C"
    (claim,) = hall.board().json["waiting"]
    approval = {"sign_in_ids": [claim["sign_in_id"]], "approve": True}
    assert ask("li", "POST", f"{hall.meeting}/approvals", json=approval).json["items"][0]["state"] == "accepted"
    (arrival,) = hall.board().json["signed_in"]
    assert (arrival["assurance"], arrival["method"], arrival["signed_in_at"]) == ("C", "code", claim["signed_in_at"])
    assert ask("wang", "GET", "/api/points/summary").json["all_time"] == 10


def test_what_the_secretary_enters_is_d_and_says_so(ask: Asker, hall: Hall) -> None:
    hall.mark(member_id=hall.world["wang"], reason="没带手机")
    hall.mark(card=ask("mei", "GET", "/api/me/card").json["url"])
    shown = {one["name"]: (one["assurance"], one["method"], one["by"]) for one in hall.board().json["signed_in"]}
    assert shown == {"Wang": ("D", "by_hand", "Li"), "Mei": ("D", "card", "Li")}


def test_a_reply_that_the_secretary_scans_is_b(ask: Asker, hall: Hall) -> None:
    """It proves the phone and the code; when it was, only the code itself tells."""
    assert hall.mark(reply=reply_to(ask("wang", "GET", "/api/me/reply-key").json, hall.code()))["outcome"] == "accepted"
    (arrival,) = hall.board().json["signed_in"]
    assert (arrival["assurance"], arrival["method"]) == ("B", "reply")


def test_the_database_takes_no_d_without_a_reason(hall: Hall, session: Any) -> None:
    mark = {"meeting_id": hall.world["meeting"], "member_id": hall.world["wang"], "signed_in_at": clock.now(), "received_at": clock.now()}
    session.add(SignIn(**mark, method="by_hand", assurance="D", state="accepted", counts=True))
    with pytest.raises(IntegrityError, match="by_hand_has_reason"):
        session.flush()
    session.rollback()
