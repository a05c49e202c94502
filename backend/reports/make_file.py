"""Make the file of a run: as whoever asked for it, as of one moment, whole or not at all."""

import os
from collections.abc import Callable, Iterator
from hashlib import file_digest
from pathlib import Path
from typing import IO, Any

from sqlalchemy import func, select

from backend.core import clock
from backend.core.actor import Actor, Held
from backend.core.config import settings
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.keep_file import force_name
from backend.core.replica import ReplicaFailed
from backend.members.models import Member
from backend.reports.kind import MEMBER, Kind, Question
from backend.reports.kinds import KINDS
from backend.reports.models import ReportRun
from backend.reports.moments import Moment
from backend.reports.questions import check_question, count_rows
from backend.reports.runs import finished
from backend.reports.sheets import Report, Rows
from backend.reports.stream import is_full
from backend.reports.write import only_reading, report_of, settle_where_kept, write

GIGABYTE = 2**30
# What each beat may be told: how many rows have passed, how many there are, and the moment.
Beat = Callable[..., None]


class NoRoom(Exception):
    """The folder of reports is as full as the settings allow."""


def make_file(run: ReportRun, beat: Beat) -> dict[str, Any]:
    """What the run comes to: the columns to set. `beat` is called now and then, and may raise to stop."""
    try:
        return _make_from_either(run, beat)
    except Refused as refusal:
        gone = refusal.status in (403, 404)
        return failed("role_ended" if gone else refusal.code)
    except NoRoom:
        return failed("disk_full")
    except Exception as error:
        if is_full(error):
            return failed("disk_full")
        raise


def failed(problem: str) -> dict[str, Any]:
    return {"state": "failed", "problem": problem[:40], "finished_at": clock.now()}


def file_of(run: ReportRun) -> Path:
    return folder() / f"{run.id}.{run.format}"


def folder() -> Path:
    return settings().data / "reports"


def asker(member: Member) -> Actor:
    """The member with the roles of today, as a request of theirs would have it. Raises Refused where the account is disabled."""
    if member.status != "active":
        raise Refused("forbidden", "This account is disabled.", status=403)
    roles = tuple(Held(role.kind, role.organisation.path) for role in member.roles_today())
    return Actor(member.id, member.name, member.branch_id, member.branch.path, 0, False, roles)


def _make_from_either(run: ReportRun, beat: Beat) -> dict[str, Any]:
    """From the replica where there is one; when it fails in the middle, anew from the database itself."""
    try:
        return _make(run, beat)
    except ReplicaFailed:
        return _make(run, beat)


def _make(run: ReportRun, beat: Beat) -> dict[str, Any]:
    kind, question = KINDS[run.kind], check_question(asker(run.member), run.kind, run.query)
    moment = run.settled or settle_where_kept(kind, question)
    beat(moment=moment and vars(moment))
    question = question.as_of(moment)
    with only_reading():
        beat(rows_total=count_rows(kind, question))
        report = _watched(kind, question, run, moment, beat)
        size, digest = _write(report, run, beat)
    return {**finished(report.count, report.digest, digest, size, by_member=question.by == MEMBER)}


def _watched(kind: Kind, question: Question, run: ReportRun, moment: Moment | None, beat: Beat) -> Report:
    report = report_of(kind, question, language=run.language, at=moment.instant if moment else clock.now())
    report.rows = _counted(report.rows, beat)
    return report


def _counted(rows: Rows, beat: Beat) -> Iterator[Any]:
    for count, row in enumerate(rows, start=1):
        yield row
        if count % 1000 == 0:
            beat(rows_done=count)


def _write(report: Report, run: ReportRun, beat: Beat) -> tuple[int, str]:
    """Beside, forced to the disk, and moved: what stands under its name is whole."""
    target = file_of(run)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with part.open("w+b") as file:
            write(report, run.format, _Bounded(file, _room()))  # type: ignore[arg-type]
            file.flush()
            os.fsync(file.fileno())
            size = file.seek(0, 2)
            file.seek(0)
            digest = file_digest(file, "sha256").hexdigest()
        beat(rows_done=report.count, bytes=size)  # whoever was told to stop leaves no file
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    force_name(target.parent)
    return size, digest


def _room() -> int:
    """How many bytes the folder may still take."""
    kept = db.session.scalar(select(func.sum(ReportRun.bytes)).where(ReportRun.state == "ready", ~ReportRun.streamed)) or 0
    room = settings().report_gigabytes * GIGABYTE - int(kept)
    if room <= 0:
        raise NoRoom
    return room


class _Bounded:
    """A file that takes so many bytes and no more."""

    def __init__(self, file: IO[bytes], room: int) -> None:
        self.file, self.room = file, room

    def write(self, content: bytes) -> int:
        if self.file.tell() + len(content) > self.room:
            raise NoRoom
        return self.file.write(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)
