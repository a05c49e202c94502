"""The tables of authoring: uploads under way, and what is known of each medium."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime


class Upload(Model):
    """A file on its way here, part by part. `mark` is the author's device's word for the file: the same file goes on where it stopped.

    `media_name` is what became of it. The bytes lie in a file of their own until then.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        UniqueConstraint("member_id", "mark"),
        CheckConstraint("received_bytes >= 0 AND received_bytes <= bytes", name="received_bytes"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    mark: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200))
    bytes: Mapped[int] = mapped_column(BigInteger)
    received_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    media_name: Mapped[str | None] = mapped_column(ForeignKey("media.name"))
    touched_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now, index=True)

    @staticmethod
    def visible_to(actor: Actor) -> Select[Upload]:
        """One's own."""
        return select(Upload).where(Upload.member_id == actor.id)


class KnownMedium(Model):
    """What is known of a file among the media: what it is, how long it lasts, and whose quota it counts for."""

    __tablename__ = "media"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    seconds: Mapped[int]
    bytes: Mapped[int] = mapped_column(BigInteger)
    content_hash: Mapped[str] = mapped_column(String(64))
    stored_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    stored_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
