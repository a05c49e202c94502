"""Who asks: the member, session and roles behind an access token, in one statement at each request."""

from functools import cache, lru_cache
from typing import Any

import jwt
from flask import Flask, current_app, request
from flask_jwt_extended import JWTManager
from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased

from backend.auth.models import Credential, Session
from backend.auth.tokens import session_ended
from backend.core import clock
from backend.core.actor import Actor, Held
from backend.core.along import Along
from backend.core.db import Prepared
from backend.core.errors import Refused
from backend.members.models import Member, Role, role_holds
from backend.organisations.models import Organisation

NEEDED: Any = {"require": ["exp", "sub", "sid"]}
OVER = aliased(Organisation)
# It is asked at every request.
ACTOR = (
    select(Member.id, Member.name, Member.branch_id, Organisation.path, Credential.first, Role.kind, OVER.path.label("over"))
    .join(Organisation, Member.branch_id == Organisation.id)
    .join(Session, and_(Session.member_id == Member.id, Session.id == bindparam("session_id"), Session.ended_at.is_(None)))
    .join(Credential, Credential.member_id == Member.id)
    .outerjoin(Role, and_(Role.member_id == Member.id, role_holds(bindparam("today"))))
    .outerjoin(OVER, Role.organisation_id == OVER.id)
    .where(Member.id == bindparam("member_id"), Member.status == "active")
)


def identify(along: Along | None = None) -> Actor:
    """The actor behind the request's token. Raises Refused (401) when the session is over or the account disabled."""
    claims = _read_token(request.headers.get("Authorization", ""))
    return load_actor(int(claims["sid"]), int(claims["sub"]), along)


def _read_token(header: str) -> dict[str, Any]:
    """The claims of an access token of ours."""
    scheme, _, token = header.partition(" ")
    if scheme != "Bearer":
        raise Refused("token_missing", "Sign in first.", status=401)
    try:
        claims = _verified(token.strip(), current_app.config["JWT_SECRET_KEY"])
    except jwt.ExpiredSignatureError as error:
        raise _expired() from error
    except (jwt.InvalidTokenError, UnicodeError) as error:
        raise Refused("token_invalid", "Sign in again.", status=401) from error
    if claims.get("type") != "access" or not _is_ours(claims):
        raise Refused("token_invalid", "Sign in again.", status=401)
    if claims["exp"] <= clock.now().timestamp():
        raise _expired()
    return claims


@lru_cache(maxsize=4096)
def _verified(token: str, key: str) -> dict[str, Any]:
    """The claims of a token that was well signed. A token says the same for its quarter of an hour, and a phone that polls shows it
    often, so it is verified once; whether its time is over, and whether its session still stands, is asked at each request."""
    claims: dict[str, Any] = jwt.decode(token, key, algorithms=["HS256"], options=NEEDED)
    return claims


def _expired() -> Refused:
    return Refused("token_expired", "Refresh the session.", status=401)


def _is_ours(claims: dict[str, Any]) -> bool:
    return isinstance(claims.get("sid"), int) and str(claims["sub"]).isdecimal()


def load_actor(session_id: int, member_id: int, along: Along | None = None) -> Actor:
    rows = _asking(along).rows(session_id=session_id, member_id=member_id, today=clock.today())
    if not rows:
        raise session_ended()
    me = rows[0]
    if along:
        along.keep(me)
    roles = tuple(Held(row.kind, row.over) for row in rows if row.kind)
    return Actor(me.id, me.name, me.branch_id, me.path, session_id, me.first, roles)


@cache
def _asking(along: Along | None) -> Prepared:
    return Prepared(ACTOR.add_columns(*along.columns) if along else ACTOR)


def register(app: Flask) -> None:
    JWTManager(app)  # makes the access tokens (auth/tokens.py)
    app.extensions["muster.identify"] = identify
