"""What an organisation chose for its whole subtree: courses ordered from the menu, hidden, or assigned with a day to finish them by."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime
from backend.organisations.models import Organisation
from backend.organisations.tree import ids_above, within_any


class CourseHiding(Model):
    """An organisation hides a course from its subtree; the course itself stays as it is."""

    __tablename__ = "course_hidings"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    hidden_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    hidden_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class CourseOrder(Model):
    """An organisation, mostly a branch, ordered a course from the menu: it then exists for its members."""

    __tablename__ = "course_orders"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    ordered_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    ordered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Assignment(Model):
    """An organisation assigns a course once; to assign it again moves the day. It is taken back by deleting it."""

    __tablename__ = "assignments"
    __table_args__ = (UniqueConstraint("organisation_id", "course_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    due_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(200), default="")
    assigned_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    assigned_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    course: Mapped[Any] = relationship("Course", lazy="joined", innerjoin=True)  # its type would close a circle

    @property
    def scope_path(self) -> str:
        return self.organisation.path

    @staticmethod
    def visible_to(actor: Actor) -> Select[Assignment]:
        """What reaches me or a subtree that I look after, and what is assigned within it."""
        above = {above for path in (actor.branch_path, *actor.scope) for above in ids_above(path)}
        known = or_(Organisation.id.in_(above), within_any(Organisation.path, actor.scope))
        return select(Assignment).where(Assignment.organisation.has(known))
