"""Write down that somebody reads members' attendance in a report, so that these members can see it."""

from typing import Any

from sqlalchemy import select

from backend.core import clock
from backend.core.db import begin_writing, db, insert_once
from backend.meetings.models import Expected, Meeting
from backend.meetings.views import View
from backend.reports.attendances import Period, people_of
from backend.reports.kind import Question


def note_look_of(question: Question, *, viewer_id: int, place: str) -> None:
    """A look at the members of the one branch that is asked about."""
    period = Period(question.first_day, question.last_day, question.meeting_kind)
    note_look(question.organisation.id, period, viewer_id=viewer_id, place=place)


def note_look(branch_id: int, period: Period, *, viewer_id: int, place: str) -> None:
    """A look at each meeting of the period that expected somebody of the branch, once a day. To be called before anything
    is read for the answer, like `note_view`."""
    today = {"viewer_id": viewer_id, "day": clock.today(), "place": place}
    looked_at = select(View.meeting_id).where(*(getattr(View, name) == value for name, value in today.items()))
    expecting: Any = select(Expected.meeting_id).where(Expected.member_id.in_(people_of([branch_id], period)))
    fresh = select(Meeting.id).where(Meeting.id.in_(expecting), Meeting.id.not_in(looked_at), period.holds())
    meetings = list(db.session.scalars(fresh))
    if not meetings:
        return
    begin_writing()
    insert_once(View, [{**today, "meeting_id": meeting_id, "at": clock.now()} for meeting_id in meetings], returning=[View.meeting_id])
