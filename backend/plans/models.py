"""The table of year plans; the months of a plan are meetings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime
from backend.organisations.models import Organisation
from backend.organisations.tree import ids_above, within_any


class YearPlan(Model):
    """An organisation's fixed day a month for a year: `day:15`, or `weekday:2:5` for the second Friday (Monday is 1)."""

    __tablename__ = "year_plans"
    __table_args__ = (UniqueConstraint("organisation_id", "year"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    year: Mapped[int]
    fixed_day: Mapped[str] = mapped_column(String(20))
    created_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)

    @property
    def scope_path(self) -> str:
        return self.organisation.path

    @staticmethod
    def visible_to(actor: Actor) -> Select[YearPlan]:
        """The plans of my branch and of what stands above it, and those of the subtrees that I look after."""
        mine = Organisation.id.in_(ids_above(actor.branch_path))
        return select(YearPlan).join(YearPlan.organisation).where(or_(mine, within_any(Organisation.path, actor.scope)))
