"""Endpoints of signing in: open the meeting, the code and its screen, the member's sign-in, the poster."""

from typing import Any

from flask import Response, g

from backend.core import clock
from backend.core.config import settings
from backend.core.errors import Refused, problem
from backend.core.pages import Listing
from backend.core.shapes import Nothing
from backend.core.web import Feature, visible
from backend.meetings.attend import credited_seconds, standing_of
from backend.meetings.meeting_shape import MeetingDetail
from backend.meetings.models import Meeting
from backend.meetings.shape import shape_detail
from backend.permissions import any_member, anyone, helps_at_it, looks_after_it
from backend.sign_in import checks, code, poster
from backend.sign_in.device import DEVICE
from backend.sign_in.leases import leases_of, take_lease, to_base64
from backend.sign_in.qr import qr_svg
from backend.sign_in.replies import reply_key
from backend.sign_in.schemas import (
    CodeQuery,
    CodeShape,
    LeaseShape,
    LeaseTaken,
    ReplyKeyShape,
    ScannedCode,
    SheetQuery,
    SignInRequest,
    SignInShape,
    TicketShape,
)
from backend.sign_in.server_keys import current_key_id
from backend.sign_in.sign_in import Outcome, Signed, sign_in_by_code, sign_in_by_digits, sign_in_by_ticket
from backend.sign_in.tickets import LIVES, exchange_code

sign_in = Feature("sign_in")
MOST_GENERATIONS = 2**16 - 1


@sign_in.put("/meetings/<int:meeting_id>/opening", may=looks_after_it, on=Meeting, takes=Nothing, gives=MeetingDetail)
def open_meeting(meeting: Meeting, body: dict[str, Any]) -> dict[str, Any]:
    """Let signing in begin, from two hours before the start (a dated rule says how long)."""
    meeting.open(key_id=current_key_id(), slot_ms=settings().code_seconds * 1000)
    return shape_detail(meeting, g.actor)


@sign_in.get("/meetings/<int:meeting_id>/code", may=helps_at_it, on=Meeting, query=CodeQuery, gives=CodeShape)
def get_code(meeting: Meeting, query: dict[str, Any]) -> dict[str, Any]:
    """The code to show now, and how long it stands. While a second check is due, it is that check's."""
    _refuse_unless_open(meeting)
    purpose = "check" if checks.check_with_code(meeting.id) else query["purpose"]
    return _shape_code(meeting, purpose)


@sign_in.post("/meetings/<int:meeting_id>/code-resets", may=looks_after_it, on=Meeting, takes=Nothing, gives=CodeShape, status=201)
def reset_code(meeting: Meeting, body: dict[str, Any]) -> dict[str, Any]:
    """Make every code and lease of this meeting void, and begin a new series."""
    _refuse_unless_open(meeting)
    if meeting.generation >= MOST_GENERATIONS:
        raise Refused("too_many_resets", "The code of this meeting can't be reset any more.")
    meeting.generation += 1
    return _shape_code(meeting, "in")


@sign_in.post("/meetings/<int:meeting_id>/leases", may=helps_at_it, on=Meeting, takes=Nothing, gives=LeaseShape, status=201)
def lease_keys(meeting: Meeting, body: dict[str, Any]) -> dict[str, Any]:
    """Take the meeting's keys along for three hours, to show codes without a network."""
    _refuse_unless_open(meeting)
    return take_lease(meeting, g.actor)


@sign_in.get("/meetings/<int:meeting_id>/leases", may=looks_after_it, on=Meeting, lists=LeaseTaken)
def list_leases(meeting: Meeting) -> Listing:
    """Who took the keys along."""
    return leases_of(meeting)


@sign_in.post("/sign-in-tickets", may=anyone, takes=ScannedCode, gives=TicketShape, status=201)
def exchange(body: dict[str, Any]) -> dict[str, Any]:
    """Exchange a scanned code for a ticket at once; signing in to the app may then take its time."""
    secret, ticket, meeting = exchange_code(body["code"], body.get("public_key"), body.get("signature"))
    return {"ticket": secret, "expires_in": int(LIVES.total_seconds()), "meeting": meeting, "purpose": ticket.purpose}


@sign_in.post("/sign-ins", may=any_member, along=DEVICE, takes=SignInRequest, gives=SignInShape, status=201)
def sign_in_to_meeting(body: dict[str, Any]) -> Response | tuple[dict[str, Any], int]:
    """Sign in to a meeting, out of it, or answer its second check. 201: done; 200: a repeat, with the first time;
    202: it waits for the secretary."""
    outcome = _sign_in(body)
    if isinstance(outcome, Refused):
        return problem(outcome)
    waits = outcome.sign_in is not None and outcome.sign_in.state == "waiting"
    return _shape_outcome(outcome), 202 if waits else 201 if outcome.first else 200


@sign_in.get("/me/reply-key", may=any_member, gives=ReplyKeyShape)
def get_reply_key() -> dict[str, Any]:
    """The key with which this device answers a code when neither it nor the secretary's phone has a network."""
    key_id = current_key_id()
    key = to_base64(reply_key(key_id, g.actor.session_id))
    return {"key": key, "key_id": key_id, "session_id": g.actor.session_id, "member_id": g.actor.id}


@sign_in.get("/meetings/<int:meeting_id>/poster.svg", may=looks_after_it, on=Meeting)
def get_poster_svg(meeting: Meeting) -> Response:
    """A QR symbol of the meeting's page. It signs nobody in."""
    return Response(poster.poster_svg(meeting), content_type="image/svg+xml")


@sign_in.get("/meetings/<int:meeting_id>/poster.png", may=looks_after_it, on=Meeting)
def get_poster_png(meeting: Meeting) -> Response:
    """The same as PNG."""
    return Response(poster.poster_png(meeting), content_type="image/png")


@sign_in.get("/meetings/<int:meeting_id>/poster-sheet.svg", may=looks_after_it, on=Meeting, query=SheetQuery)
def get_poster_sheet(meeting: Meeting, query: dict[str, Any]) -> Response:
    """An A4 sheet for the door: title, time, place, what to do, and the poster's symbol."""
    return Response(poster.sheet_svg(meeting, query["language"]), content_type="image/svg+xml")


def _refuse_unless_open(meeting: Meeting) -> None:
    if meeting.state != "open":
        raise Refused("not_open", "Open the meeting first.")


def _shape_code(meeting: Meeting, purpose: str) -> dict[str, Any]:
    series, age = code.series_of(meeting), code.age_ms(meeting)
    url = code.link("S", code.make_code(series, purpose, age_ms=age))
    return {
        "url": url,
        "qr_svg": qr_svg(url),
        "digits": code.make_digits(series, purpose, age_ms=age),
        "left_ms": series.slot_ms - age % series.slot_ms,
        "digits_left_ms": code.DIGITS_SLOT_MS - age % code.DIGITS_SLOT_MS,
        "slot_ms": series.slot_ms,
        "purpose": purpose,
        "generation": series.generation,
    }


def _sign_in(body: dict[str, Any]) -> Outcome | Refused:
    proof = next(body[way] for way in ("code", "ticket", "digits") if way in body)
    shared = {name: body[name] for name in ("signature", "public_key", "waited_ms")}
    request = Signed(str(body["operation_id"]), proof, **shared)
    if "code" in body:
        return sign_in_by_code(g.actor, request)
    if "ticket" in body:
        return sign_in_by_ticket(g.actor, request)
    return sign_in_by_digits(g.actor, visible(Meeting, body["meeting_id"], g.actor), body["purpose"], request)


def _shape_outcome(outcome: Outcome) -> dict[str, Any]:
    meeting, mark = outcome.meeting, outcome.sign_in
    about = {"meeting_id": meeting.id, "title": meeting.title, "purpose": outcome.purpose, "already": not outcome.first}
    if mark is None:
        nothing = dict.fromkeys(("waits_for", "assurance", "standing", "method"))
        return {**about, **nothing, "state": "accepted", "signed_in_at": clock.now(), "credited_seconds": 0, "points": 0}
    return {
        **about,
        **{name: getattr(mark, name) for name in ("state", "waits_for", "assurance", "signed_in_at", "method")},
        "standing": standing_of(meeting, mark) if mark.kind == "in" else None,
        "credited_seconds": credited_seconds(meeting, mark),
        "points": outcome.points,
    }
