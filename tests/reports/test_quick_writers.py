"""Files are written many rows at a time, and say what the plain rules say of each cell by itself."""

import csv
import errno
import io
import os
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from backend.core.errors import Refused
from backend.reports import sheets, workbook
from backend.reports.cells import columns_of, write_rows
from backend.reports.columns import CARD, NAME, Column
from backend.reports.files import BYTE_ORDER_MARK, _last_line, csv_file, guarded
from backend.reports.sheets import Report, Sheet
from backend.reports.texts import TEXTS
from backend.reports.workbook import write_xlsx

CASES = int(os.environ.get("REPORT_CASES", "60"))
KINDS = ("id", "text", "day", "hours", "percent", "count", "points")
SHEET = Sheet("表", "Sheet", tuple(Column(f"{kind}列", f"A {kind}", 12, kind, kind) for kind in KINDS))
AS_OF = "2026-11-25 10:43:00"
NASTY = (
    "", " ", "=1+1", "+1", "-1", "@sum", "＝1", "＋", "－1", "＠a", "\t=x", "=\x07", "'=1", '"引"号', "a,b", "x\r\ny", "两\u3000格",
    "0000000007", "1E5", "&amp;", "<c>", "]]>", "_x0041_", "_x005F_x0041_", "_x0001_x0002_", " lead", "trail ", "in side",
    "%s", "%", "100%d", "\u202egnp", "\ufeffa", "\ufffe", "a\uffffb", "\u2028", "😀", "é\u0301", "NULL", "TRUE", "\u00a0",
)  # fmt: skip
TEXT = st.none() | st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
SECONDS = st.none() | st.integers(-40_000_000, 40_000_000) | st.integers(-99, 9999).map(lambda n: n * 36 + 18)  # ties of a hundredth
SHARE = st.none() | st.integers(0, 12_000).map(lambda part: part / 10_000)
COUNT = st.none() | st.integers(-(10**12), 10**12)
ROW = st.tuples(TEXT, TEXT, TEXT, SECONDS, SHARE, COUNT, COUNT)
PLAIN_ROW = ("0001", "张三", "2026-01-01", 5400, 0.5, 1, 2)
Rows = Sequence[Sequence[Any]]


def report(rows: Rows, sheet: Sheet = SHEET) -> Report:
    return Report(sheet, iter(rows), language="zh", title="=题", organisation="+组织", period="2026", as_of=AS_OF)


def plain_texts(rows: Rows) -> list[list[str]]:
    return [[TEXTS[kind](value) for kind, value in zip(KINDS, row, strict=True)] for row in rows]


def plain_csv(rows: Rows, whole: Report) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(whole.heads)
    for texts in plain_texts(rows):
        writer.writerow([*(guarded(cell, kind) for cell, kind in zip(texts, KINDS, strict=True)), AS_OF])
    writer.writerow(_last_line(whole))
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


@given(rows=st.lists(ROW, max_size=7), at_once=st.integers(1, 4))
@example(rows=[(text, text, text, n, n / 100, n, n) for n, text in enumerate(NASTY)], at_once=500)
@example(rows=[(text, text, text, 18 * n, None, None, n) for n, text in enumerate(NASTY)], at_once=1)
@example(rows=[PLAIN_ROW] * 3, at_once=2)
@settings(max_examples=CASES, deadline=None)
def test_the_csv_is_what_each_cell_by_itself_would_give(rows: Rows, at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheets, "AT_ONCE", at_once)
        whole = report(rows)
        written = b"".join(csv_file(whole))
    assert written == plain_csv(rows, whole)
    assert whole.count == len(rows)
    assert whole.digest == sha256("".join("\t".join(texts) + "\n" for texts in plain_texts(rows)).encode()).hexdigest()


@given(rows=st.lists(ROW, min_size=1, max_size=7), first=st.integers(2, 2**20))
@example(rows=[(text, text, text, n, n / 100, n, n) for n, text in enumerate(NASTY)], first=2)
@example(rows=[(text, text, "1", 1, 0, 0, 0) for text in ("x" * 200, "y" * 32_767)], first=2)
@settings(max_examples=CASES, deadline=None)
def test_the_xlsx_has_the_rows_that_each_cell_by_itself_would_give(rows: Rows, first: int) -> None:
    assert_rows_are_plain(rows, first)


@pytest.mark.parametrize("text", NASTY)
def test_one_odd_text_among_plain_ones_is_not_overlooked(text: str) -> None:
    for odd in ((text, "a", "b"), ("1", text, "b"), ("1", "a", text)):
        rows = [PLAIN_ROW, (*odd, 3600, 0.25, 3, 4), PLAIN_ROW]
        assert_rows_are_plain(rows, 2)
        whole = report(rows)
        assert b"".join(csv_file(whole)) == plain_csv(rows, whole)


def assert_rows_are_plain(rows: Rows, first: int) -> None:
    text, number = 't="inlineStr"', 's="2"'
    sample = "".join(f'<c r="{letter}2" {text if letter in "ABCH" else number}>' for letter in "ABCDEFGH")
    columns, texts, plain = columns_of(sample), plain_texts(rows), ""
    for line, row in enumerate(texts, start=first):
        cells = [column.cell(str(line), cell) for column, cell in zip(columns, (*row, AS_OF), strict=True)]
        plain += f'<row r="{line}">{"".join(cells)}</row>'
    assert write_rows(columns, list(zip(*texts, strict=True)), AS_OF, first) == plain


def written_xlsx(whole: Report) -> io.BytesIO:
    file = io.BytesIO()
    write_xlsx(whole, file)
    return file


def test_two_other_readers_find_in_the_xlsx_what_the_csv_says() -> None:
    rows = [(text, text, text, 18 * n, n / 100, n, -n) for n, text in enumerate(NASTY)] + [PLAIN_ROW] * 1200
    file = written_xlsx(report(rows))
    wanted = [[as_value(cell, kind) for cell, kind in zip(row, KINDS, strict=True)] for row in plain_texts(rows)]
    heads, *found = openpyxl.load_workbook(file).active.iter_rows(values_only=True)
    assert list(heads) == report([]).heads
    assert [[decoded(cell) for cell in row[:-1]] for row in found] == wanted
    assert {row[-1] for row in found} == {AS_OF}
    file.seek(0)
    read = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()[1:]
    assert [[possible(cell) for cell in row[:-1]] for row in read] == [["" if cell is None else cell for cell in row] for row in wanted]


def as_value(text: str, kind: str) -> Any:
    if not text:
        return None
    return text if kind in ("id", "text", "day") else float(text)


def decoded(cell: Any) -> Any:
    """This reader leaves what the format writes for a "_" that is one; neither turns back what XML can't hold."""
    return possible(cell.replace("_x005F_", "_")) if isinstance(cell, str) else cell


def possible(cell: Any) -> Any:
    return cell.replace("_xFFFE_", "\ufffe").replace("_xFFFF_", "\uffff") if isinstance(cell, str) else cell


def test_every_column_is_styled_as_the_library_styles_it() -> None:
    head, row = list(openpyxl.load_workbook(written_xlsx(report([PLAIN_ROW]))).active.iter_rows())
    assert [cell.number_format for cell in row] == ["General", "General", "General", "0.00", "0.00", "General", "General", "General"]
    assert [cell.data_type for cell in row] == ["s", "s", "s", "n", "n", "n", "n", "s"]
    assert all(cell.font.bold for cell in head)
    assert not any(cell.font.bold for cell in row)


def test_the_second_sheet_tells_how_many_rows_there_are_and_their_hash() -> None:
    whole = report([PLAIN_ROW] * 1201)
    about = dict(openpyxl.load_workbook(written_xlsx(whole)).worksheets[1].iter_rows(min_row=2, values_only=True))
    assert (about["行数"], about["SHA-256"], about["报表"]) == (1201, whole.digest, "=题")


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 10)
    written_xlsx(report([PLAIN_ROW] * 9))
    with pytest.raises(Refused, match="no room"):
        written_xlsx(report([PLAIN_ROW] * 10))


class Disk(io.BytesIO):
    """It has room for so many bytes."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def write(self, content: Any) -> int:
        if self.tell() + len(content) > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(content)


@pytest.mark.parametrize("room", [10, 3000, 30_000, 53_000])
def test_a_full_disk_is_said_wherever_the_file_stands(room: int) -> None:
    rows = [(str(n), f"人{n * 7919}", "", n * 977, None, n, n * n) for n in range(1000)]
    with pytest.raises(OSError, match="No space left"):
        write_xlsx(report(rows), Disk(room))


def test_rows_that_break_off_break_the_spreadsheet_off() -> None:
    def rows() -> Iterator[Any]:
        yield from [PLAIN_ROW] * 1700
        raise ConnectionError("the database is gone")

    broken = report([])
    broken.rows = rows()
    with pytest.raises(ConnectionError, match="is gone"):
        written_xlsx(broken)
    assert broken.count == 1500


def test_a_text_that_no_cell_holds_is_never_cut_in_silence() -> None:
    with pytest.raises(ValueError, match="32767"):
        written_xlsx(report([("1", "x" * 32_768, "", 1, 1, 1, 1)]))


def test_a_row_of_too_few_values_is_no_row() -> None:
    pair = Sheet("表", "Sheet", (CARD, NAME))
    for rows in ([("1",)], [("1", "a", "b")], [("1", "a"), ("1",)]):
        with pytest.raises(ValueError, match="zip"):
            list(csv_file(report(rows, pair)))
