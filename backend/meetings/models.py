"""The tables of meetings: the meeting, its roster, tickets of scanned codes, and who signed in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, String, UniqueConstraint, and_, exists, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime, db
from backend.core.errors import Refused
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within, within_any

KINDS = ("branch_meeting", "study_meeting", "lecture", "activity", "other")
METHODS = ("code", "digits", "by_hand")
OPENS_BEFORE = timedelta(hours=2)
LONGEST_OVERRUN = timedelta(hours=12)


class Meeting(Model):
    """A meeting of an organisation. It is planned, then open for signing in, then closed."""

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        Index("ix_meetings_organisation_id_starts_at", "organisation_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    title: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    generation: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[int] = mapped_column(ForeignKey("members.id"))

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)

    @property
    def scope_path(self) -> str:
        return self.organisation.path

    @property
    def state(self) -> str:
        return "closed" if self.closed_at else "open" if self.opened_at else "planned"

    @property
    def credited_seconds(self) -> int:
        """Attendance counts as long as the meeting was planned to last."""
        return int((self.ends_at - self.starts_at).total_seconds())

    @staticmethod
    def visible_to(actor: Actor) -> Select[Meeting]:
        """Meetings that expect me, and those of the subtrees that I look after."""
        return select(Meeting).join(Meeting.organisation).where(or_(Meeting.expects(actor), within_any(Organisation.path, actor.scope)))

    @staticmethod
    def expects(actor: Actor) -> Any:
        """As a condition: is this member on the roster?"""
        return exists().where(Expected.meeting_id == Meeting.id, Expected.member_id == actor.id)

    @staticmethod
    def is_coming() -> Any:
        """As a condition: still to come, or going on. A meeting that runs over its time is past only once it is closed."""
        begun = and_(Meeting.opened_at.is_not(None), Meeting.ends_at >= clock.now() - LONGEST_OVERRUN)
        return and_(Meeting.closed_at.is_(None), or_(Meeting.ends_at >= clock.now(), begun))

    def expect_everybody(self) -> None:
        """Put the active members of the organisation on the roster; those on it already stay."""
        standing = set(db.session.scalars(select(Expected.member_id).where(Expected.meeting_id == self.id)))
        everybody = (
            select(Member.id)
            .join(Organisation, Member.branch_id == Organisation.id)
            .where(within(Organisation.path, self.organisation.path), Member.status == "active")
        )
        db.session.add_all(
            Expected(meeting_id=self.id, member_id=member_id) for member_id in db.session.scalars(everybody) if member_id not in standing
        )

    def open(self) -> None:
        """Let signing in begin. A meeting that is open stays as it is."""
        if self.closed_at:
            raise Refused("closed", "The meeting is closed.")
        if clock.now() < self.starts_at - OPENS_BEFORE:
            raise Refused("too_early", "Signing in opens two hours before the meeting.")
        if not self.opened_at:
            self.opened_at = clock.now()
            self.expect_everybody()

    def close(self) -> None:
        """End signing in, for good."""
        if not self.opened_at:
            raise Refused("not_open", "Only a meeting that is open can be closed.")
        self.closed_at = self.closed_at or clock.now()


class Expected(Model):
    """A member on a meeting's roster."""

    __tablename__ = "expected"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True, index=True)


class SignIn(Model):
    """A member was there. Once a meeting and member: the database says so."""

    __tablename__ = "sign_ins"
    __table_args__ = (
        UniqueConstraint("meeting_id", "member_id"),
        CheckConstraint("method IN ('code', 'digits', 'by_hand')", name="method"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    signed_in_at: Mapped[datetime] = mapped_column(UtcDateTime)
    method: Mapped[str] = mapped_column(String(10))
    operation_id: Mapped[str | None] = mapped_column(String(36))
    reason: Mapped[str | None] = mapped_column(String(200))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))


class Ticket(Model):
    """A scanned code, exchanged at once, so that a slow login can't eat its life. Only a hash is kept."""

    __tablename__ = "tickets"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))


class DigitTry(Model):
    """How often a member typed wrong digits at a meeting."""

    __tablename__ = "digit_tries"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
