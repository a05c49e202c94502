"""Turn a question into a report that can be written in any format, reading without disturbing those who write."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any

from backend.core import clock
from backend.core.errors import Refused
from backend.core.one_writer import reading
from backend.core.replica import reading_reports
from backend.reports.files import csv_file
from backend.reports.kind import BRANCH, MEMBER, Kind, Question
from backend.reports.moments import Moment, settle
from backend.reports.printed import write_pdf
from backend.reports.sheets import Report, Sheet
from backend.reports.workbook import write_xlsx

BY = {
    "zh": {MEMBER: "按成员", BRANCH: "按支部", "subtree": "按下级组织"},
    "en": {MEMBER: "by member", BRANCH: "by branch", "subtree": "by organisation below"},
}
FORMATS = ("csv", "xlsx", "pdf")


def settle_where_kept(kind: Kind, question: Question) -> Moment | None:
    """The moment to report as of: the one asked for, or this one. None for what is always as of now."""
    return question.moment or (settle() if kind.can_be_settled(question) else None)


def report_of(kind: Kind, question: Question, *, language: str, at: datetime) -> Report:
    """Nothing is read before the report is written."""
    sheet = Sheet(kind.zh, kind.en, kind.columns(question.by))
    title = f"{getattr(kind, language)} · {BY[language][question.by]}"
    return Report(
        sheet,
        _later(kind, question),
        language=language,
        title=title,
        organisation=question.name,
        period=f"{question.first_day} – {question.last_day}",
        as_of=say(at),
    )


def write(report: Report, format: str, file: IO[bytes]) -> None:
    """Into a file that can be read too."""
    if format == "csv":
        for piece in csv_file(report):
            file.write(piece)
    elif format == "xlsx":
        write_xlsx(report, file)
    else:
        write_pdf(report, file)


def keep_printable(question: Question, format: str) -> None:
    if format == "pdf" and not question.organisation.is_branch:
        raise Refused("not_a_branch", "The printed form is for one branch.", status=422)


@contextmanager
def only_reading() -> Iterator[None]:
    """Outside any transaction that writes: a report takes long, and nobody may wait for it."""
    before = reading.set(True)
    try:
        with reading_reports():
            yield
    finally:
        reading.reset(before)


def say(moment: datetime) -> str:
    return moment.astimezone(clock.zone()).strftime("%Y-%m-%d %H:%M:%S")


def _later(kind: Kind, question: Question) -> Iterator[Sequence[Any]]:
    yield from kind.rows(question)
