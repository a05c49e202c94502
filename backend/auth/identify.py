"""Who asks: the member, session and roles behind an access token, in one statement at each request."""

from flask import Flask, Response
from flask_jwt_extended import JWTManager, get_jwt, verify_jwt_in_request
from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from backend.auth.models import Credential, Session
from backend.auth.tokens import session_ended
from backend.core import clock
from backend.core.actor import Actor, Held
from backend.core.db import db
from backend.core.errors import Refused, problem
from backend.members.models import Member, Role, role_holds
from backend.organisations.models import Organisation

jwt = JWTManager()


def identify() -> Actor:
    """The actor behind the request's token. Raises Refused (401) when the session is over or the account disabled."""
    verify_jwt_in_request()
    claims = get_jwt()
    return load_actor(int(claims["sid"]), int(claims["sub"]))


def load_actor(session_id: int, member_id: int) -> Actor:
    over = aliased(Organisation)
    held = and_(Role.member_id == Member.id, role_holds(clock.today()))
    rows = db.session.execute(
        select(Member.id, Member.name, Member.branch_id, Organisation.path, Credential.first, Role.kind, over.path.label("over"))
        .join(Organisation, Member.branch_id == Organisation.id)
        .join(Session, and_(Session.member_id == Member.id, Session.id == session_id, Session.ended_at.is_(None)))
        .join(Credential, Credential.member_id == Member.id)
        .outerjoin(Role, held)
        .outerjoin(over, Role.organisation_id == over.id)
        .where(Member.id == member_id, Member.status == "active")
    ).all()
    if not rows:
        raise session_ended()
    me = rows[0]
    roles = tuple(Held(row.kind, row.over) for row in rows if row.kind)
    return Actor(me.id, me.name, me.branch_id, me.path, session_id, me.first, roles)


def register(app: Flask) -> None:
    jwt.init_app(app)
    app.extensions["muster.identify"] = identify


@jwt.unauthorized_loader
def _missing(reason: str) -> Response:
    return problem(Refused("token_missing", "Sign in first.", status=401))


@jwt.invalid_token_loader
def _invalid(reason: str) -> Response:
    return problem(Refused("token_invalid", "Sign in again.", status=401))


@jwt.expired_token_loader
def _expired(header: dict[str, object], claims: dict[str, object]) -> Response:
    return problem(Refused("token_expired", "Refresh the session.", status=401))
