"""Slow down guessers without ever locking an owner out: a known device has a count of its own."""

import hashlib
from typing import Any

from sqlalchemy import delete, select

from backend.auth.models import FailedSignIn, Session
from backend.core.clock import now_ms
from backend.core.db import db, upsert
from backend.core.errors import Refused

WINDOW_MS = 15 * 60 * 1000
MOST = 10  # refused passwords per key and window


def guess_key(login: str, member_id: int | None, device_hash: str | None) -> str:
    """Who is counted: the account on this known device, else the account, or the login
    that is nobody's, from all unknown devices together."""
    if member_id and device_hash and _knows(member_id, device_hash):
        return _hashed(f"device|{member_id}|{device_hash}")
    return _hashed(f"account|{member_id}" if member_id else f"login|{login}")


def session_key(session_id: int) -> str:
    """Who is counted once signed in: the session, which a thief of the phone holds too."""
    return _hashed(f"session|{session_id}")


def too_many(key: str) -> Refused | None:
    count = db.session.scalar(select(FailedSignIn.count).where(FailedSignIn.key == key, FailedSignIn.window == _window())) or 0
    if count < MOST:
        return None
    wait = (WINDOW_MS - now_ms() % WINDOW_MS) // 1000 + 1
    return Refused("too_many_tries", "Too many wrong passwords: wait a little.", status=429, headers={"Retry-After": str(wait)})


def count_refusal(key: str) -> None:
    """One more wrong password. Old windows are swept away on the same occasion."""
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.window < _window() - 1))
    upsert(FailedSignIn, [{"key": key, "window": _window(), "count": 1}], ("key", "window"), _added)


def _added(old: Any, new: Any) -> dict[str, Any]:
    return {"count": old["count"] + new["count"]}


def _knows(member_id: int, device_hash: str) -> bool:
    return (
        db.session.scalar(select(Session.id).where(Session.member_id == member_id, Session.device_hash == device_hash).limit(1)) is not None
    )


def _window() -> int:
    return now_ms() // WINDOW_MS


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
