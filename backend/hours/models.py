"""The dated rules of study hours."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Id, Model


class HourRule(Model):
    """What counts how long from a day on. A change is a new row with a later `from_day`, never an edit.

    A lesson unit has so many minutes; half a day and a day of study count so many hours; a day counts at most its cap,
    however much was studied in the app and outside (meetings come on top).
    """

    __tablename__ = "hour_rules"
    __table_args__ = (
        CheckConstraint("unit_minutes BETWEEN 1 AND 240", name="unit_minutes"),
        CheckConstraint("half_day_hours BETWEEN 1 AND 24 AND day_hours BETWEEN half_day_hours AND 24", name="days"),
        CheckConstraint("day_cap_minutes BETWEEN 60 AND 1440", name="day_cap_minutes"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    from_day: Mapped[date] = mapped_column(unique=True)
    unit_minutes: Mapped[int]
    half_day_hours: Mapped[int]
    day_hours: Mapped[int]
    day_cap_minutes: Mapped[int]
