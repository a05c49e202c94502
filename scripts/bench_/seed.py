"""Fills a database in bulk with a hall: a branch, its secretary, members with device keys, and open meetings."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import insert, select

from backend.app import create_app
from backend.auth.devices import Device, MemberDevice, hash_key
from backend.auth.models import Credential, Session
from backend.auth.passwords import hash_password
from backend.auth.tokens import make_pair
from backend.core import clock
from backend.core.config import Settings
from backend.core.db import db
from backend.meetings.attendance_rules import rule_on
from backend.meetings.models import Expected, Meeting
from backend.members.models import Member, Role
from backend.organisations.models import Organisation, found
from backend.sign_in.code import age_ms, make_code, series_of
from bench_.databases import Database
from bench_.phones import Phone, make_phone
from bench_.server import HOST

PASSWORD = "correct horse battery"  # noqa: S105 # of people who live in a folder that is deleted
KNOWN_SINCE, OPEN_SINCE = timedelta(days=1), timedelta(minutes=10)


@dataclass
class Hall:
    """What the bench knows of the seeded database. The first phone is the secretary's."""

    app: Flask
    phones: list[Phone]
    meetings: list[int]

    @property
    def secretary(self) -> Phone:
        return self.phones[0]

    @property
    def members(self) -> list[Phone]:
        return self.phones[1:]

    def code(self, meeting_id: int) -> str:
        """The code that a screen of this meeting shows now."""
        with self.reading():
            meeting = db.session.get_one(Meeting, meeting_id)
            return make_code(series_of(meeting), "in", age_ms=age_ms(meeting))

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A look into the database that leaves no transaction behind."""
        with self.app.app_context():
            try:
                yield
            finally:
                db.session.remove()
                db.engine.dispose()

    def hand_out_tokens(self) -> None:
        """Fresh access tokens for all phones; they live a quarter of an hour."""
        with self.app.app_context(), self.app.test_request_context():
            for phone in self.phones:
                session = Session(id=phone.session_id, member_id=phone.member_id, generation=0, seed=_seed(phone))
                pair = make_pair(session)
                phone.access, phone.refresh = pair.access, pair.refresh


def seed_hall(database: Database, folder: Path, secret: str, *, members: int, meetings: int) -> Hall:
    """A hall whose every meeting expects everybody, open since ten minutes, with phones known since yesterday."""
    hall = Hall(make_app(database, folder, secret), [make_phone(number) for number in range(1, members + 2)], [])
    with hall.reading():
        upgrade()
        branch = _plant()
        _add_members(hall.phones, branch)
        equip(hall.phones)
        _make_secretary(hall.secretary, branch)
        hall.meetings = [open_meeting(branch, hall.phones, n) for n in range(meetings)]
        db.session.commit()
    hall.hand_out_tokens()
    return hall


def make_app(database: Database, folder: Path, secret: str) -> Flask:
    """Muster in this process, with the settings of the server under measurement."""
    served = {"mode": "production", "public_url": f"https://{HOST}", "proxies": 1, "log_level": "ERROR"}
    data = str(folder / "data")
    return create_app(Settings(data_dir=data, database_url=database.url, secret_key=secret, **served))  # type: ignore[arg-type]


def _plant() -> Organisation:
    city = found(None, "和风市", level="市", is_branch=False)
    return found(city, "青枫里支部", level="支部", is_branch=True)


def _add_members(phones: list[Phone], branch: Organisation) -> None:
    _insert(Member, phones, lambda phone: {"card_number": phone.card_number, "name": f"成员{phone.number}", "branch_id": branch.id})
    ids = _read(Member.card_number, Member.id)
    for phone in phones:
        phone.member_id = ids[phone.card_number]


def equip(phones: list[Phone]) -> None:
    """Members who are there already get a password, a session and a device key."""
    password_hash = hash_password(PASSWORD)
    _insert(Credential, phones, lambda phone: {"member_id": phone.member_id, "password_hash": password_hash})
    _insert(Device, phones, lambda phone: {"key_hash": hash_key(phone.public_key), "public_key": phone.public_key})
    devices = _read(Device.public_key, Device.id)
    since = clock.now() - KNOWN_SINCE
    mine = {phone.number: devices[phone.public_key] for phone in phones}
    _insert(MemberDevice, phones, lambda phone: {"member_id": phone.member_id, "device_id": mine[phone.number], "since": since})
    _insert(Session, phones, lambda phone: _session(phone, mine[phone.number]))
    sessions = _read(Session.member_id, Session.id)
    for phone in phones:
        phone.session_id = sessions[phone.member_id]


def _make_secretary(phone: Phone, branch: Organisation) -> None:
    db.session.add(Role(member_id=phone.member_id, organisation_id=branch.id, kind="secretary", starts_on=date(2020, 1, 1)))


def _session(phone: Phone, device_id: int) -> dict[str, Any]:
    return {"member_id": phone.member_id, "device_hash": secrets.token_hex(32), "device_id": device_id, "seed": _seed(phone)}


def open_meeting(organisation: Organisation, phones: list[Phone], number: int) -> int:
    # Each on a day of its own: points have a daily cap, and every sign-in shall pay.
    now, day = clock.now(), timedelta(days=number)
    times = {"starts_at": now + day + timedelta(minutes=30), "ends_at": now + day + timedelta(minutes=120), "opened_at": now - OPEN_SINCE}
    rule = rule_on(clock.today())
    meeting = Meeting(organisation_id=organisation.id, title=f"消防演练 {number}", kind="activity", place="礼堂", rule_id=rule.id, **times)
    meeting.created_by = phones[0].member_id
    db.session.add(meeting)
    db.session.flush()
    _insert(Expected, phones, lambda phone: {"meeting_id": meeting.id, "member_id": phone.member_id})
    return meeting.id


def _insert(table: Any, phones: list[Phone], row: Callable[[Phone], dict[str, Any]]) -> None:
    db.session.execute(insert(table), [row(phone) for phone in phones])


def _read(key: Any, value: Any) -> dict[Any, int]:
    return {row[0]: row[1] for row in db.session.execute(select(key, value).order_by(value))}  # the newest of several


def _seed(phone: Phone) -> str:
    return f"{phone.number:032x}"
