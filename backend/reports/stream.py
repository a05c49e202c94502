"""Send a report to its asker at once, and write down that it went, and whether it went whole.

What breaks off in the middle breaks the connection off too, and what arrived lacks its last line: no file is short in silence.
"""

import errno
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from typing import IO, Any

from flask import Response, stream_with_context
from sqlalchemy import update

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.one_writer import reading
from backend.reports.files import CHUNK, csv_file
from backend.reports.kind import MEMBER, Kind, Question
from backend.reports.models import ReportRun
from backend.reports.runs import ask_for_reason, finished, note_download
from backend.reports.sheets import Report
from backend.reports.write import only_reading, report_of, settle_where_kept, write

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def send_report(actor: Actor, kind: Kind, question: Question, *, format: str, language: str, reason: str | None) -> Response:
    """CSV goes as its rows come; other formats are whole before they go, since they can't be told to be cut."""
    ask_for_reason(kind.name, question, reason)
    moment = settle_where_kept(kind, question)
    question = question.as_of(moment)
    report = report_of(kind, question, language=language, at=moment.instant if moment else clock.now())
    said: dict[str, Any] = {"format": format, "language": language, "reason": reason, "moment": moment}
    if format == "csv":
        run_id = note_download(actor, kind, question, **said)
        pieces: Iterator[bytes] = stream_with_context(_as_they_come(run_id, report, by_member=question.by == MEMBER))
    else:
        with only_reading():
            file, digest, size = written(report, format)
        facts = finished(report.count, report.digest, digest, size, by_member=question.by == MEMBER)
        note_download(actor, kind, question, **said, **facts)
        pieces = pieces_of(file)
    return download(Response(pieces, content_type=TYPES[format]), f"{kind.name}-{question.first_day}-{question.last_day}.{format}")


def written(report: Report, format: str) -> tuple[IO[bytes], str, int]:
    """The report in a temporary file, its hash and its size. Raises Refused where the disk is full."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer streams it and closes it
    try:
        write(report, format, file)
        file.flush()
    except Exception as error:
        file.close()
        if is_full(error):
            raise Refused("disk_full", "The server has no room for this file: tell its administrator.", status=507) from error
        raise
    size, digest = file.seek(0, 2), sha256()
    file.seek(0)
    while piece := file.read(CHUNK):
        digest.update(piece)
    file.seek(0)
    return file, digest.hexdigest(), size


def is_full(error: BaseException) -> bool:
    """No room on the disk, as Python says it, or the writer of spreadsheets in its own words."""
    return getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(error)


def _as_they_come(run_id: int, report: Report, *, by_member: bool) -> Iterator[bytes]:
    digest, size = sha256(), 0
    try:
        with only_reading():
            for piece in csv_file(report):
                digest.update(piece)
                size += len(piece)
                yield piece
    except GeneratorExit:
        _note(run_id, {"state": "failed", "problem": "broken_off", "rows_done": report.count, "finished_at": clock.now()})
        raise
    except BaseException:
        _note(run_id, {"state": "failed", "problem": "failed", "rows_done": report.count, "finished_at": clock.now()})
        raise
    _note(run_id, finished(report.count, report.digest, digest.hexdigest(), size, by_member=by_member))


def _note(run_id: int, facts: dict[str, Any]) -> None:
    """In a transaction of its own: the request's is over."""
    db.session.rollback()
    before = reading.set(False)
    try:
        with db.engine.begin() as connection:
            connection.execute(update(ReportRun).where(ReportRun.id == run_id).values(**facts))
    finally:
        reading.reset(before)


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(CHUNK):
            yield piece


def download(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
