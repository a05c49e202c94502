"""Approve or decline what waits, and undo a mark within the meeting."""

from sqlalchemy import select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import NotFound, Refused
from backend.meetings.attend import recount
from backend.meetings.models import Meeting
from backend.meetings.sign_ins import SignIn
from backend.members.models import Member, leave_trace, lock_member
from backend.notices.tell import tell


def decide(meeting: Meeting, actor: Actor, sign_in_ids: list[int], *, approve: bool) -> list[SignIn]:
    """Decide on claims of this meeting; what is decided already stays as it is. Members in a fixed order, so that two
    secretaries never wait for one another in a circle."""
    asked = select(SignIn).where(SignIn.meeting_id == meeting.id, SignIn.id.in_(sign_in_ids)).order_by(SignIn.member_id, SignIn.id)
    claims = list(db.session.scalars(asked))
    for claim in claims:
        _decide(meeting, actor, claim, approve=approve)
    return claims


def undo(meeting: Meeting, actor: Actor, sign_in_id: int) -> None:
    """Take an accepted mark back. Another mark of the same member counts then; without one, hours and points go too."""
    mark = db.session.get(SignIn, sign_in_id)
    if mark is None or mark.meeting_id != meeting.id:
        raise NotFound
    _lock(mark)
    if mark.state != "accepted":
        raise Refused("not_accepted", "This mark does not count any more.")
    _set_state(meeting, actor, mark, "undone")
    leave_trace("mark_undone", member_id=mark.member_id, actor_id=actor.id, note=meeting.title)


def _decide(meeting: Meeting, actor: Actor, claim: SignIn, *, approve: bool) -> None:
    _lock(claim)
    if claim.state != "waiting":
        return
    _set_state(meeting, actor, claim, "accepted" if approve else "declined")
    deed = "claim_approved" if approve else "claim_declined"
    leave_trace(deed, member_id=claim.member_id, actor_id=actor.id, note=meeting.title)
    about = {"meeting_id": meeting.id, "title": meeting.title, "approved": approve}
    tell(claim.member_id, "claim_decided", about, once=f"claim/{claim.id}")


def _lock(mark: SignIn) -> None:
    lock_member(mark.member_id)
    db.session.refresh(mark)  # another request may have been quicker


def _set_state(meeting: Meeting, actor: Actor, mark: SignIn, state: str) -> None:
    mark.state, mark.decided_by, mark.decided_at = state, actor.id, clock.now()
    if state == "undone":
        mark.counts = False
    db.session.flush()
    branch_id = db.session.get_one(Member, mark.member_id).branch_id
    recount(meeting, mark.member_id, branch_id, mark.kind, reason=state, actor_id=actor.id)
