"""Write a report as CSV or XLSX: any size by streaming, ids as text, nothing that a spreadsheet would execute."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import IO, Any

from rustpy_xlsxwriter import write_worksheet

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # the wide ones in Chinese and Japanese Excel
CHUNK = 64 * 1024


@dataclass(frozen=True)
class Column:
    """A column: its head in both languages, its width in Excel, and what stands in it: text, an id (digits that must
    stay text) or numbers."""

    zh: str
    en: str
    width: int
    kind: str = "text"


@dataclass(frozen=True)
class Sheet:
    """What a file looks like: its columns, in the order of the cells, and the name of the sheet in both languages."""

    zh: str
    en: str
    columns: tuple[Column, ...]


AS_OF = Column("数据截至", "As of", 22)
Rows = Iterable[Sequence[Any]]


def csv_file(rows: Rows, sheet: Sheet, *, language: str, as_of: str) -> Iterator[bytes]:
    """The report as CSV, in pieces as the rows come."""
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(_heads(sheet, language))
    yield (BYTE_ORDER_MARK + line.take()).encode()
    for row in rows:
        writer.writerow((*(_csv_cell(cell, column) for cell, column in zip(row, sheet.columns, strict=True)), as_of))
        if line.size > CHUNK:
            yield line.take().encode()
    yield line.take().encode()


def xlsx_file(rows: Rows, sheet: Sheet, *, language: str, as_of: str) -> IO[bytes]:
    """The report as XLSX in a temporary file: texts are text cells, numbers are numbers."""
    heads = _heads(sheet, language)
    written = (dict(zip(heads, (*row, as_of), strict=True)) for row in rows)
    first = next(written, dict.fromkeys(heads))  # without any record the writer would leave out the heads too
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer streams it and closes it
    write_worksheet(
        chain((first,), written),
        file,
        sheet_name=getattr(sheet, language),
        freeze_row=1,
        bold_headers=True,
        float_format="0.00",
        column_widths={head: column.width for head, column in zip(heads, (*sheet.columns, AS_OF), strict=True)},
    )
    file.seek(0)
    return file


def hours(seconds: int) -> float:
    """Seconds as the hours a file shows: two digits behind the point."""
    return round(seconds / 3600, 2)


def percent(share: float | None) -> float | None:
    """A share (0.125) as the number a file shows (12.5); empty where there is nothing to take a share of."""
    return None if share is None else round(share * 100, 2)


def _heads(sheet: Sheet, language: str) -> list[str]:
    return [getattr(column, language) for column in (*sheet.columns, AS_OF)]


def _csv_cell(cell: Any, column: Column) -> Any:
    if column.kind == "number" or cell is None:
        return cell
    # The trailing tab keeps Excel from turning 0100010001 into 100010001.
    return f"{cell}\t" if column.kind == "id" and cell else _inert(cell)


def _inert(text: str) -> str:
    """A text that a spreadsheet shows and never calculates (OWASP: CSV injection)."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class _Line:
    """What csv.writer writes to: holds the text until it is taken."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)

    def take(self) -> str:
        text = "".join(self.parts)
        self.parts, self.size = [], 0
        return text
