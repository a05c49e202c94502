"""The screen: pace and series of codes, leased keys, server keys that rotate, the poster."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from flask import Flask
from PIL import Image

from backend.core.config import Settings
from backend.sign_in import base32, code
from backend.sign_in.code import Series
from backend.sign_in.models import Lease
from tests.asker import Asker
from tests.hall import Clock, Hall
from tests.sign_in.test_attacks import forge

VECTORS = Path(__file__).with_name("vectors.json")


@pytest.mark.parametrize("seconds", [5, 10, 60])
def test_the_pace_of_codes_is_a_setting_frozen_at_opening(
    seconds: int, app: Flask, ask: Asker, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MUSTER", Settings(**{**vars(app.config["MUSTER"]), "code_seconds": seconds}))
    ask("li", "PUT", f"/api/meetings/{hall.world['planned meeting']}/opening", json={})
    monkeypatch.undo()
    assert ask("li", "GET", f"/api/meetings/{hall.world['planned meeting']}/code").json["slot_ms"] == seconds * 1000


@pytest.mark.parametrize("seconds", [4, 61])
def test_a_pace_that_nobody_can_scan_starts_no_server(seconds: int) -> None:
    assert any("CODE_SECONDS" in sentence for sentence in Settings(code_seconds=seconds).problems())


def test_no_wall_time_goes_to_a_screen_or_comes_from_a_phone(hall: Hall, time: Clock, opened_ms: int) -> None:
    """So their clocks can't matter: a screen is told milliseconds that are left, a phone sends what it saw. (What a leased
    screen makes of a clock that is off, pwa/src/sign_in/lease.test.ts tests.)"""
    time.set_ms(opened_ms + 600_000)
    screen = hall.screen()
    assert not any(isinstance(value, int) and value > 3_600_000 for value in screen.values())
    scanned = screen["url"].rpartition("/")[2]
    time.set_ms(opened_ms + 625_000)
    assert hall.sign_in("wang", code=scanned).status_code == 201
    time.set_ms(opened_ms + 626_000)
    assert hall.sign_in("mei", code=scanned).json["code"] == "code_expired"


def test_a_leased_screen_shows_what_the_server_shows(ask: Asker, hall: Hall, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms + 1_795_000)
    lease = ask("li", "POST", f"{hall.meeting}/leases", json={}).json
    for later in (0, 4_000, 5_000, 1_800_000, 7_200_000):
        time.set_ms(opened_ms + 1_795_000 + later)
        second = (lease["age_ms"] + later) // lease["slot_ms"] * lease["slot_ms"] // 1000
        key = next(one["key"] for one in lease["keys"] if one["period"] == second * 1000 // lease["period_ms"])
        assert lease["link"] + forge(lease, second=second, key=key) == hall.screen()["url"]


def test_a_lease_is_recorded_with_who_took_it(ask: Asker, hall: Hall, session: Any) -> None:
    ask("li", "POST", f"{hall.meeting}/leases", json={})
    (taken,) = ask("li", "GET", f"{hall.meeting}/leases").json["items"]
    assert taken["name"] == "Li"
    lease = session.query(Lease).one()
    assert (lease.expires_at - lease.taken_at).total_seconds() == 3 * 3600


def test_a_screen_that_was_shown_before_the_meeting_opens_gets_nothing(ask: Asker, hall: Hall) -> None:
    planned = f"/api/meetings/{hall.world['planned meeting']}"
    answers = [ask("li", "GET", f"{planned}/code"), ask("li", "POST", f"{planned}/leases", json={})]
    assert [answer.json["code"] for answer in answers] == ["not_open", "not_open"]


def test_after_a_rotation_open_meetings_keep_their_key_and_new_ones_sign_with_the_new(app: Flask, ask: Asker, hall: Hall) -> None:
    before = hall.code()
    assert "Key 2 signs" in app.test_cli_runner().invoke(args=["keys", "rotate"]).output
    assert hall.sign_in("wang", code=before).status_code == 201
    ask("li", "PUT", f"/api/meetings/{hall.world['planned meeting']}/opening", json={})
    shown = ask("li", "GET", f"/api/meetings/{hall.world['planned meeting']}/code").json["url"].rpartition("/")[2]
    with app.app_context():
        assert [code.read_code(one).key_id for one in (hall.code(), shown)] == [1, 2]  # type: ignore[union-attr]
    assert hall.sign_in("wang", code=shown).status_code == 201


def test_a_revoked_key_makes_void_what_it_signed_at_once(app: Flask, ask: Asker, hall: Hall) -> None:
    before, card = hall.code(), ask("wang", "GET", "/api/me/card").json["url"]
    assert app.test_cli_runner().invoke(args=["keys", "rotate", "--revoke"]).exit_code == 0
    assert hall.sign_in("wang", code=before).json["code"] == "code_invalid"
    assert hall.mark(card=card)["code"] == "card_invalid"
    assert hall.sign_in("wang", code=hall.code()).status_code == 201


def test_a_process_that_has_not_heard_of_the_rotation_signs_right_all_the_same(app: Flask, ask: Asker, hall: Hall) -> None:
    hall.code()
    remembered = app.extensions["muster.code_keys"]
    app.test_cli_runner().invoke(args=["keys", "rotate", "--revoke"])
    app.extensions["muster.code_keys"] = remembered
    assert hall.sign_in("wang", code=hall.code()).status_code == 201


def test_the_poster_leads_to_the_meetings_page_and_signs_nobody_in(ask: Asker, hall: Hall) -> None:
    picture = ask("li", "GET", f"{hall.meeting}/poster.png")
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.data)))
    assert found.text == f"https://muster.test/meetings/{hall.world['meeting']}"
    assert hall.sign_in("wang", code=found.text.rpartition("/")[2]).json["code"] == "code_invalid"
    assert ask("li", "GET", f"{hall.meeting}/poster.svg").data.count(b"<path") == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheet_for_the_door_names_the_meeting(language: str, ask: Asker, hall: Hall) -> None:
    sheet = ask("li", "GET", f"{hall.meeting}/poster-sheet.svg?language={language}").data.decode()
    assert "meeting" in sheet
    assert 'width="210mm"' in sheet


def test_browser_and_server_agree_on_codes_and_digits(app: Flask) -> None:
    """The vectors that the app's own test reads, too: one code with one key, on both sides."""
    key = bytes(range(32))
    made = []
    for purpose in code.PURPOSES:
        for age_ms in (0, 12_345, 1_799_999, 1_800_000, 10_800_000):
            series = Series(meeting_id=4_000_000_001, key_id=200, generation=40_000, slot_ms=10_000)
            second = age_ms // 10_000 * 10
            head = code.VERSION << 4 | code.PURPOSES.index(purpose) + 1
            payload = code.PAYLOAD.pack(head, series.key_id, series.generation, series.meeting_id, second)
            text = base32.encode(payload + code._mac(payload, key))
            made.append({"purpose": purpose, "age_ms": age_ms, "code": text, "digits": code.digits_of(key, purpose, age_ms=age_ms)})
    facts = {
        "key": key.hex(),
        "meeting_id": 4_000_000_001,
        "key_id": 200,
        "generation": 40_000,
        "slot_ms": 10_000,
        "period_ms": code.PERIOD_MS,
    }
    vectors = json.dumps({**facts, "codes": made}, indent=1) + "\n"
    if os.environ.get("MUSTER_WRITE"):
        VECTORS.write_text(vectors)
    assert VECTORS.read_text() == vectors
