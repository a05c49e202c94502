"""Files that are no roster, or that would eat the server: each refused with a sentence, none with a crash."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.asker import Asker
from tests.cast import World
from tests.members.spreadsheets import BRANCH, HEADS, csv_of, rezipped, send, xlsx_of

GOOD = xlsx_of((BRANCH, "100010001", "钱学", "", "", ""))
SHEET = "xl/worksheets/sheet1.xml"
REFUSALS = {
    "empty": (b"", "roster_heads_missing"),
    "only a byte order mark": (b"\xef\xbb\xbf", "roster_heads_missing"),
    "only heads": (csv_of(), "roster_empty"),
    "only heads, xlsx": (xlsx_of(), "roster_empty"),
    "a head missing": (csv_of((BRANCH, "100010001"), heads=HEADS[:2]), "roster_heads_missing"),
    "no heads": ((f"{BRANCH},100010001,钱学\r\n").encode(), "roster_heads_missing"),
    "half a zip": (GOOD[: len(GOOD) // 2], "roster_unreadable"),
    "the start of a zip": (GOOD[:30], "roster_unreadable"),
    "a zip of something else": (rezipped(GOOD, lambda name, part: part if name == "docProps/app.xml" else None), "roster_unreadable"),
    "a book without its sheet": (rezipped(GOOD, lambda name, part: None if name == SHEET else part), "roster_unreadable"),
    "a sheet of junk": (rezipped(GOOD, lambda name, part: b"<junk" if name == SHEET else part), "roster_unreadable"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "roster_unreadable"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\xff\xff\xff", "roster_unreadable"),
    "an endless cell": (csv_of((BRANCH, "1" * 200_000, "钱学", "", "", "")), "roster_unreadable"),
    "a bomb": (rezipped(GOOD, lambda name, part: part + b" " * 20_000_000 if name == SHEET else part), "roster_too_large"),
}


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_file_that_is_no_roster_is_refused(ask: Asker, world: World, kind: str) -> None:
    content, code = REFUSALS[kind]
    answer = send(ask, "lin", content, "roster.xlsx" if content[:2] == b"PK" else "roster.csv")
    assert (answer.status_code, answer.json["code"]) == (422, code), answer.json


def test_the_missing_heads_are_named(ask: Asker, world: World) -> None:
    answer = send(ask, "lin", csv_of(("a", "b"), heads=("组织", "备注")))
    assert "学习卡号, 姓名" in answer.json["detail"]


def test_no_file_at_all_is_named(ask: Asker, world: World) -> None:
    answer = ask("lin", "POST", "/api/members/imports", data={"dry_run": "true"})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/file")


def with_cell(reference: str) -> bytes:
    cell = f'<row r="{reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{reference}" t="inlineStr"><is><t>x</t></is></c></row>'
    return rezipped(GOOD, lambda name, part: part.replace(b"</sheetData>", cell.encode() + b"</sheetData>") if name == SHEET else part)


def hidden(book: bytes, place: str) -> bytes:
    """The book's sheet lies in an unusual place; a harmless one lies where sheets usually do."""
    moved = rezipped(GOOD, lambda name, part: part.replace(SHEET.encode(), place.encode()) if name.endswith(".rels") else part)
    file = io.BytesIO(moved)
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(file, "a") as new:
        new.writestr(place, old.read(SHEET))
    return file.getvalue()


LAST_OF_ALL = with_cell("XFD1048576")
FAR = {
    "the last cell of all": LAST_OF_ALL,
    "wide and long": with_cell("GR1000000"),
    "beyond": with_cell("A99999999999999"),
    "hidden": hidden(LAST_OF_ALL, "xl/elsewhere/sheet1.xml"),
    "hidden under another ending": hidden(LAST_OF_ALL, "xl/media/picture.png"),
}
READ = "import sys; from backend.members.read_roster import read_roster; read_roster(open(sys.argv[1], 'rb'), sys.argv[1])"
LIMITED = f"import resource; resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31)); {READ}"


@pytest.mark.parametrize("kind", FAR)
def test_a_cell_far_out_does_not_take_the_server_down(tmp_path: Path, kind: str) -> None:
    # In a process of its own with 2 GB: a reader that believes the file is killed, and would take this test with it.
    (tmp_path / "far.xlsx").write_bytes(FAR[kind])
    calm = {**os.environ, "RUST_BACKTRACE": "0"}
    done = subprocess.run([sys.executable, "-c", LIMITED, tmp_path / "far.xlsx"], capture_output=True, text=True, env=calm, check=False)
    assert done.returncode == 1
    assert "Refused: roster_" in done.stderr, done.stderr[-500:]
