"""Write a report as CSV or XLSX: any size by streaming, ids as text, nothing that a spreadsheet would execute, and at the end
how many rows there are and their hash, so that a file that was cut short can be told from a whole one."""

import csv
import re
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import IO, Any

from rustpy_xlsxwriter import write_worksheets

from backend.reports.sheets import ABOUT, AS_OF, Report

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # the wide ones in Chinese and Japanese Excel
CHUNK = 64 * 1024
ABOUT_SHEET = {"zh": ("说明", "项目", "内容"), "en": ("About", "What", "Value")}


def csv_file(report: Report) -> Iterator[bytes]:
    """The report as CSV, in pieces as the rows come. The last line says how many there were."""
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(report.heads)
    yield (BYTE_ORDER_MARK + line.take()).encode()
    guards = [(place, column.kind) for place, column in enumerate(report.sheet.columns) if not column.is_number]
    for texts in report.texts():
        for place, kind in guards:
            texts[place] = _guarded(texts[place], kind)
        texts.append(report.as_of)
        writer.writerow(texts)
        if line.size > CHUNK:
            yield line.take().encode()
    writer.writerow(_last_line(report))
    yield line.take().encode()


def xlsx_file(report: Report) -> IO[bytes]:
    """The report as XLSX in a temporary file: texts are text cells, numbers are numbers. A second sheet tells what it is."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer streams it and closes it
    write_xlsx(report, file)
    file.seek(0)
    return file


def write_xlsx(report: Report, file: IO[bytes]) -> None:
    heads, name, (about, what, value) = report.heads, getattr(report.sheet, report.language), ABOUT_SHEET[report.language]
    written = _records(report, heads)
    first = next(written, dict.fromkeys(heads))  # without any record the writer would leave out the heads too
    widths: dict[str, Any] = {head: column.width for head, column in zip(heads, (*report.sheet.columns, AS_OF), strict=True)}
    afterwards = ({what: key, value: said} for key, said in _after(report))
    write_worksheets(
        [(name, chain((first,), written)), (about, afterwards)],
        file,  # type: ignore[arg-type] # any file that can be written will do
        freeze_panes={"general": {"row": 1, "col": 0}},
        bold_headers=True,
        float_format="0.00",
        column_widths={name: widths, about: {what: 16, value: 70}},
    )
    _date_it(file, report.as_of)


def _records(report: Report, heads: list[str]) -> Iterator[dict[str, Any]]:
    for cells in report.values():
        yield dict(zip(heads, (*(None if cell == "" else cell for cell in cells), report.as_of), strict=True))


def _after(report: Report) -> Iterator[tuple[str, Any]]:
    """What the report says of itself; asked for once its rows are written."""
    yield from report.about()


def _date_it(file: IO[bytes], as_of: str) -> None:
    """Let the workbook be as old as what it tells, so that the same question as of the same moment gives the same bytes.
    Its properties stand last in the archive: they are written anew over themselves."""
    file.seek(0)
    with zipfile.ZipFile(file, "a") as archive:
        (core,) = (one for one in archive.infolist() if one.filename == "docProps/core.xml")
        after = [(one.filename, archive.read(one)) for one in archive.infolist() if one.header_offset >= core.header_offset]
        for name, _ in after:
            archive.filelist.remove(archive.NameToInfo.pop(name))
        archive.start_dir = core.header_offset
        moment = datetime.fromisoformat(as_of).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
        for name, content in after:
            archive.writestr(zipfile.ZipInfo(name), _dated(content, moment) if name == core.filename else content, zipfile.ZIP_DEFLATED)
    file.truncate()


def _dated(properties: bytes, moment: bytes) -> bytes:
    return re.sub(rb'(W3CDTF">)[^<]*', rb"\g<1>" + moment, properties)


def _last_line(report: Report) -> list[str]:
    """What stands in the file, in as many cells as the other lines have."""
    words, said = ABOUT[report.language], {key: str(value) for key, value in report.about()}
    bare = (words["report"], words["organisation"], words["period"])
    cells = [_inert(value) if key in bare else f"{key} {value}" for key, value in said.items()]
    return cells + [""] * (len(report.heads) - len(cells))


def _guarded(text: str, kind: str) -> str:
    # The trailing tab keeps Excel from turning 0100010001 into 100010001.
    return f"{text}\t" if kind == "id" and text else _inert(text)


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
