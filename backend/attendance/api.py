"""Endpoints of the member's own attendance: my year, who looked or changed, and my calendar for other programs."""

from hashlib import sha256
from typing import Any

from flask import Response, g, request

from backend.attendance.calendar_feed import end, find_feed, renew, url_of
from backend.attendance.my_year import attendance_of_year
from backend.attendance.schemas import AttendanceTraceShape, CalendarLink, MyAttendance, YearQuery
from backend.attendance.traces import traces_of
from backend.attendance.write_calendar import write_calendar
from backend.core import clock
from backend.core.pages import Listing
from backend.core.shapes import Nothing
from backend.core.web import Feature
from backend.permissions import any_member, anyone

attendance = Feature("attendance")


@attendance.get("/me/attendance", may=any_member, query=YearQuery, gives=MyAttendance)
def get_my_attendance(query: dict[str, Any]) -> dict[str, Any]:
    """The meetings of a year that expect me, and what became of each."""
    return attendance_of_year(g.actor.id, query["year"] or clock.today().year)


@attendance.get("/me/attendance/traces", may=any_member, lists=AttendanceTraceShape)
def list_traces() -> Listing:
    """Who looked at a list that I am on, and who changed my attendance; newest first."""
    return traces_of(g.actor.id)


@attendance.get("/me/calendar-feed", may=any_member, gives=CalendarLink)
def get_calendar_link() -> dict[str, Any]:
    """My secret calendar link, if I have one."""
    return {"url": url_of(g.actor.id)}


@attendance.post("/me/calendar-feed", may=any_member, takes=Nothing, gives=CalendarLink, status=201)
def renew_calendar_link(body: dict[str, Any]) -> dict[str, Any]:
    """A new secret link to my calendar; the one before is void."""
    return {"url": renew(g.actor.id)}


@attendance.delete("/me/calendar-feed", may=any_member, status=204)
def end_calendar_link() -> None:
    """Stop the link."""
    end(g.actor.id)


@attendance.get("/calendar/<string:token>.ics", may=anyone)
def get_calendar(token: str) -> Response:
    """My meetings as iCalendar, for whoever holds the secret link. Ask again with If-None-Match."""
    body = write_calendar(find_feed(token))
    answer = Response(body, content_type="text/calendar; charset=utf-8")
    answer.set_etag(sha256(body).hexdigest()[:32])
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.make_conditional(request)
    return answer
