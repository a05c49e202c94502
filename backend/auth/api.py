"""Endpoints for signing in to the app, its devices and passwords."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask import Response, g, jsonify, make_response, request
from sqlalchemy import select

from backend.auth.devices import MemberDevice, register_device, revoke_device, shared_among
from backend.auth.identify import load_actor
from backend.auth.models import REFRESH_LIVES, Session
from backend.auth.passwords import issue_first_password
from backend.auth.renew_password import end_others, renew_password
from backend.auth.schemas import DeviceKey, DeviceShape, FirstPassword, PasswordChange, PasswordSignIn, SessionOpened, SessionShape
from backend.auth.sign_in import sign_in
from backend.auth.tokens import ACCESS_LIVES, clear_cookie, cookie_name, make_pair, rotate, session_ended, set_cookie
from backend.core.db import db
from backend.core.errors import Refused, problem
from backend.core.pages import Listing
from backend.core.shapes import Nothing
from backend.core.web import Feature
from backend.members.me import shape_me
from backend.members.models import Member, leave_trace
from backend.permissions import any_member, anyone, even_with_first_password, looks_after_another

auth = Feature("auth")
DEVICE_COOKIE = "muster_device"


@auth.post("/auth/sessions", may=anyone, takes=PasswordSignIn, gives=SessionOpened, status=201)
def sign_in_to_app(body: dict[str, Any]) -> Response:
    """Sign in with study-card number or mobile number. Opens a session on this device."""
    device = request.cookies.get(DEVICE_COOKIE) or secrets.token_hex(16)
    session = sign_in(**body, device=device[:64])
    if isinstance(session, Refused):
        return problem(session)
    answer = _opened(session, 201)
    answer.set_cookie(
        DEVICE_COOKIE, device, max_age=int(REFRESH_LIVES.total_seconds()) * 6, httponly=True, secure=request.is_secure, samesite="Strict"
    )
    return answer


@auth.post("/auth/refresh", may=anyone, takes=Nothing, gives=SessionOpened)
def refresh(body: dict[str, Any]) -> Response:
    """A new access token by the refresh cookie, which changes at each use."""
    session = rotate(request.cookies.get(cookie_name(), ""))
    if session is None:
        answer = problem(session_ended())
        clear_cookie(answer)
        return answer
    return _opened(session, 200)


@auth.delete("/auth/session", may=even_with_first_password, status=204)
def sign_out() -> Response:
    """End the session of this device."""
    db.session.get_one(Session, g.actor.session_id).end("signed_out")
    answer = make_response("", 204)
    clear_cookie(answer)
    return answer


@auth.get("/auth/sessions", may=any_member, lists=SessionShape)
def list_sessions() -> Listing:
    """The devices on which I am signed in."""
    return Listing(Session.visible_to(g.actor), by=(Session.id.desc(),), shape=_mark_current)


@auth.delete("/auth/sessions", may=any_member, status=204)
def end_other_sessions() -> None:
    """Sign out everywhere else."""
    end_others(g.actor, "ended_by_owner")


@auth.delete("/auth/sessions/<int:session_id>", may=any_member, on=Session, status=204)
def end_session(session: Session) -> None:
    """Sign one of my devices out; its next request is refused."""
    session.end("ended_by_owner")


@auth.put("/auth/device-key", may=even_with_first_password, takes=DeviceKey, gives=DeviceShape)
def register_device_key(body: dict[str, Any]) -> dict[str, Any]:
    """Register the key that this browser has made for itself. Registering it again changes nothing."""
    return _shape_devices([(register_device(g.actor, **body),)])[0]


@auth.get("/auth/device-keys", may=any_member, lists=DeviceShape)
def list_device_keys() -> Listing:
    """The devices whose keys I have used."""
    return Listing(MemberDevice.visible_to(g.actor), by=(MemberDevice.id.desc(),), shape=_shape_devices)


@auth.delete("/auth/device-keys/<int:memberdevice_id>", may=any_member, on=MemberDevice, status=204)
def revoke_device_key(device: MemberDevice) -> None:
    """I do not use this device any more: it is signed out, and its key is a stranger's from now on."""
    revoke_device(device)


@auth.put("/auth/password", may=even_with_first_password, takes=PasswordChange, status=204)
def change_password(body: dict[str, Any]) -> Response | None:
    """Change my password. All my other devices are signed out."""
    refusal = renew_password(g.actor, **body)
    return problem(refusal) if refusal else None


@auth.post("/members/<int:member_id>/first-passwords", may=looks_after_another, on=Member, gives=FirstPassword, status=201)
def issue(member: Member) -> dict[str, Any]:
    """A new first password for a member, shown once. The member's devices are signed out."""
    password, credential = issue_first_password(member.id)
    for session in db.session.scalars(select(Session).where(Session.member_id == member.id, Session.ended_at.is_(None))):
        session.end("password_reset")
    leave_trace("first_password_issued", member_id=member.id, actor_id=g.actor.id)
    return {"password": password, "expires_at": credential.expires_at}


def _opened(session: Session, status: int) -> Response:
    db.session.flush()
    g.actor = actor = load_actor(session.id, session.member_id)
    pair = make_pair(session)
    body = {
        "access_token": pair.access,
        "expires_in": int(ACCESS_LIVES.total_seconds()),
        "must_change_password": actor.must_change_password,
        "member": shape_me(db.session.get_one(Member, actor.id), actor),
    }
    answer = make_response(jsonify(SessionOpened().dump(body)), status)
    set_cookie(answer, pair.refresh)
    return answer


def _shape_devices(rows: Sequence[Any]) -> list[dict[str, Any]]:
    used = [row[0] for row in rows]
    current = db.session.get_one(Session, g.actor.session_id).device_id
    shared = shared_among(device.device_id for device in used)
    fields = ("id", "name", "since")
    return [
        {**{name: getattr(one, name) for name in fields}, "shared": one.device_id in shared, "current": one.device_id == current}
        for one in used
    ]


def _mark_current(rows: Sequence[Any]) -> list[dict[str, Any]]:
    fields = ("id", "device_name", "created_at", "rotated_at")
    return [{**{name: getattr(row[0], name) for name in fields}, "current": row[0].id == g.actor.session_id} for row in rows]
