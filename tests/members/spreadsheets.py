"""Rosters as people send them: CSV in several encodings, and XLSX."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl

from tests.asker import Asker

HEADS = ("组织", "学习卡号", "姓名", "手机号", "职务", "状态")
BRANCH = "和风市/滨江区/梧桐街道/青枫里支部"
FAR_BRANCH = "和风市/云山区/松岭街道/松岭支部"


def csv_of(*rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS, encoding: str = "utf-8-sig", comma: str = ",") -> bytes:
    return "".join(comma.join(str(cell) for cell in row) + "\r\n" for row in (heads, *rows)).encode(encoding)


def xlsx_of(*rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS) -> bytes:
    book = openpyxl.Workbook()
    for row in (heads, *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rezipped(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The same archive with its parts changed; None leaves a part out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (part := change(name, old.read(name))) is not None:
                new.writestr(name, part)
    return file.getvalue()


def send(ask: Asker, person: str | None, content: bytes, name: str = "roster.csv", **options: str) -> Any:
    return ask(person, "POST", "/api/members/imports", data={"file": (io.BytesIO(content), name), **options})


def send_rows(ask: Asker, person: str | None, *rows: tuple[Any, ...], **options: str) -> Any:
    return send(ask, person, csv_of(*rows), **options)


def counts(answer: Any) -> tuple[bool, int, int, int, int]:
    """(applied, created, updated, unchanged, organisations created)"""
    assert answer.status_code == 200, answer.json
    return tuple(answer.json[name] for name in ("applied", "created", "updated", "unchanged", "organisations_created"))  # type: ignore[return-value]


def bad_cells(answer: Any) -> list[tuple[int, str, str]]:
    """(row, column, code) of every cell that was found wanting."""
    return [(error["row"], error["column"], error["detail_code"]) for error in answer.json["errors"]]


def member_of(ask: Asker, card: str, by: str = "lin") -> dict[str, Any]:
    """The member with this card number as an admin sees it."""
    return next(one for one in ask(by, "GET", f"/api/members?q={card}").json["items"] if one["card_number"] == card)
