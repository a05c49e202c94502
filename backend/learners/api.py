"""Endpoints: what secretaries see of their members' study: who is behind, what is held, which phones hold unsent study."""

from collections.abc import Sequence
from typing import Any

from flask import g
from sqlalchemy import func, select

from backend.core.db import db
from backend.core.pages import Listing, Ready
from backend.core.web import Feature
from backend.learners.behind import learners_of
from backend.learners.schemas import (
    HeldCount,
    HeldDecision,
    HeldOfMember,
    HeldQuery,
    LearnersBeside,
    LearnerShape,
    LearnersQuery,
    UnsentPhoneShape,
)
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within
from backend.permissions import looks_after_anothers, looks_after_it
from backend.study.held_shape import shape_held
from backend.study.hold import decide
from backend.study.models import HeldStudy, StudyPhone

learners = Feature("learners")
PLACE = "/organisations/<int:organisation_id>"


@learners.get(f"{PLACE}/learners", may=looks_after_it, on=Organisation, query=LearnersQuery, lists=LearnerShape, beside=LearnersBeside)
def list_learners(organisation: Organisation, query: dict[str, Any]) -> Ready:
    """This year's hours of the members beside the part of the target that is due, who is most behind first."""
    return learners_of(organisation, show=query["show"])


@learners.get(f"{PLACE}/held-segments", may=looks_after_it, on=Organisation, query=HeldQuery, lists=HeldOfMember, beside=HeldCount)
def list_held(organisation: Organisation, query: dict[str, Any]) -> Listing:
    """Study that does not look true and waits for a decision, the oldest first; or what was decided, the latest first."""
    theirs = select(HeldStudy).where(HeldStudy.member.has(Member.branch.has(within(Organisation.path, organisation.path))))
    waiting = theirs.where(HeldStudy.decided_at.is_(None))
    beside = {"waiting": db.session.scalar(select(func.count()).select_from(waiting.subquery()))}
    if query["state"] == "waiting":
        return Listing(waiting, by=(HeldStudy.id,), shape=_shape_rows, beside=beside)
    decided = theirs.where(HeldStudy.decided_at.is_not(None))
    return Listing(decided, by=(HeldStudy.decided_at.desc(), HeldStudy.id.desc()), shape=_shape_rows, beside=beside)


@learners.put("/held-segments/<int:heldstudy_id>/decision", may=looks_after_anothers, on=HeldStudy, takes=HeldDecision, gives=HeldOfMember)
def decide_on_held(held: HeldStudy, body: dict[str, Any]) -> dict[str, Any]:
    """Release it, and it counts as if it had just come in; or decline it. The member is told, with the reason."""
    decide(held, g.actor, **body)
    return _shape_rows([(held,)])[0]


@learners.get(f"{PLACE}/unsent-phones", may=looks_after_it, on=Organisation, lists=UnsentPhoneShape)
def list_unsent_phones(organisation: Organisation) -> Listing:
    """Phones on which study waits to be sent, since when, the longest first; never what."""
    phones = (
        select(StudyPhone, Member)
        .join(Member, Member.id == StudyPhone.member_id)
        .join(Organisation, Organisation.id == Member.branch_id)
        .where(StudyPhone.unsent_since.is_not(None), Member.status == "active", within(Organisation.path, organisation.path))
    )
    return Listing(phones, by=(StudyPhone.unsent_since, StudyPhone.member_id, StudyPhone.device_hash), shape=_shape_phones)


def _shape_rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    names = {member.id: member.name for member in _deciders(row[0] for row in rows)}
    return [_shape(row[0], names) for row in rows]


def _shape(held: HeldStudy, names: dict[int, str]) -> dict[str, Any]:
    return {
        **shape_held(held),
        "member": held.member,
        "branch": held.member.branch,
        "device": held.device,
        "segments": held.segments,
        "decided_by": names.get(held.decided_by or 0),
        "can": ["decide"] if held.decided_at is None and looks_after_anothers(g.actor, held) else [],
    }


def _deciders(studies: Any) -> Sequence[Any]:
    ids = {held.decided_by for held in studies if held.decided_by}
    return db.session.execute(select(Member.id, Member.name).where(Member.id.in_(ids))).all() if ids else []


def _shape_phones(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {
            "member": row.Member,
            "branch": row.Member.branch,
            "device_name": row.StudyPhone.name,
            "since": row.StudyPhone.unsent_since,
            "told_at": row.StudyPhone.told_at,
        }
        for row in rows
    ]
