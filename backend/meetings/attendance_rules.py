"""When a member counts as early, late or absent: dated rules, and the pure function that applies one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Id, Model, db

STANDINGS = ("on_time", "late", "absent")


class AttendanceRule(Model):
    """The minutes in force from a day on. A change is a new row with a later `from_day`, never an edit."""

    __tablename__ = "attendance_rules"
    __table_args__ = (
        CheckConstraint("opens_before_minutes >= 0 AND late_after_minutes >= 0 AND leaves_early_minutes >= 0", name="minutes"),
        CheckConstraint("absent_after_minutes IS NULL OR absent_after_minutes > late_after_minutes", name="order"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    from_day: Mapped[date] = mapped_column(unique=True)
    opens_before_minutes: Mapped[int]
    late_after_minutes: Mapped[int]
    absent_after_minutes: Mapped[int | None]  # null: however late, it still counts
    leaves_early_minutes: Mapped[int]


@dataclass(frozen=True)
class Minutes:
    """The minutes of a rule, apart from the database."""

    late_after: int
    absent_after: int | None
    leaves_early: int


def rule_on(day: date) -> AttendanceRule:
    """The rule in force on a day."""
    latest = select(AttendanceRule).where(AttendanceRule.from_day <= day).order_by(AttendanceRule.from_day.desc()).limit(1)
    return db.session.scalars(latest).one()


def minutes_of(rule: Any) -> Minutes:
    """The minutes of an AttendanceRule, or of a row with its columns."""
    return Minutes(rule.late_after_minutes, rule.absent_after_minutes, rule.leaves_early_minutes)


def standing(signed_in_at: datetime, starts_at: datetime, minutes: Minutes) -> str:
    """on_time, late, or absent (so late that it no longer counts). A minute is over only when it has passed whole."""
    behind = signed_in_at - starts_at
    if minutes.absent_after is not None and behind > timedelta(minutes=minutes.absent_after):
        return "absent"
    return "late" if behind > timedelta(minutes=minutes.late_after) else "on_time"


def left_early(signed_out_at: datetime | None, ends_at: datetime, minutes: Minutes) -> bool:
    """Whoever has not signed out has not left early."""
    return signed_out_at is not None and signed_out_at < ends_at - timedelta(minutes=minutes.leaves_early)
