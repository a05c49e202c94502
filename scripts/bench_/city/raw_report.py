"""What an export is measured against: the figures of the same members by the least SQL and no framework."""

import csv
import importlib
import importlib.util
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.hours.year import MEETING_SECONDS, OUTSIDE_SECONDS, STUDY_SECONDS
from backend.ledger.models import HOURS, Entry
from backend.members.models import Member
from backend.organisations.models import Organisation
from bench_.bare import open_connection
from bench_.city.town import Town

XLSXWRITER = importlib.util.find_spec("xlsxwriter") is not None
OTHER = "XlsxWriter, constant_memory" if XLSXWRITER else "openpyxl, write-only"
SAMPLE = 20_000  # rows that the other writer of XLSX is given
AT_ONCE = 2_000


def raw_report(town: Town, first: date, last: date) -> str:
    """Ten columns of every member with hours in these days, as SQL text."""
    sums = (
        select(Entry.member_id, STUDY_SECONDS.label("study"), MEETING_SECONDS.label("meetings"), OUTSIDE_SECONDS.label("outside"))
        .where(Entry.book == HOURS, Entry.day >= first, Entry.day <= last)
        .group_by(Entry.member_id)
        .subquery()
    )
    people = (
        select(Member.id, Organisation.id, Organisation.name, Member.card_number, Member.name, Member.status, Organisation.path)
        .add_columns(sums.c.study, sums.c.meetings, sums.c.outside)
        .join(Organisation, Member.branch_id == Organisation.id)
        .join(sums, sums.c.member_id == Member.id)
        .order_by(Organisation.path, Member.card_number)
    )
    with town.hall.reading():
        return str(people.compile(db.engine, compile_kwargs={"literal_binds": True}))


def write_csv(town: Town, statement: str) -> tuple[int, float]:
    """By Python's csv module, as the rows come: how many, and seconds."""
    count, began = 0, time.perf_counter()
    with _rows(town, statement) as rows, Path(os.devnull).open("w", newline="") as file:
        writer = csv.writer(file)
        for row in rows:
            writer.writerow(row)
            count += 1
    return count, time.perf_counter() - began


def copy_out(town: Town, statement: str) -> tuple[int, float]:
    """By PostgreSQL itself, through this process."""
    count, began = 0, time.perf_counter()
    connection = open_connection(town.database.url)
    with connection.cursor() as cursor, cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT csv)") as copy:
        for part in copy:
            count += bytes(part).count(b"\n")
    connection.close()
    return count, time.perf_counter() - began


def write_other_xlsx(town: Town, statement: str, rows_in_all: int) -> tuple[int, float]:
    """By another writer of XLSX, already read: a sample, and in proportion the time that all rows would take."""
    with _rows(town, statement) as rows:
        sample = list(islice(rows, SAMPLE))
    began = time.perf_counter()
    with TemporaryDirectory(prefix="muster-bench-") as folder:
        _write_xlsx(sample, str(Path(folder) / "other.xlsx"))
    return len(sample), (time.perf_counter() - began) * rows_in_all / len(sample)


def _write_xlsx(rows: list[Any], path: str) -> None:
    if XLSXWRITER:
        book = importlib.import_module("xlsxwriter").Workbook(path, {"constant_memory": True})
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        book.close()
        return
    from openpyxl import Workbook

    other = Workbook(write_only=True)
    page = other.create_sheet()
    for row in rows:
        page.append(row)
    other.save(path)


@contextmanager
def _rows(town: Town, statement: str) -> Iterator[Iterator[Any]]:
    """A raw cursor that does not bring everything at once."""
    connection = open_connection(town.database.url)
    if town.database.kind == "sqlite":
        cursor = connection.cursor()
    else:
        cursor = connection.cursor(name="raw")
        cursor.itersize = AT_ONCE
    try:
        cursor.execute(statement)
        yield iter(cursor)
    finally:
        connection.close()
