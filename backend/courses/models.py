"""The catalogue: categories, courses, lessons."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime

KINDS = ("text", "video", "audio", "pdf")


class Category(Model):
    __tablename__ = "categories"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)


class Course(Model):
    """A course. `key` is the folder it came from, so that the same folder corrects it instead of adding another."""

    __tablename__ = "courses"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(500), default="")
    category_id: Mapped[int] = mapped_column(ForeignKey("categories.id"), index=True)
    required: Mapped[bool] = mapped_column(default=False)
    search_text: Mapped[str] = mapped_column(Text, default="")

    category: Mapped[Category] = relationship(lazy="joined", innerjoin=True)
    lessons: Mapped[list[Lesson]] = relationship(back_populates="course", order_by="Lesson.position")

    @staticmethod
    def visible_to(actor: Actor) -> Select[Course]:
        """The catalogue is open to every member."""
        return select(Course)


class Lesson(Model):
    """A lesson counts at most `nominal_seconds`. A withdrawn one can't be opened, but what was studied stays."""

    __tablename__ = "lessons"
    __table_args__ = (
        UniqueConstraint("course_id", "key"),
        CheckConstraint("kind IN ('text', 'video', 'audio', 'pdf')", name="kind"),
        CheckConstraint("nominal_seconds > 0", name="nominal_seconds"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    key: Mapped[str] = mapped_column(String(100))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    nominal_seconds: Mapped[int]
    optional: Mapped[bool] = mapped_column(default=False)
    body: Mapped[str | None] = mapped_column(Text)
    media_name: Mapped[str | None] = mapped_column(String(100))
    content_hash: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    course: Mapped[Course] = relationship(back_populates="lessons", lazy="joined", innerjoin=True)

    @staticmethod
    def visible_to(actor: Actor) -> Select[Lesson]:
        return select(Lesson).where(Lesson.withdrawn_at.is_(None))
