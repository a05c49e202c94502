"""The six digits under the code: five wrong ones are the last, for a member and for a device."""

from typing import Any

from sqlalchemy import func, select

from backend.core.db import db, upsert
from backend.core.errors import Refused
from backend.meetings.facts import AnyMeeting
from backend.sign_in.code import age_ms, digits_fit, series_of
from backend.sign_in.models import DigitTry

MOST_TRIES = 5


def refuse_wrong_digits(meeting: AnyMeeting, digits: str, purpose: str, subjects: list[str]) -> Refused | None:
    """A refusal to be answered, not raised: the count of wrong tries must be committed. None: the digits are right."""
    # Counted before it is judged, so that a hundred guesses at once are a hundred tries.
    if _count(meeting, subjects, 1) > MOST_TRIES:
        return Refused("too_many_tries", "Ask the secretary to mark you by hand.", status=429)
    if digits_fit(digits, series_of(meeting), purpose, age_ms=age_ms(meeting)):
        _count(meeting, subjects, -1)
        return None
    return Refused("digits_wrong", "Look at the screen again: the digits change every half minute.", status=422)


def _count(meeting: AnyMeeting, subjects: list[str], tries: int) -> int:
    """Add to the tries of each subject and answer the most that one of them has now."""
    rows = [{"meeting_id": meeting.id, "subject": subject, "count": tries} for subject in sorted(subjects)]
    upsert(DigitTry, rows, ("meeting_id", "subject"), _added)
    counts = select(func.max(DigitTry.count)).where(DigitTry.meeting_id == meeting.id, DigitTry.subject.in_(subjects))
    return db.session.scalars(counts).one()


def _added(old: Any, new: Any) -> dict[str, Any]:
    return {"count": old["count"] + new["count"]}
