"""Who looked at a meeting's list: a row a person, day and place, so that members can see it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.db import Model, UtcDateTime, begin_writing, db, insert_once

PLACES = ("board", "record", "report", "file")


class View(Model):
    """Somebody looked at the list of a meeting on a day: on the board, in the record, in a report, or as a file."""

    __tablename__ = "views"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    viewer_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(String(10), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


def note_view(meeting_id: int, viewer_id: int, place: str) -> None:
    """Write down, once a day, that somebody looks. To be called before anything is read for the answer."""
    row = {"meeting_id": meeting_id, "viewer_id": viewer_id, "day": clock.today(), "place": place}
    if db.session.scalar(select(exists().where(*(getattr(View, name) == value for name, value in row.items())))):
        return
    begin_writing()
    insert_once(View, [{**row, "at": clock.now()}], returning=[View.meeting_id])
