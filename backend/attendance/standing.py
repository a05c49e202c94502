"""What a member's part in a meeting comes to: decided here alone, for the member's own year and for every report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backend.meetings.attendance_rules import Minutes, left_early, standing

STANDINGS = ("on_time", "late", "absent", "on_leave", "waiting", "upcoming")
CAME = ("on_time", "late")


@dataclass(frozen=True, slots=True)
class Frame:
    """A meeting, as far as attendance goes."""

    starts_at: datetime
    ends_at: datetime
    closed: bool
    minutes: Minutes


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of an expected member: the marks that count, a claim that waits, a leave that was granted."""

    signed_in_at: datetime | None = None
    signed_out_at: datetime | None = None
    waits: bool = False
    on_leave: bool = False


def standing_of(frame: Frame, part: Part) -> str:
    """One of STANDINGS. Whoever came counts as having come, whatever leave was granted; who came too late to count and
    had leave is on leave. A claim waits only until the meeting is closed."""
    word = standing(part.signed_in_at, frame.starts_at, frame.minutes) if part.signed_in_at else None
    if word in CAME:
        return word
    if part.waits and not frame.closed and not word:
        return "waiting"
    if part.on_leave:
        return "on_leave"
    return "absent" if frame.closed or word else "upcoming"


def has_left_early(frame: Frame, part: Part) -> bool:
    """Only of somebody who came, and who signed out."""
    return standing_of(frame, part) in CAME and left_early(part.signed_out_at, frame.ends_at, frame.minutes)
