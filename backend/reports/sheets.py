"""What a report's file says: its columns, what it is about, and its rows, counted and hashed as they pass."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from backend.reports.columns import Column, number

Rows = Iterable[Sequence[Any]]
AT_ONCE = 500
AS_OF = Column("数据截至", "As of", 22)
# Control characters break spreadsheets, and marks of direction let a name look like another: no file holds them.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
ABOUT = {
    "zh": {"report": "报表", "organisation": "组织", "period": "期间", "as_of": "数据截至", "rows": "行数", "hash": "SHA-256"},
    "en": {"report": "Report", "organisation": "Organisation", "period": "Period", "as_of": "As of", "rows": "Rows", "hash": "SHA-256"},
}


@dataclass(frozen=True)
class Sheet:
    """What a file looks like: its columns, in the order of the cells, and the name of the sheet in both languages."""

    zh: str
    en: str
    columns: tuple[Column, ...]


@dataclass
class Report:
    """A file to be. `rows` are values in the order of the columns; once they have passed, `count` and `digest` are known:
    the SHA-256 of their texts, cells between tabs, each row ended by a line feed, without the as-of column."""

    sheet: Sheet
    rows: Rows
    language: str
    title: str
    organisation: str
    period: str
    as_of: str
    count: int = 0
    hash: Any = field(default_factory=sha256)

    @property
    def digest(self) -> str:
        return str(self.hash.hexdigest())

    @property
    def heads(self) -> list[str]:
        return [getattr(column, self.language) for column in (*self.sheet.columns, AS_OF)]

    def texts(self) -> Iterator[list[str]]:
        """The rows as texts."""
        turns = [TEXTS[column.kind] for column in self.sheet.columns]
        lines: list[str] = []
        for count, row in enumerate(self.rows, start=1):
            self.count = count
            texts = [turn(value) for turn, value in zip(turns, row, strict=True)]
            lines.append("\t".join(texts))
            if count % AT_ONCE == 0:
                self._take_in(lines)
            yield texts
        self._take_in(lines)

    def _take_in(self, lines: list[str]) -> None:
        """Many at once: to hash each by itself costs more than to hash it."""
        self.hash.update("".join(f"{line}\n" for line in lines).encode())
        lines.clear()

    def values(self) -> Iterator[list[Any]]:
        """The rows with numbers as numbers."""
        numbers = [(place, column.kind) for place, column in enumerate(self.sheet.columns) if column.is_number]
        rows = Remembered(self.rows)
        self.rows = rows
        for texts in self.texts():
            cells: list[Any] = texts
            for place, kind in numbers:
                cells[place] = number(rows.last[place], kind)
            yield cells

    def about(self) -> list[tuple[str, Any]]:
        """What stands at the end of a file, in pairs. The rows must have passed."""
        words = ABOUT[self.language]
        said = {"rows": self.count, "hash": self.digest, "report": self.title}
        said |= {"organisation": self.organisation, "period": self.period, "as_of": self.as_of}
        return [(words[name], clean(value) if isinstance(value, str) else value) for name, value in said.items()]


class Remembered:
    """Rows that pass, the last of them at hand."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.last: Sequence[Any] = ()

    def __iter__(self) -> Iterator[Sequence[Any]]:
        for row in self.rows:
            self.last = row
            yield row


def clean(text: str | None) -> str:
    """A text without what can't be seen."""
    if not text:
        return ""
    return text if text.isprintable() else UNSEEN.sub("", text)


def _hours(seconds: int | None) -> str:
    return "" if seconds is None else f"{seconds / 3600:.2f}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.2f}"


def _whole(value: int | None) -> str:
    return "" if value is None else str(value)


TEXTS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(("text", "id", "day"), clean),
    **dict.fromkeys(("count", "points"), _whole),
    "hours": _hours,
    "percent": _percent,
}
