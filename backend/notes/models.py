"""The tables of what members keep for themselves: notes on lessons, and the place where they left off."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Select, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.actor import Actor
from backend.core.db import Model


class Note(Model):
    """A note, in the newest of its states; the id is its device's own. `position_seconds` marks a moment of a film or a sound,
    `part` a page of a PDF or a paragraph of a text.

    A deleted note keeps nothing but when that was: an older state that arrives late must not bring it back.
    """

    __tablename__ = "notes"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    position_seconds: Mapped[int | None]
    part: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    deleted: Mapped[bool]
    changed_ms: Mapped[int] = mapped_column(BigInteger)

    @staticmethod
    def of(actor: Actor) -> Select[Note]:
        """My own notes that stand: nobody else's exist for anybody, whatever their role."""
        return select(Note).where(Note.member_id == actor.id, Note.deleted.is_(False))


class LessonPlace(Model):
    """Where a member was last in a lesson, on whichever device: to go on from there."""

    __tablename__ = "lesson_places"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True)
    lesson_version: Mapped[int]
    position_seconds: Mapped[int | None]
    part: Mapped[int | None]
    changed_ms: Mapped[int] = mapped_column(BigInteger)
