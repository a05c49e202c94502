"""What is open at an organisation: what a new secretary has to know on the first day. Names and reasons stand in none of it."""

from typing import Any

from sqlalchemy import Select, func, or_, select

from backend.core import clock
from backend.core.db import db
from backend.meetings.leave import Leave
from backend.meetings.models import JointBranch, Meeting
from backend.meetings.sign_ins import SignIn
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.records.canonical import instant
from backend.records.correct import APPROVE_WITHIN
from backend.records.models import Minutes

MOST_SHOWN = 100
MATTERS = ("planned", "not_closed", "without_minutes", "waiting_claims", "leaves_to_decide", "invitations")


def open_matters(organisation: Organisation) -> dict[str, list[dict[str, Any]]]:
    """By kind of matter the meetings that it is about, the latest first, each with how many things wait there."""
    here, meeting = Meeting.organisation_id == organisation.id, _meetings(func.count(Meeting.id))
    begun = meeting.where(here, Meeting.opened_at.is_not(None))
    claims = _meetings(func.count(SignIn.id)).join(SignIn, SignIn.meeting_id == Meeting.id)
    leaves = _meetings(func.count(Leave.member_id)).join(Leave, Leave.meeting_id == Meeting.id)
    still_decided = or_(Meeting.closed_at.is_(None), Meeting.closed_at > clock.now() - APPROVE_WITHIN)
    matters = {
        "planned": meeting.where(here, Meeting.opened_at.is_(None), Meeting.closed_at.is_(None)),
        "not_closed": begun.where(Meeting.closed_at.is_(None)),
        "without_minutes": begun.where(Meeting.closed_at.is_not(None), Meeting.id.not_in(select(Minutes.meeting_id))),
        "waiting_claims": claims.where(here, SignIn.state == "waiting", still_decided),
        "leaves_to_decide": leaves.join(Member, Member.id == Leave.member_id).where(
            Member.branch_id == organisation.id, Leave.state == "asked", Meeting.closed_at.is_(None)
        ),
        "invitations": meeting.join(JointBranch, JointBranch.meeting_id == Meeting.id).where(
            JointBranch.organisation_id == organisation.id, JointBranch.accepted_at.is_(None), Meeting.is_coming()
        ),
    }
    return {name: _read(matters[name]) for name in MATTERS}


def _meetings(count: Any) -> Select[Any]:
    return select(Meeting.id, Meeting.title, Meeting.starts_at, count.label("waiting")).select_from(Meeting).group_by(Meeting.id)


def _read(statement: Select[Any]) -> list[dict[str, Any]]:
    rows = db.session.execute(statement.order_by(Meeting.starts_at.desc()).limit(MOST_SHOWN))
    return [{"meeting_id": row.id, "title": row.title, "starts_at": instant(row.starts_at), "waiting": row.waiting} for row in rows]
