"""Leave from a meeting: asked beforehand, decided by the secretary of the member's own branch."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.db import Model, UtcDateTime

STATES = ("asked", "granted", "declined", "withdrawn")


class Leave(Model):
    """A member asks not to come. The reason is for the own branch's secretary alone."""

    __tablename__ = "leaves"
    __table_args__ = (CheckConstraint("state IN ('asked', 'granted', 'declined', 'withdrawn')", name="state"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True, index=True)
    reason: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default="asked")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str | None] = mapped_column(String(200))
