"""What a report's file says: its columns, what it is about, and its rows, counted and hashed as they pass."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any

from backend.reports.columns import Column
from backend.reports.texts import clean, column_texts

Rows = Iterable[Sequence[Any]]
AT_ONCE = 500
AS_OF = Column("数据截至", "As of", 22)
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

    def parts(self) -> Iterator[list[Sequence[str]]]:
        """The rows as texts: some hundred at once, by column."""
        turns, rows = [column_texts(column.kind) for column in self.sheet.columns], iter(self.rows)
        while part := list(islice(rows, AT_ONCE)):
            columns = [turn(values) for turn, values in zip(turns, zip(*part, strict=True), strict=True)]
            self.count += len(part)
            self.hash.update("".join(f"{line}\n" for line in map("\t".join, zip(*columns, strict=True))).encode())
            yield columns

    def texts(self) -> Iterator[Sequence[str]]:
        """The rows as texts, one by one."""
        for columns in self.parts():
            yield from zip(*columns, strict=True)

    def about(self) -> list[tuple[str, Any]]:
        """What stands at the end of a file, in pairs. The rows must have passed."""
        words = ABOUT[self.language]
        said = {"rows": self.count, "hash": self.digest, "report": self.title}
        said |= {"organisation": self.organisation, "period": self.period, "as_of": self.as_of}
        return [(words[name], clean(value) if isinstance(value, str) else value) for name, value in said.items()]
