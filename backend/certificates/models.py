"""The table of certificates: what was true of a member's study on the day it was issued."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Select, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within_any

KINDS = ("course", "year")


class Certificate(Model):
    """Of a course that was completed, or of the hours of a year. Figures and names are those of `day`; they never change.

    `about` is what it certifies ("course/12", "year/2026") and `serial` numbers those about the same: a later one replaces the
    earlier. `code` is a hundred random bits in base32: nobody guesses one.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        UniqueConstraint("member_id", "about", "serial"),
        CheckConstraint("(kind = 'course') = (course_id IS NOT NULL) AND (kind = 'year') = (year IS NOT NULL)", name="about"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    kind: Mapped[str] = mapped_column(String(10))
    course_id: Mapped[int | None] = mapped_column(ForeignKey("courses.id"))
    year: Mapped[int | None]
    about: Mapped[str] = mapped_column(String(40))
    serial: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(120))
    name: Mapped[str] = mapped_column(String(60))
    branch_name: Mapped[str] = mapped_column(String(100))
    day: Mapped[date]
    seconds: Mapped[int]
    study_seconds: Mapped[int]
    meeting_seconds: Mapped[int]
    outside_seconds: Mapped[int]
    target_seconds: Mapped[int | None]
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_reason: Mapped[str | None] = mapped_column(String(200))
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))

    member: Mapped[Member] = relationship(foreign_keys=[member_id], lazy="joined", innerjoin=True)

    @property
    def scope_path(self) -> str:
        return self.member.branch.path

    @property
    def target_met(self) -> bool | None:
        """Only a year has a target."""
        return None if self.target_seconds is None else self.seconds >= self.target_seconds

    @staticmethod
    def visible_to(actor: Actor) -> Select[Certificate]:
        """My own, and those of everybody in the subtrees that I look after."""
        inside = Certificate.member.has(Member.branch.has(within_any(Organisation.path, actor.scope)))
        return select(Certificate).where(or_(Certificate.member_id == actor.id, inside))
