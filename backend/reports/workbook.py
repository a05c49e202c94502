"""Write a report as XLSX: texts are text cells, numbers are numbers, and a second sheet tells what it is and how many rows it has.

A library makes the book around one sample row: styles, widths, the frozen head. The rows themselves are written here, each cell
as the library wrote the sample's, because to hand them over one by one costs more than all the rest.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import IO, Any

from rustpy_xlsxwriter import write_worksheets

from backend.core.errors import Refused
from backend.reports.cells import columns_of, write_rows
from backend.reports.sheets import AS_OF, Report

ABOUT_SHEET = {"zh": ("说明", "项目", "内容"), "en": ("About", "What", "Value")}
ROWS, ABOUT, PROPERTIES = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "docProps/core.xml"
MOST_ROWS = 2**20  # of a sheet, its head too
QUICK = 1  # zlib's level: the file in three fifths of the time of its own choice, and a sixth larger


def write_xlsx(report: Report, file: IO[bytes]) -> None:
    """Into a file that can be read and sought in. The same rows as of the same moment give the same bytes."""
    frame = _frame(report, [("", "")])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=QUICK) as archive:
        for name in frame.namelist():
            with archive.open(name, "w") as part:
                _write_aside(part, _pieces(name, frame, report))


def _write_aside(part: IO[bytes], pieces: Iterator[bytes]) -> None:
    """Each piece is packed while the next is made: zlib leaves Python to others meanwhile. Two at most are in memory."""
    with ThreadPoolExecutor(1) as aside:
        packed: Future[int] | None = None
        for piece in pieces:
            if packed:
                packed.result()
            packed = aside.submit(part.write, piece)
        if packed:
            packed.result()


def _pieces(name: str, frame: zipfile.ZipFile, report: Report) -> Iterator[bytes]:
    if name == ROWS:
        yield from _sheet(frame.read(name).decode(), report)
    elif name == ABOUT:  # its rows have passed
        yield _frame(report, report.about()).read(name)
    elif name == PROPERTIES:
        yield _dated(frame.read(name), report.as_of)
    else:
        yield frame.read(name)


def _frame(report: Report, about: list[tuple[str, Any]]) -> zipfile.ZipFile:
    """A book by the library, with one row: a text where texts are, a number where numbers are."""
    columns, name = (*report.sheet.columns, AS_OF), getattr(report.sheet, report.language)
    title, what, value = ABOUT_SHEET[report.language]
    sample = dict(zip(report.heads, (_like(column.kind) for column in columns), strict=True))
    widths: dict[str, Any] = {head: column.width for head, column in zip(report.heads, columns, strict=True)}
    file = io.BytesIO()
    write_worksheets(
        [(name, [sample]), (title, [{what: key, value: said} for key, said in about])],
        file,
        freeze_panes={"general": {"row": 1, "col": 0}},
        bold_headers=True,
        float_format="0.00",
        column_widths={name: widths, title: {what: 16, value: 70}},
    )
    return zipfile.ZipFile(file)


def _like(kind: str) -> Any:
    return {"hours": 0.5, "percent": 0.5, "points": 1, "count": 1}.get(kind, "x")


def _sheet(sample: str, report: Report) -> Iterator[bytes]:
    """The sample's sheet with all rows instead of its one."""
    before, found, rest = sample.partition('<row r="2"')
    row, ended, after = rest.partition("</row>")
    if not found or not ended:
        raise ValueError("the sample has no row")
    yield re.sub(r"<dimension [^>]*/>", "", before).encode()  # it may be left out, and nobody knows it yet
    columns = columns_of(row)
    for texts in report.parts():
        if report.count >= MOST_ROWS:
            raise Refused("too_many_for_a_sheet", "A spreadsheet has no room for so many rows: take CSV.", status=422)
        yield write_rows(columns, texts, report.as_of, report.count - len(texts[0]) + 2).encode()
    yield after.encode()


def _dated(properties: bytes, as_of: str) -> bytes:
    """As old as what it tells."""
    moment = datetime.fromisoformat(as_of).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb'(W3CDTF">)[^<]*', rb"\g<1>" + moment, properties)
