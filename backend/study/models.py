"""The tables of study: raw segments, and what each day came to."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Float, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.db import Model, UtcDateTime
from backend.study.merge_segments import Piece


class Segment(Model):
    """At most 60 s of study as a device reported it. The id is the device's own, so a second delivery is seen."""

    __tablename__ = "segments"
    __table_args__ = (
        CheckConstraint("ended_ms > started_ms AND ended_ms - started_ms <= 60000", name="length"),
        Index("ix_segments_member_id_started_ms", "member_id", "started_ms"),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"))
    lesson_version: Mapped[int]
    device: Mapped[str] = mapped_column(String(64))
    started_ms: Mapped[int] = mapped_column(BigInteger)
    ended_ms: Mapped[int] = mapped_column(BigInteger)
    media_from: Mapped[float] = mapped_column(Float(53))
    media_to: Mapped[float] = mapped_column(Float(53))
    rate: Mapped[float] = mapped_column(Float(53))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    @property
    def piece(self) -> Piece:
        return Piece(self.id, self.device, self.lesson_id, self.started_ms, self.ended_ms)


class StudyDayLesson(Model):
    """How long a member studied a lesson on a day, and how much of it counts within the lesson's length."""

    __tablename__ = "study_day_lessons"
    __table_args__ = (Index("ix_study_day_lessons_member_id_lesson_id", "member_id", "lesson_id"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True)
    studied_ms: Mapped[int]
    counted_ms: Mapped[int]


class StudyDay(Model):
    """What a member's day came to. `revision` numbers the differences booked in the ledger."""

    __tablename__ = "study_days"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    counted_ms: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)
