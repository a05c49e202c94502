"""The tables of saved reports: the questions that were kept, and each of their turns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime
from backend.organisations.models import Organisation
from backend.saved_reports.due import next_due
from backend.saved_reports.periods import Days, days_of

PAUSES = ("by_me", "role_ended", "reason_needed", "question_refused")
STATES = ("asked", "changed", "same", "failed", "paused")
MOST = 20  # saved reports of one person


class SavedReport(Model):
    """A report's question with a name. `filters` is what the kind knows besides place and days (by, course, rule).

    With a schedule it is asked on its days: `next_on` is the next of them, and none while it is `paused`.
    """

    __tablename__ = "saved_reports"
    __table_args__ = (
        UniqueConstraint("member_id", "operation_id"),
        CheckConstraint("(schedule IS NULL) = (day IS NULL)", name="schedule"),
        CheckConstraint("(period = 'fixed') = (first_day IS NOT NULL AND last_day IS NOT NULL)", name="fixed"),
        CheckConstraint("(next_on IS NOT NULL) = (schedule IS NOT NULL AND paused IS NULL)", name="next"),
        Index("ix_saved_reports_next_on", "next_on"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    operation_id: Mapped[str] = mapped_column(String(36))
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(20))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    period: Mapped[str] = mapped_column(String(15))
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    filters: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    format: Mapped[str] = mapped_column(String(5))
    language: Mapped[str] = mapped_column(String(2))
    reason: Mapped[str | None] = mapped_column(String(200))
    schedule: Mapped[str | None] = mapped_column(String(10))
    day: Mapped[int | None]
    next_on: Mapped[date | None]
    paused: Mapped[str | None] = mapped_column(String(20))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)

    @staticmethod
    def visible_to(actor: Actor) -> Select[SavedReport]:
        """My own."""
        return select(SavedReport).where(SavedReport.member_id == actor.id)

    def days_on(self, today: date) -> Days:
        """The days that it asks about when it is asked on this day."""
        fixed = Days(self.first_day, self.last_day) if self.first_day and self.last_day else None
        return days_of(self.period, today, fixed=fixed)

    def plan(self, schedule: str | None, day: int | None, *, after: date | None = None) -> None:
        """Ask on these days from tomorrow on; None: only when I do it myself. A pause is over with it."""
        self.next_on = next_due(schedule, day, after=after or clock.today()) if schedule and day else None
        self.schedule, self.day, self.paused = schedule, day, None

    def pause(self, why: str) -> None:
        self.next_on, self.paused = None, why

    def move_on(self, today: date) -> None:
        """Its turn of this day is taken."""
        self.plan(self.schedule, self.day, after=today)


class SavedReportTurn(Model):
    """One asking of a saved report: it can be taken once for each day that it was due on, whoever sees first that it is.

    `rows_sha256` and the days say whether anything is new since the turn before; `told` when its digest is written or not needed.
    """

    __tablename__ = "saved_report_turns"
    __table_args__ = (
        CheckConstraint("state IN ('asked', 'changed', 'same', 'failed', 'paused')", name="state"),
        Index("ix_saved_report_turns_told_asked_on", "told", "asked_on"),
    )

    saved_report_id: Mapped[int] = mapped_column(ForeignKey("saved_reports.id"), primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    asked_on: Mapped[date]
    first_day: Mapped[date]
    last_day: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("report_runs.id"))
    rows_sha256: Mapped[str | None] = mapped_column(String(64))
    problem: Mapped[str | None] = mapped_column(String(40))
    told: Mapped[bool] = mapped_column(default=False)
