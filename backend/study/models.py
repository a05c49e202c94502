"""The tables of study: raw segments, what each day came to, what is held, and the phones that study."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, Float, ForeignKey, Index, Select, String, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime
from backend.courses.models import Lesson
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within_any

WAITING = "decided_at IS NULL"


class Segment(Model):
    """At most 60 s of study as a device reported it. The id is the device's own, so a second delivery is seen.

    `counts` is false while it is held. `counted_ms` and `reason` are what its receipt said, so that a second delivery is
    answered like the first. Kept for a limited time (drop_raw.py); what came of it stays in the tables below.
    """

    __tablename__ = "segments"
    __table_args__ = (
        CheckConstraint("ended_ms > started_ms AND ended_ms - started_ms <= 60000", name="length"),
        Index("ix_segments_member_id_started_ms", "member_id", "started_ms"),
        Index("ix_segments_held_id", "held_id", sqlite_where=text("held_id IS NOT NULL"), postgresql_where=text("held_id IS NOT NULL")),
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
    anchor_ms: Mapped[int | None] = mapped_column(BigInteger)
    boot_id: Mapped[str | None] = mapped_column(String(36))
    monotonic_from_ms: Mapped[int | None] = mapped_column(BigInteger)
    monotonic_to_ms: Mapped[int | None] = mapped_column(BigInteger)
    signature: Mapped[str | None] = mapped_column(String(90))
    counts: Mapped[bool] = mapped_column(default=True)
    held_id: Mapped[int | None] = mapped_column(ForeignKey("held_studies.id"))
    counted_ms: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None] = mapped_column(String(30))


class StudyDayLesson(Model):
    """How long a member studied a lesson on a day, and how much of it counts within the lesson's length.
    `nominal_ms` is the longest length among the versions that were studied on that day."""

    __tablename__ = "study_day_lessons"
    __table_args__ = (Index("ix_study_day_lessons_member_id_lesson_id", "member_id", "lesson_id"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True)
    studied_ms: Mapped[int]
    counted_ms: Mapped[int]
    nominal_ms: Mapped[int]


class StudyDay(Model):
    """What a member's day came to. `revision` numbers the differences booked in the ledger. `intervals` is None while the day's
    segments are kept; once they are dropped: [[from, to, lesson], …] in milliseconds since the epoch."""

    __tablename__ = "study_days"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    counted_ms: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)
    intervals: Mapped[list[list[int]] | None] = mapped_column(JSON(none_as_null=True))


class HeldStudy(Model):
    """Segments of a member that wait for the same reason: one row a day, lesson, device and reason, until it is decided."""

    __tablename__ = "held_studies"
    __table_args__ = (
        CheckConstraint("decision IN ('release', 'decline')", name="decision"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided"),
        Index(
            "uq_held_studies_waiting",
            "member_id",
            "day",
            "lesson_id",
            "device",
            "reason",
            unique=True,
            sqlite_where=text(WAITING),
            postgresql_where=text(WAITING),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    day: Mapped[date]
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"))
    device: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(30))
    started_ms: Mapped[int] = mapped_column(BigInteger)
    ended_ms: Mapped[int] = mapped_column(BigInteger)
    studied_ms: Mapped[int]
    segments: Mapped[int]
    held_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    decision: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[str | None] = mapped_column(String(200))
    counted_ms: Mapped[int | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True, foreign_keys=[member_id])
    lesson: Mapped[Lesson] = relationship(lazy="joined", innerjoin=True)

    @property
    def scope_path(self) -> str:
        return self.member.scope_path

    @staticmethod
    def visible_to(actor: Actor) -> Select[HeldStudy]:
        """My own, and those of the members in the subtrees that I look after."""
        theirs = HeldStudy.member.has(Member.branch.has(within_any(Organisation.path, actor.scope)))
        return select(HeldStudy).where((HeldStudy.member_id == actor.id) | theirs)


class StudyPhone(Model):
    """A browser that a member studies in. `proved_ms` is the newest anchor it has named: one that names older ones later is a
    restored backup. `unsent_since` says that study waits on it, never what."""

    __tablename__ = "study_phones"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    device_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), default="")
    proved_ms: Mapped[int | None] = mapped_column(BigInteger)
    unsent_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
