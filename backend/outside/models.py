"""The tables of study outside the app: what members declare, the photos that prove it, what the secretary decided."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within_any

KINDS = ("in_person", "outside")  # a class or lecture one goes to; a book, another platform
UNITS = ("minutes", "units", "half_days", "days")
STATES = ("waiting", "approved", "declined", "withdrawn")


class OutsideStudy(Model):
    """Study of one day that the app has not seen.

    `asked_seconds` is what the declared amount came to by the rule of that day. `granted_seconds` is what the secretary
    approved, `counted_seconds` what of it the day's cap let in; each change of the latter is a `revision` booked in the ledger.
    `version` rises with every decision, so that nobody decides over what they have not seen.
    """

    __tablename__ = "outside_studies"
    __table_args__ = (
        UniqueConstraint("member_id", "operation_id"),
        CheckConstraint("kind IN ('in_person', 'outside')", name="kind"),
        CheckConstraint("state IN ('waiting', 'approved', 'declined', 'withdrawn')", name="state"),
        CheckConstraint("unit IN ('minutes', 'units', 'half_days', 'days')", name="unit"),
        CheckConstraint("amount > 0 AND asked_seconds > 0 AND granted_seconds >= counted_seconds AND counted_seconds >= 0", name="amounts"),
        Index("ix_outside_studies_member_id_studied_on", "member_id", "studied_on"),
        Index("ix_outside_studies_state_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    operation_id: Mapped[str] = mapped_column(String(36))
    title: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    studied_on: Mapped[date]
    amount: Mapped[int]
    unit: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(300), default="")
    asked_seconds: Mapped[int]
    granted_seconds: Mapped[int] = mapped_column(default=0)
    counted_seconds: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    reason: Mapped[str | None] = mapped_column(String(200))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    declared_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    member: Mapped[Member] = relationship(foreign_keys=[member_id], lazy="joined", innerjoin=True)
    decider: Mapped[Member | None] = relationship(foreign_keys=[decided_by], lazy="joined")
    photos: Mapped[list[OutsidePhoto]] = relationship(order_by="OutsidePhoto.id", lazy="selectin")

    @property
    def scope_path(self) -> str:
        return self.member.branch.path

    @staticmethod
    def visible_to(actor: Actor) -> Select[OutsideStudy]:
        """My own, and that of everybody in the subtrees that I look after."""
        inside = OutsideStudy.member.has(Member.branch.has(within_any(Organisation.path, actor.scope)))
        return select(OutsideStudy).where(or_(OutsideStudy.member_id == actor.id, inside))


class OutsidePhoto(Model):
    """A picture that proves it, made anew from its pixels alone."""

    __tablename__ = "outside_photos"
    __table_args__ = (UniqueConstraint("study_id", "sha256"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("outside_studies.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
