"""Whoever wants to be counted without being there, or to keep others out: each attack by its name."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from backend.core.db import db
from backend.meetings.models import Meeting
from backend.meetings.sign_ins import SignIn
from backend.sign_in import base32, code
from tests.a_phone import Phone, from_base64, reply_to
from tests.asker import Asker
from tests.hall import Clock, Hall


def test_a_photo_of_the_screen_sent_to_a_friend_is_too_old_on_arrival(hall: Hall, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms + 600_000)
    photo = hall.code()
    time.set_ms(opened_ms + 626_000)
    assert hall.sign_in("wang", code=photo).json["code"] == "code_expired"


def test_a_forwarded_code_given_out_as_an_offline_scan_counts_for_nothing_until_the_secretary_says_so(
    ask: Asker, hall: Hall, time: Clock, opened_ms: int
) -> None:
    time.set_ms(opened_ms + 600_000)
    photo = hall.code()
    time.set_ms(opened_ms + 4_000_000)
    claim = hall.sign_in("wang", code=photo, waited_ms=3_400_000)
    assert (claim.status_code, claim.json["state"], claim.json["credited_seconds"]) == (202, "waiting", 0)
    assert ask("wang", "GET", "/api/points/summary").json["all_time"] == 0
    assert [one["name"] for one in hall.board().json["waiting"]] == ["Wang"]


def test_random_texts_and_random_macs_are_refused_alike(hall: Hall) -> None:
    payload = base32.decode(hall.code(), code.SIZE)[: code.PAYLOAD.size]  # type: ignore[index]
    forged = base32.encode(payload + bytes(code.MAC_BYTES))
    answers = [hall.sign_in("wang", code=one) for one in ("0" * 36, forged, "not a code")]
    assert {answer.json["code"] for answer in answers} == {"code_invalid"}


def test_a_link_preview_signs_nobody_in(ask: Asker, hall: Hall, session: Any) -> None:
    path = hall.screen()["url"].removeprefix("HTTPS://MUSTER.TEST")
    for method in ("GET", "HEAD"):
        ask("wang", method, path)
        ask(None, method, path)
    assert session.query(SignIn).count() == 0


def test_a_code_for_leaving_lets_nobody_in(ask: Asker, hall: Hall) -> None:
    leaving = ask("li", "GET", f"{hall.meeting}/code?purpose=out").json["url"].rpartition("/")[2]
    assert hall.sign_in("wang", code=leaving).json["code"] == "not_in_yet"
    coming = base32.decode(leaving, code.SIZE)
    assert coming is not None
    turned = base32.encode(bytes([coming[0] - 1]) + coming[1:])
    assert hall.sign_in("wang", code=turned).json["code"] == "code_invalid"


def test_one_phone_cannot_sign_in_a_whole_branch(ask: Asker, hall: Hall) -> None:
    phone = Phone(ask)
    for person in ("wang", "mei"):
        phone.register(person)
    assert phone.sign_in("wang", code=hall.code()).status_code == 201
    second = phone.sign_in("mei", code=hall.code())
    assert (second.status_code, second.json["state"], second.json["waits_for"]) == (202, "waiting", "shared_device")
    again = phone.sign_in("mei", code=hall.code())
    assert (again.status_code, again.json["already"]) == (202, True)
    assert hall.board().json["meeting"]["waiting_count"] == 1


def test_leaving_out_the_signature_hides_no_device(ask: Asker, hall: Hall) -> None:
    """The second member's browser is known by its cookie too, whatever it sends."""
    phone = Phone(ask)
    for person in ("wang", "mei"):
        phone.register(person)
    assert phone.sign_in("wang", code=hall.code()).status_code == 201
    assert hall.sign_in("mei", code=hall.code()).json["waits_for"] == "shared_device"


def test_a_phone_passed_along_a_whole_row_is_stopped(ask: Asker, hall: Hall, session: Any) -> None:
    phone = Phone(ask)
    for person in ("wang", "mei"):
        phone.register(person)
    phone.sign_in("wang", code=hall.code())
    first = session.query(SignIn).one()
    same = {"meeting_id": first.meeting_id, "device": first.device, "signed_in_at": first.signed_in_at, "received_at": first.received_at}
    waits = {"method": "code", "assurance": "B", "state": "waiting", "waits_for": "shared_device"}
    session.add_all(SignIn(member_id=hall.world[who], **same, **waits) for who in ("chen", "sun", "lin", "zhao", "li"))
    session.commit()
    assert phone.sign_in("mei", code=hall.code()).json["code"] == "device_used"


def test_a_forged_signature_makes_no_device_known(ask: Asker, hall: Hall, session: Any, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms - 3_600_000)
    mine, thiefs = Phone(ask), Phone(ask)
    assert mine.register("wang").status_code == 200
    time.set_ms(opened_ms + 60_000)
    assert thiefs.sign_in("wang", code=hall.code()).json["assurance"] == "B"


def test_nobody_registers_anothers_key(ask: Asker) -> None:
    hers, his = Phone(ask), Phone(ask)
    assert his.register("wang", public_key=hers.public_key).json["code"] == "device_key_invalid"
    replayed = {"anchor": ask.anchor("li")}
    assert his.register("wang", **replayed).json["code"] == "device_key_invalid"


def test_an_old_anchor_proves_nothing(ask: Asker, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms)
    old = ask.anchor("wang")
    time.set_ms(opened_ms + 11 * 60_000)
    phone = Phone(ask)
    signature = phone.sign(f"muster.device|{ask.world['wang']}|{old}")
    assert phone.register("wang", anchor=old, signature=signature).json["code"] == "device_key_invalid"


def test_a_stolen_ticket_is_of_no_use_on_another_phone(ask: Asker, hall: Hall) -> None:
    mine, thiefs = Phone(ask), Phone(ask)
    scanned = hall.code()
    body = {"code": scanned, "public_key": mine.public_key, "signature": mine.sign(f"muster.ticket|{scanned}")}
    ticket = ask(None, "POST", "/api/sign-in-tickets", json=body).json["ticket"]
    for how in ({}, {"public_key": thiefs.public_key}, {"public_key": mine.public_key}):
        assert thiefs.sign_in("mei", ticket=ticket, **how).json["code"] == "ticket_of_another_device"
    assert mine.sign_in("wang", ticket=ticket, public_key=mine.public_key).status_code == 201


def test_digits_guessed_a_hundred_at_once_are_five_tries(hall: Hall, ask: Asker) -> None:
    from tests.sign_in.test_races import at_once

    right = hall.screen()["digits"]
    wrong = "000000" if right != "000000" else "000001"
    token = ask.token("wang")
    how = {"meeting_id": hall.world["meeting"], "digits": wrong}

    def guess() -> str:
        body = {"operation_id": str(uuid4()), **how}
        return str(ask.app.test_client().post("/api/sign-ins", json=body, headers={"Authorization": f"Bearer {token}"}).json["code"])

    answers = at_once(20, guess)
    assert sorted(answers) == ["digits_wrong"] * 5 + ["too_many_tries"] * 15


def test_a_guesser_spoils_the_digits_for_nobody_else(hall: Hall) -> None:
    for _ in range(6):
        hall.sign_in("wang", meeting_id=hall.world["meeting"], digits="000000")
    assert hall.sign_in("mei", meeting_id=hall.world["meeting"], digits=hall.screen()["digits"]).status_code == 201


def test_anothers_operation_id_keeps_nobody_out(hall: Hall) -> None:
    operation = str(uuid4())
    assert hall.sign_in("mei", operation_id=operation, code=hall.code()).status_code == 201
    assert hall.sign_in("wang", operation_id=operation, code=hall.code()).status_code == 201


def test_a_lie_about_the_time_of_an_offline_scan_moves_it_by_no_more_than_the_codes_own_life(
    hall: Hall, time: Clock, opened_ms: int, session: Any
) -> None:
    time.set_ms(opened_ms + 605_000)
    scanned = hall.code()
    time.set_ms(opened_ms + 4_000_000)
    for person, waited in (("wang", 0), ("mei", 86_400_000)):
        assert hall.sign_in(person, code=scanned, waited_ms=waited).status_code == 202
    claimed = {one.member_id: one.signed_in_at.timestamp() * 1000 - opened_ms for one in session.query(SignIn)}
    assert claimed[hall.world["wang"]] == pytest.approx(625_000, abs=2)
    assert claimed[hall.world["mei"]] == pytest.approx(600_000, abs=2)


def test_an_offline_scan_of_the_day_before_yesterday_is_none(hall: Hall, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms + 605_000)
    scanned = hall.code()
    time.set_ms(opened_ms + 600_000 + 86_401_000)
    assert hall.sign_in("wang", code=scanned, waited_ms=80_000_000).json["code"] == "code_expired"


def test_a_declined_claim_is_not_asked_again_and_again(ask: Asker, hall: Hall, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms + 605_000)
    scanned = hall.code()
    time.set_ms(opened_ms + 700_000)
    hall.sign_in("wang", code=scanned, waited_ms=90_000)
    (claim,) = hall.board().json["waiting"]
    ask("li", "POST", f"{hall.meeting}/approvals", json={"sign_in_ids": [claim["sign_in_id"]], "approve": False})
    assert hall.sign_in("wang", code=scanned, waited_ms=90_000).json["state"] == "declined"
    assert hall.board().json["waiting"] == []


def test_a_card_made_at_home_is_none_of_ours(ask: Asker, hall: Hall) -> None:
    card = ask("wang", "GET", "/api/me/card").json["url"]
    letter = "2" if card[-1] != "2" else "3"
    outcome = hall.mark(card=card[:-1] + letter)
    assert (outcome["outcome"], outcome["code"]) == ("refused", "card_invalid")


def test_a_lost_card_is_void_once_it_is_replaced(ask: Asker, hall: Hall) -> None:
    lost = ask("wang", "GET", "/api/me/card").json["url"]
    fresh = ask("li", "POST", f"/api/members/{hall.world['wang']}/card-resets", json={}).json["url"]
    assert hall.mark(card=lost)["code"] == "card_replaced"
    assert hall.mark(card=fresh)["outcome"] == "accepted"


def test_a_reply_needs_the_true_code_of_this_meeting(ask: Asker, hall: Hall) -> None:
    key = ask("wang", "GET", "/api/me/reply-key").json
    seen = base32.decode(hall.code(), code.SIZE)
    assert seen is not None
    imagined = base32.encode(seen[:-1] + bytes([seen[-1] ^ 1]))
    assert hall.mark(reply=reply_to(key, imagined))["code"] == "reply_invalid"


def test_nobody_replies_for_somebody_else(ask: Asker, hall: Hall) -> None:
    """The session in a reply says whose it is; its key is not the secretary's to make."""
    key = ask("wang", "GET", "/api/me/reply-key").json
    assert hall.mark(reply=reply_to({**key, "session_id": hall.world.sessions["mei"]}, hall.code()))["code"] == "reply_invalid"


def test_a_reply_of_a_phone_that_had_been_signed_out_is_refused(ask: Asker, hall: Hall, time: Clock, opened_ms: int) -> None:
    key = ask("wang", "GET", "/api/me/reply-key").json
    time.set_ms(opened_ms + 600_000)
    ask("wang", "DELETE", "/api/auth/session")
    time.set_ms(opened_ms + 700_000)
    assert hall.mark(reply=reply_to(key, hall.code()))["code"] == "reply_invalid"


def test_a_code_made_with_leased_keys_ends_with_the_lease(ask: Asker, hall: Hall, time: Clock, opened_ms: int) -> None:
    """A screen that keeps its keys for ever can make no code of the half hours it was not given."""
    time.set_ms(opened_ms + 60_000)
    lease = ask("li", "POST", f"{hall.meeting}/leases", json={}).json
    last = max(key["period"] for key in lease["keys"])
    assert (last + 1) * lease["period_ms"] - lease["age_ms"] <= 3 * 3_600_000 + lease["period_ms"]
    forged = forge(lease, second=(last + 1) * 1800, key=lease["keys"][-1]["key"])
    time.set_ms(opened_ms + (last + 1) * 1_800_000)
    assert hall.sign_in("wang", code=forged).json["code"] == "code_invalid"
    true = forge(lease, second=last * 1800, key=lease["keys"][-1]["key"])
    time.set_ms(opened_ms + last * 1_800_000)
    assert hall.sign_in("wang", code=true).status_code == 201


def forge(lease: dict[str, Any], *, second: int, key: str) -> str:
    payload = code.PAYLOAD.pack(code.VERSION << 4 | 1, lease["key_id"], lease["generation"], lease["meeting_id"], second)
    return base32.encode(payload + code._mac(payload, from_base64(key)))


def test_a_reset_makes_leased_keys_void(ask: Asker, hall: Hall) -> None:
    lease = ask("li", "POST", f"{hall.meeting}/leases", json={}).json
    assert ask("li", "POST", f"{hall.meeting}/code-resets", json={}).status_code == 201
    forged = forge(lease, second=600, key=lease["keys"][0]["key"])
    assert hall.sign_in("wang", code=forged).json["code"] == "code_invalid"


def test_a_helper_at_the_door_decides_nothing(ask: Asker, hall: Hall) -> None:
    assert ask("li", "PUT", f"{hall.meeting}/helpers/{hall.world['wang']}", json={}).status_code == 200
    assert ask("wang", "GET", f"{hall.meeting}/board").status_code == 200
    for method, path, body in (
        ("POST", "approvals", {"sign_in_ids": [1], "approve": True}),
        ("PUT", "closing", {}),
        ("POST", "code-resets", {}),
        ("POST", "checks", {"kind": "names"}),
        ("DELETE", "sign-ins/1", None),
    ):
        assert ask("wang", method, f"{hall.meeting}/{path}", json=body).status_code == 403


def test_nothing_of_the_code_the_place_or_the_network_is_stored(hall: Hall, ask: Asker, session: Any) -> None:
    shown = hall.screen()
    scanned = shown["url"].rpartition("/")[2]
    phone = Phone(ask)
    phone.register("wang")
    headers = {"X-Forwarded-For": "198.51.100.7"}
    body = {"operation_id": str(uuid4()), "code": scanned}
    assert ask("wang", "POST", "/api/sign-ins", json=body, headers=headers, environ_base={"REMOTE_ADDR": "198.51.100.7"}).status_code == 201
    hall.sign_in("mei", meeting_id=hall.world["meeting"], digits=shown["digits"])
    everything = " ".join(
        str(value) for table in db.metadata.sorted_tables for row in session.execute(text(f"SELECT * FROM {table.name}")) for value in row
    )
    for secret in (scanned, shown["digits"], "198.51.100.7"):
        assert secret not in everything
    columns = {column.name for table in db.metadata.sorted_tables for column in table.columns}
    assert not columns & {"latitude", "longitude", "coordinates", "location", "address", "ip"}
    assert session.get_one(Meeting, hall.world["meeting"]).generation == 1
