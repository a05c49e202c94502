"""Hold a meeting: what two people do to its record at once, they do one after the other."""

from sqlalchemy import select

from backend.core.db import db
from backend.core.errors import NotFound, Refused
from backend.meetings.models import Meeting


def hold(meeting_id: int) -> Meeting:
    """The meeting as it stands now, held until the end of the transaction. Members go on signing in meanwhile."""
    return _held(meeting_id, beside_sign_ins=True)


def hold_alone(meeting_id: int) -> Meeting:
    """The same, when every sign-in that has begun is through; later ones wait, and see what was done."""
    return _held(meeting_id, beside_sign_ins=False)


def hold_begun(meeting_id: int) -> Meeting:
    """Held, while minutes and photos may still change. Raises Refused before the meeting is open and once it is closed."""
    meeting = hold(meeting_id)
    if meeting.closed_at:
        raise Refused("closed", "The meeting is closed: what is on record is changed by a correction.")
    if not meeting.opened_at:
        raise Refused("not_open", "The meeting has not begun.")
    return meeting


def _held(meeting_id: int, *, beside_sign_ins: bool) -> Meeting:
    # A sign-in holds a share of the meeting's key; PostgreSQL lets that stand beside FOR NO KEY UPDATE, not beside FOR UPDATE.
    db.session.execute(select(Meeting.id).where(Meeting.id == meeting_id).with_for_update(key_share=beside_sign_ins))
    # Read by a statement of its own: one that had to wait would join the new meeting with what stood beside the old one.
    now = select(Meeting).where(Meeting.id == meeting_id).execution_options(populate_existing=True)
    meeting = db.session.scalars(now).unique().one_or_none()
    if meeting is None:
        raise NotFound
    return meeting
