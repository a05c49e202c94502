"""Endpoints: study outside Muster and in person: declared with proof, decided by those who look after the branch."""

from collections.abc import Sequence
from typing import Any

from flask import Response, g
from sqlalchemy import func, select

from backend.core.db import db
from backend.core.pages import Listing
from backend.core.web import Feature
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within
from backend.outside import photos as proofs
from backend.outside.decide import decide
from backend.outside.declare import declare, withdraw
from backend.outside.models import OutsideStudy
from backend.outside.schemas import (
    Decision,
    NewOutsideStudy,
    OutsidePhotoFile,
    OutsidePhotoShape,
    OutsideStudyShape,
    Queue,
    QueueQuery,
)
from backend.permissions import any_member, is_the_members_own, looks_after_anothers, looks_after_it

outside = Feature("outside")


@outside.post("/outside-studies", may=any_member, takes=NewOutsideStudy, gives=OutsideStudyShape, status=201)
def declare_study(body: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Declare study of one day. It counts once the secretary has approved it."""
    study, first = declare(g.actor, body)
    return _shape(study), 201 if first else 200


@outside.get("/me/outside-studies", may=any_member, lists=OutsideStudyShape)
def list_my_studies() -> Listing:
    """What I declared, the latest day first."""
    mine = select(OutsideStudy).where(OutsideStudy.member_id == g.actor.id)
    return Listing(mine, by=(OutsideStudy.studied_on.desc(), OutsideStudy.id.desc()), shape=_shape_rows)


@outside.get("/outside-studies/<int:outsidestudy_id>", may=any_member, on=OutsideStudy, gives=OutsideStudyShape)
def get_study(study: OutsideStudy) -> dict[str, Any]:
    """One declaration, with what became of it."""
    return _shape(study)


@outside.delete("/outside-studies/<int:outsidestudy_id>", may=is_the_members_own, on=OutsideStudy, status=204)
def withdraw_study(study: OutsideStudy) -> None:
    """Take it back while it waits."""
    withdraw(study)


@outside.post(
    "/outside-studies/<int:outsidestudy_id>/photos",
    may=is_the_members_own,
    on=OutsideStudy,
    files=OutsidePhotoFile,
    gives=OutsidePhotoShape,
    status=201,
)
def add_proof(study: OutsideStudy, files: dict[str, Any]) -> tuple[Any, int]:
    """Add a photo as proof (JPEG, PNG, WebP). It is made anew from its pixels: place, camera and all else in the file are gone."""
    photo, first = proofs.add_photo(study, files["file"].stream)
    return photo, 201 if first else 200


@outside.get("/outside-studies/<int:outsidestudy_id>/photos/<int:photo_id>", may=any_member, on=OutsideStudy)
def get_proof(study: OutsideStudy, photo_id: int) -> Response:
    """One photo, as JPEG."""
    return proofs.show_photo(study, photo_id)


@outside.delete("/outside-studies/<int:outsidestudy_id>/photos/<int:photo_id>", may=is_the_members_own, on=OutsideStudy, status=204)
def remove_proof(study: OutsideStudy, photo_id: int) -> None:
    """Take a photo away while the study waits."""
    proofs.remove_photo(study, photo_id)


@outside.get(
    "/organisations/<int:organisation_id>/outside-studies",
    may=looks_after_it,
    on=Organisation,
    query=QueueQuery,
    lists=OutsideStudyShape,
    beside=Queue,
)
def list_queue(organisation: Organisation, query: dict[str, Any]) -> Listing:
    """What waits for a decision here and below, the oldest first; or what was decided, the latest first."""
    here = OutsideStudy.member.has(Member.branch.has(within(Organisation.path, organisation.path)))
    beside = {"waiting": db.session.scalar(select(func.count(OutsideStudy.id)).where(here, OutsideStudy.state == "waiting"))}
    asked = select(OutsideStudy).where(here, OutsideStudy.state == query["state"])
    by = OutsideStudy.id if query["state"] == "waiting" else OutsideStudy.id.desc()
    return Listing(asked, by=(by,), shape=_shape_rows, beside=beside)


@outside.put(
    "/outside-studies/<int:outsidestudy_id>/decision",
    may=looks_after_anothers,
    on=OutsideStudy,
    takes=Decision,
    gives=OutsideStudyShape,
)
def decide_on_study(study: OutsideStudy, body: dict[str, Any]) -> dict[str, Any]:
    """Approve it, approve another amount, or decline it; later also anew. Hours are booked, and taken back by a reversal."""
    decide(study, g.actor, body)
    return _shape(study)


def _shape_rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [_shape(row[0]) for row in rows]


_SHOWN = ("id", "member", "title", "kind", "studied_on", "amount", "unit", "note", "asked_seconds", "granted_seconds", "counted_seconds")
_DECIDED = ("state", "reason", "decided_at", "declared_at", "version", "photos")


def _shape(study: OutsideStudy) -> dict[str, Any]:
    shown = {name: getattr(study, name) for name in (*_SHOWN, *_DECIDED)}
    return {**shown, "branch": study.member.branch, "decided_by": study.decider, "can": _can(study)}


def _can(study: OutsideStudy) -> list[str]:
    waits = study.state == "waiting"
    mine = ["withdraw_study", "add_proof"] if waits and is_the_members_own(g.actor, study) else []
    return mine + (["decide_on_study"] if study.state != "withdrawn" and looks_after_anothers(g.actor, study) else [])
