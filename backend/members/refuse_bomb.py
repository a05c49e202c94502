"""Refuse a spreadsheet that would eat the memory, before a reader unpacks it."""

import io
import re
import zipfile
from typing import IO
from xml.parsers import expat

from backend.core.errors import Refused

LARGEST_UNPACKED = 400 * 2**20  # bytes; 513,000 members unpack to about 150 MB
LARGEST_RATIO = 200  # real sheets pack about 10:1, a bomb 1000:1
MOST_PARTS = 2000
MOST_COLUMNS = 200
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
        sheets = [part for part in parts if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")]
        if "xl/workbook.xml" not in archive.namelist() or not sheets:
            raise damaged()
        for sheet in sheets:
            with archive.open(sheet) as file:
                _refuse_far_cells(file, most_rows)
    except (zipfile.BadZipFile, expat.ExpatError, NotImplementedError, RuntimeError, EOFError) as error:
        raise damaged() from error


def too_large() -> Refused:
    return Refused("roster_too_large", "The file unpacks to far more than a roster needs.", status=422)


def damaged() -> Refused:
    return Refused("roster_unreadable", "The file is damaged: save it again as .xlsx or .csv.", status=422)


def _refuse_far_cells(file: IO[bytes], most_rows: int) -> None:
    rows = columns = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal rows, columns
        if name.endswith("row"):
            rows, columns = rows + 1, 0
            _refuse_beyond(int(attributes.get("r", rows)), 0, most_rows)
        elif name == "c" or name.endswith(":c"):
            columns += 1
            _refuse_beyond(rows, columns, most_rows)
            if "r" in attributes:
                _refuse_beyond(*_position(attributes["r"]), most_rows)

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


def _refuse_beyond(row: int, column: int, most_rows: int) -> None:
    if row > most_rows or column > MOST_COLUMNS:
        raise too_large()
