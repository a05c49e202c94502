"""Device keys: registered with a proof, listed, shared, revoked."""

from typing import Any

from backend.auth.devices import Device, MemberDevice, is_signed_by
from backend.auth.models import Session
from tests.a_phone import Phone
from tests.asker import Asker
from tests.hall import Hall


def test_a_key_is_registered_once_however_often_it_is_sent(ask: Asker, session: Any) -> None:
    phone = Phone(ask)
    first, again = phone.register("wang").json, phone.register("wang").json
    assert (first["id"], first["current"], first["shared"]) == (again["id"], True, False)
    assert (session.query(Device).count(), session.query(MemberDevice).filter_by(member_id=ask.world["wang"]).count()) == (2, 1)


def test_a_device_that_two_use_says_so_to_both(ask: Asker) -> None:
    phone = Phone(ask)
    for person in ("wang", "mei"):
        phone.register(person)
    for person in ("wang", "mei"):
        (device,) = ask(person, "GET", "/api/auth/device-keys").json["items"]
        assert device["shared"] is True


def test_a_revoked_device_is_signed_out_and_a_stranger_from_then_on(ask: Asker, hall: Hall, session: Any) -> None:
    phone = Phone(ask)
    device = phone.register("wang").json
    assert ask("wang", "DELETE", f"/api/auth/device-keys/{device['id']}").status_code == 204
    assert ask("wang", "GET", "/api/me").json["code"] == "session_ended"
    assert session.get_one(Session, hall.world.sessions["wang"]).ended_because == "device_revoked"


def test_nobody_sees_or_revokes_anothers_device(ask: Asker) -> None:
    device = Phone(ask).register("wang").json
    assert ask("mei", "GET", "/api/auth/device-keys").json["items"] == []
    assert ask("mei", "DELETE", f"/api/auth/device-keys/{device['id']}").status_code == 404


def test_a_new_session_of_the_browser_knows_its_key(ask: Asker, session: Any) -> None:
    """Signing in again on the same phone must not make it a new device."""
    browser = ask.client()
    opened = sign_in(browser, "000002")
    phone = Phone(ask)
    anchor = browser.get("/api/me", headers=bearer(opened)).headers["Muster-Anchor"]
    signature = phone.sign(f"muster.device|{opened['member']['id']}|{anchor}")
    body = {"public_key": phone.public_key, "signature": signature, "anchor": anchor}
    assert browser.put("/api/auth/device-key", json=body, headers=bearer(opened)).status_code == 200
    sign_in(browser, "000002")
    assert len({one.device_id for one in session.query(Session).filter(Session.device_name == "again")}) == 1
    assert session.query(Session).filter(Session.device_name == "again", Session.device_id.is_(None)).count() == 0


def sign_in(browser: Any, card: str) -> Any:
    return browser.post("/api/auth/sessions", json={"login": card, "password": "correct horse", "device_name": "again"}).json


def bearer(opened: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {opened['access_token']}"}


def test_what_is_no_key_or_no_signature_is_refused_without_a_crash(ask: Asker) -> None:
    phone = Phone(ask)
    for nonsense in ("", "AAAA", "é", phone.public_key[:-1], "A" * 87):
        assert not is_signed_by(nonsense, "x", phone.sign("x"))
        assert not is_signed_by(phone.public_key, "x", nonsense)
    assert phone.register("wang", public_key="A" * 87).json["code"] == "device_key_invalid"
