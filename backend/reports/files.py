"""Write a report as CSV or XLSX: any size by streaming, ids as text, nothing that a spreadsheet would execute."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, Any

from rustpy_xlsxwriter import write_worksheet

HEADS = {
    "zh": ("支部", "学习卡号", "姓名", "学习（小时）", "会议（小时）", "合计（小时）", "数据截至"),
    "en": ("Branch", "Card number", "Name", "Study (hours)", "Meetings (hours)", "Total (hours)", "As of"),
}
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # the wide ones in Chinese and Japanese Excel
CHUNK = 64 * 1024


def csv_file(rows: Iterable[Any], *, language: str, as_of: str) -> Iterator[bytes]:
    """The report as CSV, in pieces as the rows come."""
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(HEADS[language])
    yield (BYTE_ORDER_MARK + line.take()).encode()
    for row in rows:
        branch, card, name, *hours = _cells(row)
        # The trailing tab keeps Excel from turning 0100010001 into 100010001.
        writer.writerow((_inert(branch), f"{card}\t", _inert(name), *hours, as_of))
        if line.size > CHUNK:
            yield line.take().encode()
    yield line.take().encode()


def xlsx_file(rows: Iterable[Any], *, language: str, as_of: str) -> IO[bytes]:
    """The report as XLSX in a temporary file: texts are text cells, hours are numbers."""
    heads = HEADS[language]
    written = (dict(zip(heads, (*_cells(row), as_of), strict=True)) for row in rows)
    first = next(written, dict.fromkeys(heads))  # without any record the writer would leave out the heads too
    records = chain((first,), written)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer streams it and closes it
    write_worksheet(
        records,
        file,
        sheet_name=heads[3][:2] if language == "zh" else "Study hours",
        freeze_row=1,
        bold_headers=True,
        float_format="0.00",
        column_widths=dict(zip(heads, (24, 16, 12, 14, 16, 14, 22), strict=True)),
    )
    file.seek(0)
    return file


def hours(seconds: int) -> float:
    """Seconds as the hours a file shows: two digits behind the point."""
    return round(seconds / 3600, 2)


def _cells(row: Any) -> tuple[Any, ...]:
    return (row.branch_name, row.card_number, row.name, hours(row.study_seconds), hours(row.meeting_seconds), hours(row.total_seconds))


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
