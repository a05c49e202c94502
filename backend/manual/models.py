"""The tables of what is booked by hand: who asked for it and why, who decided, and how much may be asked for."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Select, String, UniqueConstraint, and_, or_, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within_any

STATES = ("waiting", "approved", "declined", "withdrawn")
LIVE = text("state IN ('waiting', 'approved')")


class ManualLimit(Model):
    """How many points may be given or taken by hand from a day on: at once, and of one member in a calendar year."""

    __tablename__ = "manual_limits"
    __table_args__ = (CheckConstraint("most_per_award >= 0 AND most_per_year >= most_per_award", name="amounts"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    from_day: Mapped[date] = mapped_column(unique=True)
    most_per_award: Mapped[int]
    most_per_year: Mapped[int]


class ManualAward(Model):
    """Points given (or taken, where `amount` is below nothing) by hand; or the reversal of an entry, named by `entry_id`.

    One person asks and another decides, neither of them the member concerned: the database says so. An entry has one reversal
    that waits or stands. `booked_id` is the entry that came of it. (Entries are never deleted and may lie in partitions, so
    that no foreign key leads to them.)
    """

    __tablename__ = "manual_awards"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        CheckConstraint("book = 'points' OR (book = 'hours' AND entry_id IS NOT NULL)", name="book"),
        CheckConstraint("state IN ('waiting', 'approved', 'declined', 'withdrawn')", name="state"),
        CheckConstraint("(state IN ('approved', 'declined')) = (decided_by IS NOT NULL AND decided_at IS NOT NULL)", name="decided"),
        CheckConstraint("(state = 'approved') = (booked_id IS NOT NULL)", name="booked"),
        CheckConstraint("asked_by <> member_id", name="not_for_oneself"),
        CheckConstraint("decided_by <> asked_by AND decided_by <> member_id", name="second_person"),
        UniqueConstraint("asked_by", "operation_id"),
        Index("ix_manual_awards_member_id_day", "member_id", "day"),
        Index("ix_manual_awards_state_id", "state", "id"),
        Index("ix_manual_awards_entry_id", "entry_id", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    operation_id: Mapped[str] = mapped_column(String(36))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    book: Mapped[str] = mapped_column(String(10))
    amount: Mapped[int]
    day: Mapped[date]
    entry_id: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(200))
    document: Mapped[str | None] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    asked_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision_reason: Mapped[str | None] = mapped_column(String(200))
    booked_id: Mapped[int | None] = mapped_column(BigInteger)

    member: Mapped[Member] = relationship(foreign_keys=[member_id], lazy="joined", innerjoin=True)
    asker: Mapped[Member] = relationship(foreign_keys=[asked_by], lazy="joined", innerjoin=True)
    decider: Mapped[Member | None] = relationship(foreign_keys=[decided_by], lazy="joined")

    @property
    def scope_path(self) -> str:
        return self.member.branch.path

    @staticmethod
    def visible_to(actor: Actor) -> Select[ManualAward]:
        """What was approved of my own, what I asked for, and all that is about somebody in the subtrees that I look after:
        but of my own nothing that is still talked about."""
        inside = ManualAward.member.has(Member.branch.has(within_any(Organisation.path, actor.scope)))
        mine = and_(ManualAward.member_id == actor.id, ManualAward.state == "approved")
        others = and_(ManualAward.member_id != actor.id, or_(ManualAward.asked_by == actor.id, inside))
        return select(ManualAward).where(or_(mine, others))
