"""The table of notices: what a member is told, and whether it was read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime


class Notice(Model):
    """`about` holds what the app needs to say it and to lead to it: ids, titles, a reason; never the words of a post.

    `once` names the event where it could be told twice. One whose `told_at` is still to come is not there yet: what will be true
    on a day is written when that is known, and nothing has to run on that day.
    """

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("member_id", "once"), Index("ix_notices_member_id_id", "member_id", "id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    kind: Mapped[str] = mapped_column(String(40))
    about: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    once: Mapped[str | None] = mapped_column(String(80))
    told_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @staticmethod
    def visible_to(actor: Actor) -> Select[Notice]:
        """My own, as far as they have come."""
        return select(Notice).where(Notice.member_id == actor.id, Notice.told_at <= clock.now())
