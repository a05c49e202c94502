"""The minutes of a meeting: who saves says which version was read, so that nobody overwrites what they have not seen."""

from typing import Any

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import Refused
from backend.meetings.models import Meeting
from backend.members.models import Member
from backend.records.hold import hold_begun
from backend.records.minutes_template import fill_template
from backend.records.models import Minutes


def read_minutes(meeting: Meeting, actor: Actor, language: str) -> dict[str, Any]:
    minutes = minutes_of(meeting.id)
    template = fill_template(meeting, actor.name, language)
    if minutes is None:
        return {"body": "", "version": 0, "updated_at": None, "updated_by": None, "template": template}
    name = db.session.get_one(Member, minutes.updated_by).name
    kept = {"body": minutes.body, "version": minutes.version, "updated_at": minutes.updated_at}
    return {**kept, "updated_by": name, "template": template}


def save_minutes(meeting: Meeting, actor: Actor, *, body: str, version: int) -> Minutes:
    """Save what was written over `version` (0: there were none). Raises Refused when another version stands."""
    meeting = hold_begun(meeting.id)
    standing = minutes_of(meeting.id)
    if standing and (standing.version, standing.body, standing.updated_by) == (version + 1, body, actor.id):
        return standing  # sent again: the answer was lost on its way
    if (standing.version if standing else 0) != version:
        raise Refused("minutes_changed", "Somebody else has saved the minutes: look at both texts.")
    return write_minutes(meeting, actor, body)


def write_minutes(meeting: Meeting, actor: Actor, body: str) -> Minutes:
    """Write the next version. The caller holds the meeting."""
    minutes = minutes_of(meeting.id)
    if minutes is None:
        minutes = Minutes(meeting_id=meeting.id, version=0)
        db.session.add(minutes)
    minutes.body, minutes.version = body, minutes.version + 1
    minutes.updated_by, minutes.updated_at = actor.id, clock.now()
    db.session.flush()
    return minutes


def minutes_of(meeting_id: int) -> Minutes | None:
    return db.session.get(Minutes, meeting_id, populate_existing=True)
