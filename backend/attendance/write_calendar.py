"""Write a member's meetings as iCalendar (RFC 5545): mine alone, and nothing about anybody else."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vDuration
from icalendar.enums import STATUS, TRANSP
from sqlalchemy import and_, select

from backend.attendance.models import CalendarFeed
from backend.core import clock
from backend.core.config import settings
from backend.core.db import db
from backend.meetings.leave import Leave
from backend.meetings.models import Expected, Meeting
from backend.plans.models import YearPlan

BACK, AHEAD = timedelta(days=90), timedelta(days=400)
REFRESH_HOURS = 2


def write_calendar(feed: CalendarFeed) -> bytes:
    """The meetings that expect the member, from 90 days back to 400 ahead. The same meetings give the same bytes."""
    calendar = Calendar.new(method="PUBLISH", calscale="GREGORIAN", name=settings().name, prodid="-//Muster//Meetings//ZH")
    del calendar["UID"]  # the library's is a random one; this calendar is known by its address
    calendar.add("REFRESH-INTERVAL", vDuration(timedelta(hours=REFRESH_HOURS)), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", f"PT{REFRESH_HOURS}H")  # what Outlook calls it
    for row in _meetings(feed.member_id):
        calendar.add_component(_event(row, feed.created_at))
    return bytes(calendar.to_ical())


def _meetings(member_id: int) -> Any:
    now = clock.now()
    mine = and_(Leave.meeting_id == Meeting.id, Leave.member_id == member_id)
    near = (Meeting.ends_at >= now - BACK, Meeting.starts_at <= now + AHEAD)
    return db.session.execute(
        select(Meeting, Leave.state.label("leave"), YearPlan.created_at.label("planned_at"))
        .join(Expected, Expected.meeting_id == Meeting.id)
        .outerjoin(Leave, mine)
        .outerjoin(YearPlan, YearPlan.id == Meeting.plan_id)
        .where(Expected.member_id == member_id, *near)
        .order_by(Meeting.starts_at, Meeting.id)
    )


def _event(row: Any, feed_since: datetime) -> Event:
    meeting, place = row.Meeting, urlsplit(settings().public_url)
    link = f"{settings().public_url.rstrip('/')}/meetings/{meeting.id}"
    steps = [step for step in (row.planned_at, meeting.opened_at, meeting.closed_at) if step]
    return Event.new(
        uid=f"meeting-{meeting.id}@{place.hostname}",
        stamp=max(steps, default=feed_since),
        # A meeting keeps no time of its last change, so these two tell the steps it has taken.
        last_modified=max(steps, default=None),
        sequence=sum(step is not None for step in (meeting.opened_at, meeting.closed_at)),
        start=meeting.starts_at,
        end=meeting.ends_at,
        summary=meeting.title,
        location=meeting.place,
        description="\n\n".join(part for part in (meeting.theme, meeting.agenda, link) if part),
        url=link,
        status=STATUS.CONFIRMED,
        # Whoever is on leave is free at that time.
        transparency=TRANSP.TRANSPARENT if row.leave == "granted" else TRANSP.OPAQUE,
    )
