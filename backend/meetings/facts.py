"""What signing in needs to know of a meeting, read as plain columns: a hall of thousands asks for nothing more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.core import clock
from backend.meetings.attendance_rules import AttendanceRule, Minutes, minutes_of, rule_on
from backend.meetings.models import Meeting

PLAIN = (
    Meeting.id,
    Meeting.title,
    Meeting.starts_at,
    Meeting.ends_at,
    Meeting.opened_at,
    Meeting.closed_at,
    Meeting.generation,
    Meeting.key_id,
    Meeting.slot_ms,
    Meeting.guests_welcome,
)
COLUMNS = (
    *PLAIN,
    AttendanceRule.id.label("rule_id"),
    AttendanceRule.late_after_minutes,
    AttendanceRule.absent_after_minutes,
    AttendanceRule.leaves_early_minutes,
)


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting as the door sees it; alike to Meeting in every name."""

    id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    generation: int
    key_id: int
    slot_ms: int
    guests_welcome: bool
    minutes: Minutes

    @property
    def credited_seconds(self) -> int:
        """Attendance counts as long as the meeting was planned to last."""
        return int((self.ends_at - self.starts_at).total_seconds())


def facts_of(row: Any) -> MeetingFacts:
    """The facts in a row that holds COLUMNS; before a meeting is open, the rule of its day."""
    frozen = row.rule_id is not None
    minutes = minutes_of(row if frozen else rule_on(clock.day_of(row.starts_at)))
    return MeetingFacts(**{column.key: getattr(row, column.key) for column in PLAIN}, minutes=minutes)


AnyMeeting = Meeting | MeetingFacts
