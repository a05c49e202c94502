"""Read a roster file (XLSX or CSV) into rows of text, before anything is believed."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from python_calamine import CalamineError, load_workbook

from backend.core.errors import Refused
from backend.members.refuse_bomb import damaged, refuse_bomb

# The heads people write, and ours. The first of each is the one in the template.
HEADS = {
    "organisation": ("组织", "所在组织", "所属支部", "支部", "organisation"),
    "card_number": ("学习卡号", "卡号", "card_number"),
    "name": ("姓名", "name"),
    "phone": ("手机号", "手机", "电话", "phone"),
    "role": ("职务", "角色", "role"),
    "status": ("状态", "status"),
}
REQUIRED = ("organisation", "card_number", "name")
MOST_ROWS = 1_000_000


def read_roster(file: IO[bytes], name: str) -> list[tuple[int, dict[str, str]]]:
    """The rows as (row number in the file, {field: text}). Raises Refused for a file that is no roster."""
    content = file.read()
    table = _read_xlsx(content) if content[:4] == b"PK\x03\x04" else _read_csv(content, name)
    heads = _match_heads(next(table, []))
    rows = []
    for number, cells in enumerate(table, start=2):
        row = {field: cells[index].strip() if index < len(cells) else "" for field, index in heads.items()}
        if any(row.values()):
            rows.append((number, row))
        if len(rows) > MOST_ROWS:
            raise Refused("roster_too_long", f"A roster holds at most {MOST_ROWS} rows: split the file.", status=422)
    if not rows:
        raise Refused("roster_empty", "The file holds heads but no rows.", status=422)
    return rows


def _read_xlsx(content: bytes) -> Iterator[list[str]]:
    refuse_bomb(content, most_rows=MOST_ROWS)
    try:
        sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    except (CalamineError, ValueError, IndexError) as error:
        raise damaged() from error
    for row in sheet.iter_rows():
        yield [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    # A spreadsheet keeps a card number typed as a number as 100010001.0, and only its first 15 digits: a longer one is
    # wrong already, and is left in a form that no card number has.
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15 else str(cell)


def _read_csv(content: bytes, name: str) -> Iterator[list[str]]:
    text = _decode(content)
    if "\0" in text or Path(name).suffix.lower() not in (".csv", ".txt", ""):
        raise Refused("roster_unreadable", "Only .xlsx and .csv files can be read.", status=422)
    try:
        yield from csv.reader(io.StringIO(text), dialect=_dialect(text))
    except csv.Error as error:
        raise Refused("roster_unreadable", "The file is no table: save it again as .xlsx or .csv.", status=422) from error


def _decode(content: bytes) -> str:
    """UTF-8, or the encoding in which Chinese spreadsheet programs save CSV."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("roster_unreadable", "The file's text can't be read: save it again as .xlsx.", status=422)


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.split("\n", 1)[0]
    return csv.excel_tab if "\t" in first and "," not in first else csv.excel


def _match_heads(cells: list[str]) -> dict[str, int]:
    """Which column holds which field."""
    found = {cell.strip().strip("*").strip(): index for index, cell in enumerate(cells)}
    heads = {field: found[name] for field, names in HEADS.items() for name in reversed(names) if name in found}
    missing = [HEADS[field][0] for field in REQUIRED if field not in heads]
    if missing:
        raise Refused("roster_heads_missing", f"The first row must name the columns; missing: {', '.join(missing)}.", status=422)
    return heads
