"""Sign a member in to the app: find the account, slow down guessers, verify, open a session on this device."""

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import or_, select

from backend.auth.devices import device_of_browser
from backend.auth.models import Credential, Session
from backend.auth.passwords import matches
from backend.auth.slow_guessers import count_refusal, guess_key, too_many
from backend.core import clock
from backend.core.db import db, let_go
from backend.core.errors import Refused
from backend.members.models import Member


@dataclass(frozen=True)
class Account:
    member_id: int
    password_hash: str
    expired: bool


def sign_in(login: str, password: str, *, device: str | None, device_name: str) -> Session | Refused:
    """A new session, or a refusal to be answered (not raised: what it counted must be committed)."""
    account = _find(login)
    device_hash = hash_device(device) if device else None
    key = guess_key(login, account.member_id if account else None, device_hash)
    if refusal := too_many(key):
        return refusal
    let_go()
    if not matches(password, account.password_hash if account else None) or account is None:
        count_refusal(key)
        return Refused("login_refused", "The number and the password do not fit.", status=401)
    if account.expired:
        return Refused("first_password_expired", "Ask your secretary for a new first password.", status=401)
    device_hash = device_hash or hash_device(secrets.token_hex(16))
    session = Session(
        member_id=account.member_id,
        device_hash=device_hash,
        device_id=device_of_browser(device_hash),
        device_name=device_name,
        seed=secrets.token_hex(16),
    )
    db.session.add(session)
    db.session.flush()
    return session


def hash_device(device: str) -> str:
    return hashlib.sha256(device.encode()).hexdigest()


def _find(login: str) -> Account | None:
    row = db.session.execute(
        select(Credential.member_id, Credential.password_hash, Credential.expires_at)
        .join(Member, Member.id == Credential.member_id)
        .where(or_(Member.card_number == login, Member.phone == login), Member.status == "active")
    ).first()
    if row is None:
        return None
    return Account(row.member_id, row.password_hash, row.expires_at is not None and row.expires_at < clock.now())
