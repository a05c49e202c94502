"""Refuse a spreadsheet that would eat the memory, before a reader unpacks it."""

import io
import re
import zipfile
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from backend.core.errors import Refused

LARGEST_UNPACKED = 400 * 2**20  # bytes; 513,000 members unpack to about 150 MB
LARGEST_RATIO = 200  # real sheets pack about 10:1, a bomb 1000:1
MOST_PARTS = 2000
MOST_COLUMNS = 200
MOST_CELLS = 30_000_000  # of one sheet as a dense table, about 1 GB
NOT_XLSX = {"xl/workbook.bin", "content.xml"}  # other formats, which the reader would take and this check can't read
CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def refuse_bomb(content: bytes, *, most_rows: int) -> None:
    """Raises Refused for an archive that unpacks to far more than it says it is, or whose cells lie so far out that the
    reader, which keeps a sheet as one dense table, would need all the memory there is."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > min(LARGEST_UNPACKED, LARGEST_RATIO * len(content)) or len(parts) > MOST_PARTS:
            raise too_large()
        if NOT_XLSX & {name.lower() for name in archive.namelist()}:
            raise damaged()
        for sheet in _sheets(archive):
            with archive.open(sheet) as file:
                _refuse_far_cells(file, most_rows)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, expat.ExpatError, NotImplementedError, RuntimeError, EOFError) as error:
        raise damaged() from error


def too_large() -> Refused:
    return Refused("roster_too_large", "The file unpacks to far more than a roster needs.", status=422)


def damaged() -> Refused:
    return Refused("roster_unreadable", "The file is damaged: save it again as .xlsx or .csv.", status=422)


def _sheets(archive: zipfile.ZipFile) -> list[str]:
    """Every part that the workbook points at, under whatever name: any of them may be read as a sheet."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - expat bounds expansion
    pointed_at = {re.split(r"[/\\]", relation.get("Target", ""))[-1].lower() for relation in relations}
    return [name for name in archive.namelist() if re.split(r"[/\\]", name)[-1].lower() in pointed_at]


def _refuse_far_cells(file: IO[bytes], most_rows: int) -> None:
    """Walk the cells as they say where they are, or as they stand."""
    row = column = last_row = last_column = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, last_row, last_column
        kind = name.rpartition(":")[2]
        if kind == "row":
            row, column = int(attributes.get("r", row + 1)), 0
        elif kind == "c":
            row, column = _position(attributes["r"]) if "r" in attributes else (row, column + 1)
        last_row, last_column = max(last_row, row), max(last_column, column)
        if last_row > most_rows or last_column > MOST_COLUMNS or last_row * last_column > MOST_CELLS:
            raise too_large()

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    try:
        parser.ParseFile(file)
    except ValueError as error:
        raise damaged() from error


def _position(name: str) -> tuple[int, int]:
    """Row and column of a cell name such as B12."""
    match = CELL.fullmatch(name)
    if match is None:
        raise too_large()
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column
