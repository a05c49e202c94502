"""Tokens: a 15-minute access token, and a refresh token that changes at each use.

Refresh token n of a session is derived (HMAC over the session's seed and n), so the server can answer a repeated
refresh within the grace with the very same successor, and stores nothing that could be stolen from the table alone.
"""

from dataclasses import dataclass
from datetime import timedelta

from flask import Response, request
from flask_jwt_extended import create_access_token

from backend.auth.models import REFRESH_LIVES, Session
from backend.core import clock
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.keys import signature, signed_well

ACCESS_LIVES = timedelta(minutes=15)
GRACE = timedelta(seconds=30)  # two tabs, or a lost answer, may present the same token


@dataclass(frozen=True)
class Pair:
    access: str
    refresh: str


def make_pair(session: Session) -> Pair:
    access = create_access_token(identity=str(session.member_id), additional_claims={"sid": session.id}, expires_delta=ACCESS_LIVES)
    return Pair(access, _refresh_token(session, session.generation))


def rotate(token: str) -> Session | None:
    """The session whose token this is, moved on by one generation. None: it is over, and has been ended if the token
    was an old one (stolen or replayed). The caller answers, so that the ending is committed."""
    session, generation = _read(token)
    if session is None or session.ended_at or clock.now() - session.rotated_at > REFRESH_LIVES:
        return None
    if generation == session.generation:
        session.generation, session.rotated_at = generation + 1, clock.now()
        return session
    if generation == session.generation - 1 and clock.now() - session.rotated_at <= GRACE:
        return session
    session.end("token_reused")
    return None


def session_ended() -> Refused:
    return Refused("session_ended", "Sign in again.", status=401)


def cookie_name() -> str:
    # Browsers take a __Host- cookie over HTTPS only; a try-out on plain http:// must work too.
    return "__Host-muster" if request.is_secure else "muster"


def set_cookie(answer: Response, token: str) -> None:
    lives = int(REFRESH_LIVES.total_seconds())
    answer.set_cookie(cookie_name(), token, max_age=lives, httponly=True, secure=request.is_secure, samesite="Strict", path="/")


def clear_cookie(answer: Response) -> None:
    answer.delete_cookie(cookie_name(), httponly=True, secure=request.is_secure, samesite="Strict", path="/")


def _refresh_token(session: Session, generation: int) -> str:
    return f"{session.id}.{generation}.{signature('refresh', _message(session, generation))}"


def _read(token: str) -> tuple[Session | None, int]:
    parts = token.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts[:2]):
        return None, 0
    session = db.session.get(Session, int(parts[0]), with_for_update=True)
    if session is None or not signed_well("refresh", _message(session, int(parts[1])), parts[2]):
        return None, 0
    return session, int(parts[1])


def _message(session: Session, generation: int) -> str:
    return f"{session.id}|{generation}|{session.seed}"
