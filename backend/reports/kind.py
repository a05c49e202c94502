"""What a kind of report is: its columns in both languages, how it may be grouped and filtered, and where its rows come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from backend.core import clock
from backend.core.db import db
from backend.organisations.models import Organisation
from backend.reports.columns import Column
from backend.reports.moments import Moment
from backend.reports.read_rows import read_rows

MEMBER, BRANCH, SUBTREE = "member", "branch", "subtree"
WAYS = (MEMBER, BRANCH, SUBTREE)


@dataclass(frozen=True)
class Question:
    """Which report is asked for, of what and when. `moment`: as of then; None: as of now, also what is not settled yet."""

    organisation: Organisation
    path: str  # of the organisation at the moment, like its name
    name: str
    first_day: date
    last_day: date
    by: str = MEMBER
    course: int | None = None
    rule: str | None = None
    meeting_kind: str | None = None
    moment: Moment | None = None

    def as_of(self, moment: Moment | None) -> Question:
        return replace(self, moment=moment)

    def position(self, past: str) -> int | None:
        """Up to which row of a past (or of the ledger, "entries") this is asked; None: up to the last."""
        return getattr(self.moment, past) if self.moment else None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A report. `keys` answers a select of one column that names the rows, and the order in which they are listed."""

    name: str
    zh: str
    en: str
    columns: Callable[[str], tuple[Column, ...]]  # of a way to group
    keys: Callable[[Question], tuple[Any, Sequence[Any]]]
    by: tuple[str, ...] = WAYS
    filters: tuple[str, ...] = ()
    checks: tuple[Callable[[Question], None], ...] = ()

    def can_be_settled(self, question: Question) -> bool:
        """Can it be asked again later, as of a moment, and answer the same?"""
        return question.course is None  # what was studied in a course is counted anew when more of a day arrives

    def items(self, question: Question, keys: Sequence[int]) -> list[dict[str, Any]]:
        """The rows of these keys, in their order, as the screen gets them: by name."""
        raise NotImplementedError

    def rows(self, question: Question) -> Iterable[Sequence[Any]]:
        """All rows as a file gets them: the values of the columns, some thousands in memory at a time."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class SelectedKind(Kind):
    """Its rows come from one select, for the screen as for files: `select` answers it for some keys, or (None) for all; the key
    stands first, every column under its name."""

    select: Callable[[Question, Sequence[int] | None], Any]

    def items(self, question: Question, keys: Sequence[int]) -> list[dict[str, Any]]:
        if not keys:
            return []
        columns = self.columns(question.by)
        found = {row.key: _shown(row._asdict(), columns) for row in db.session.execute(self.select(question, keys))}
        return [found[key] for key in keys if key in found]

    def rows(self, question: Question) -> Iterable[Sequence[Any]]:
        _, order = self.keys(question)
        statement = self.select(question, None).order_by(*order)
        columns = self.columns(question.by)
        names, parts = read_rows(statement)
        places = [names.index(column.name) for column in columns]
        turned = [(n, TURNS[column.kind]) for n, column in enumerate(columns) if column.kind in TURNS]
        return _cells(parts, itemgetter(*places), turned)


def _cells(parts: Any, pick: Any, turned: Sequence[tuple[int, Callable[[Any], Any]]]) -> Iterator[Sequence[Any]]:
    for part in parts:
        if not turned:
            yield from map(pick, part)
            continue
        for row in map(list, map(pick, part)):
            for place, turn in turned:
                row[place] = turn(row[place])
            yield row


def _shown(item: dict[str, Any], columns: Sequence[Column]) -> dict[str, Any]:
    del item["key"]
    return {**item, **{column.name: TURNS[column.kind](item[column.name]) for column in columns if column.kind in TURNS}}


def _share(ten_thousandths: int | None) -> float | None:
    """SQL counts shares in whole ten-thousandths, so that both databases say the same."""
    return None if ten_thousandths is None else ten_thousandths / 10_000


def _day(instant: datetime) -> str:
    return clock.day_of(instant).isoformat()


TURNS: dict[str, Callable[[Any], Any]] = {"percent": _share, "day": _day}
