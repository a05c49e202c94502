"""Meetings as frames of attendance, with the rule of each meeting's day; however many, the rules are read once."""

from datetime import date
from typing import Any

from sqlalchemy import select

from backend.attendance.standing import Frame
from backend.core import clock
from backend.core.db import db
from backend.meetings.attendance_rules import AttendanceRule, Minutes, minutes_of
from backend.meetings.models import Meeting

FRAME_COLUMNS = (Meeting.starts_at, Meeting.ends_at, Meeting.closed_at, Meeting.rule_id)


class Frames:
    def __init__(self) -> None:
        self._rules = [
            (rule, minutes_of(rule)) for rule in db.session.scalars(select(AttendanceRule).order_by(AttendanceRule.from_day.desc()))
        ]

    def of(self, meeting: Any) -> Frame:
        """Of a meeting, or of a row with FRAME_COLUMNS."""
        return Frame(meeting.starts_at, meeting.ends_at, meeting.closed_at is not None, self._minutes(meeting))

    def _minutes(self, meeting: Any) -> Minutes:
        """The rule that was frozen when it opened, else the one of its day."""
        if meeting.rule_id:
            return next(minutes for rule, minutes in self._rules if rule.id == meeting.rule_id)
        return self._minutes_on(clock.day_of(meeting.starts_at))

    def _minutes_on(self, day: date) -> Minutes:
        return next(minutes for rule, minutes in self._rules if rule.from_day <= day)


def within_days(first_day: date, last_day: date) -> Any:
    """As a condition: does the meeting begin on one of these local days?"""
    start, end = clock.bounds_ms(first_day)[0], clock.bounds_ms(last_day)[1]
    return (Meeting.starts_at >= clock.from_ms(start)) & (Meeting.starts_at < clock.from_ms(end))
