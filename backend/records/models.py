"""The tables of what stays: minutes, photos, the frozen record with its corrections, and hand-overs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.db import Id, Model, UtcDateTime

CORRECTIONS = ("add", "remove", "approve", "minutes")


class Minutes(Model):
    """What was said and decided. `version` rises with each change, so that nobody overwrites what they have not read."""

    __tablename__ = "minutes"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    updated_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Photo(Model):
    """A picture of the meeting, made anew from its pixels alone: no place, no camera, no hidden content."""

    __tablename__ = "photos"
    __table_args__ = (UniqueConstraint("meeting_id", "sha256"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    caption: Mapped[str] = mapped_column(String(120), default="")
    added_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Record(Model):
    """A closed meeting: its list, minutes and photo hashes as canonical JSON, and the hash of that text."""

    __tablename__ = "records"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    closed_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Correction(Model):
    """What was changed after closing, with its reason. Each one holds the hash of the one before: none can be taken out."""

    __tablename__ = "corrections"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("kind IN ('add', 'remove', 'approve', 'minutes')", name="kind"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("records.meeting_id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    detail: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(String(200))
    actor_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    previous_sha256: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))


class Handover(Model):
    """A new secretary took over: what was open that day, as it was."""

    __tablename__ = "handovers"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    to_member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    from_member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    content: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
