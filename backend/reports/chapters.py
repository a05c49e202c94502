"""Chapters of the ledger: stretches of entries that are settled and have been added up by branch, month and rule, once for all
reports. A chapter is never changed. Several that follow one another are in time replaced by one that says the same.

A sum is of the organisation's own entries, or of those `below` it, so that a city need not add its branches up. Beside the books
stands how many active members came and went in the same time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, BigInteger, String, exists, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from backend.core import clock
from backend.core.db import Id, Model, UtcDateTime, db
from backend.reports.moments import Moment
from backend.reports.past import PastOrganisation

MEMBERS = "members"  # stands where a book stands, of no period and no rule


class Chapter(Model):
    """The entries behind `after_entry` up to `last_entry` but its `strays`, and the past of members in the same way; by the tree
    as it was at `last_organisation`. A stray was booked in a branch in which its member had not been seen."""

    __tablename__ = "chapters"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    after_entry: Mapped[int] = mapped_column(BigInteger)
    last_entry: Mapped[int] = mapped_column(BigInteger)
    after_member: Mapped[int] = mapped_column(BigInteger)
    last_member: Mapped[int] = mapped_column(BigInteger)
    last_organisation: Mapped[int] = mapped_column(BigInteger)
    strays: Mapped[list[int]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def length(self) -> int:
        return self.last_entry - self.after_entry


class ChapterSum(Model):
    """What a chapter holds of an organisation, a book, a period ("2026-11" or "2026") and a rule."""

    __tablename__ = "chapter_sums"

    chapter_id: Mapped[int] = mapped_column(Id, primary_key=True)
    book: Mapped[str] = mapped_column(String(10), primary_key=True)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(Id, primary_key=True)
    below: Mapped[bool] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(40), primary_key=True)
    amount: Mapped[int] = mapped_column(BigInteger)


@dataclass(frozen=True)
class Shelf:
    """The chapters, one behind the other from the first entry on, up to a moment."""

    chapters: list[Chapter]

    @property
    def ids(self) -> list[int]:
        return [chapter.id for chapter in self.chapters]

    @property
    def last_entry(self) -> int:
        return self.chapters[-1].last_entry if self.chapters else 0

    @property
    def last_member(self) -> int:
        return self.chapters[-1].last_member if self.chapters else 0

    @cached_property
    def strays(self) -> list[int]:
        return [one for chapter in self.chapters for one in chapter.strays]

    def tree_stands(self, last: int | None) -> bool:
        """Has no organisation been hung elsewhere since the first of them, up to a row of the past of organisations?"""
        was, became = aliased(PastOrganisation), aliased(PastOrganisation)
        hung = exists().where(became.id > self.chapters[0].last_organisation, was.until_id == became.id, was.path != became.path)
        hung = hung.where(was.organisation_id == became.organisation_id, was.path.like("/%"))  # not while it was being founded
        return not db.session.scalar(select(hung if last is None else hung.where(became.id <= last)))


def shelf_at(moment: Moment | None) -> Shelf:
    """The fewest chapters that hold nothing of later than the moment (None: of later than now)."""
    standing: dict[tuple[int, int], list[Chapter]] = {}
    for chapter in db.session.scalars(select(Chapter).order_by(Chapter.last_entry, Chapter.id)):
        if moment is None or _lies_before(chapter, moment):
            standing.setdefault((chapter.after_entry, chapter.after_member), []).append(chapter)
    found: list[Chapter] = []
    place = (0, 0)
    while following := standing.get(place):
        found.append(following[-1])
        place = (found[-1].last_entry, found[-1].last_member)
    return Shelf(found)


def _lies_before(chapter: Chapter, moment: Moment) -> bool:
    ends: Any = (chapter.last_entry, chapter.last_member, chapter.last_organisation)
    return all(end <= position for end, position in zip(ends, (moment.entries, moment.members, moment.organisations), strict=True))
