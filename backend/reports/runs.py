"""Begin a report as a file, and write down every one that leaves the house."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.config import settings
from backend.core.db import begin_writing, db, insert_once
from backend.core.errors import Refused
from backend.members.models import lock_member
from backend.reports.kind import Kind, Question
from backend.reports.models import UNDER_WAY, ReportRun
from backend.reports.moments import Moment
from backend.reports.questions import check_question, count_people
from backend.reports.write import keep_printable

REASON_ABOVE = 500  # people in a file from which on a reason is asked for
MOST_UNDER_WAY = 5  # of one person


def begin_run(
    actor: Actor,
    kind: str,
    query: dict[str, Any],
    *,
    format: str,
    operation_id: str,
    reason: str | None = None,
    language: str = "zh",
    saved: bool = False,
) -> ReportRun:
    """A run that waits to be made; the same one again for the same operation. Raises Refused. Commits nothing."""
    lock_member(actor.id)
    mine = select(ReportRun).where(ReportRun.member_id == actor.id)
    if same := db.session.scalars(mine.where(ReportRun.operation_id == operation_id)).one_or_none():
        return same
    question = check_question(actor, kind, query)
    keep_printable(question, format)
    ask_for_reason(kind, question, reason)
    if not saved:  # saved ones have a bound of their own, and may all be due on one day
        _keep_few_under_way(actor.id)
    row = {**_about(kind, question, query), "member_id": actor.id, "operation_id": operation_id, "format": format, "language": language}
    begun = {"reason": reason, "saved": saved, "streamed": False, "state": "waiting", "rows_done": 0, "tries": 0, "created_at": clock.now()}
    insert_once(ReportRun, [{**row, **begun}], returning=[ReportRun.id])
    return db.session.scalars(mine.where(ReportRun.operation_id == operation_id)).one()


def ask_for_reason(kind: str, question: Question, reason: str | None) -> None:
    if not reason and count_people(kind, question, up_to=REASON_ABOVE + 1) > REASON_ABOVE:
        errors = [{"pointer": "/reason", "detail": f"It names more than {REASON_ABOVE} people."}]
        raise Refused("reason_required", "Say what the file is for: those in it can see it.", status=422, errors=errors)


def note_download(
    actor: Actor, kind: Kind, question: Question, *, format: str, language: str, reason: str | None, moment: Moment | None, **facts: Any
) -> int:
    """Write down that a report goes to its asker at once; answers the run's id. Begins to write."""
    begin_writing()
    query = {"organisation": question.organisation.id, "first_day": str(question.first_day), "last_day": str(question.last_day)}
    query |= {name: value for name in ("by", "course", "rule", "meeting_kind") if (value := getattr(question, name))}
    run = ReportRun(
        **_about(kind.name, question, query),
        member_id=actor.id,
        operation_id=str(uuid4()),
        format=format,
        language=language,
        reason=reason,
        streamed=True,
        moment=moment and vars(moment),
        **{"state": "running", "created_at": clock.now(), **facts},
    )
    db.session.add(run)
    db.session.flush()
    return run.id


def finished(count: int, digest: str, sha256: str, size: int, *, by_member: bool) -> dict[str, Any]:
    """What is known of a run once its rows have passed."""
    counted = {"row_count": count, "rows_done": count, "people": count if by_member else 0}
    return {"state": "ready", **counted, "rows_sha256": digest, "sha256": sha256, "bytes": size, "finished_at": clock.now()}


def _about(kind: str, question: Question, query: dict[str, Any]) -> dict[str, Any]:
    named = {"kind": kind, "organisation_id": question.organisation.id, "by": question.by, "query": query}
    return {**named, "first_day": question.first_day, "last_day": question.last_day}


def _keep_few_under_way(member_id: int) -> None:
    mine = (ReportRun.member_id == member_id, ReportRun.state.in_(UNDER_WAY), ~ReportRun.streamed)
    if (db.session.scalar(select(func.count(ReportRun.id)).where(*mine)) or 0) >= MOST_UNDER_WAY:
        raise Refused("too_many_runs", "Wait until the files under way are made.", status=429)


def keep_days() -> int:
    """How long a file that was made can be downloaded again."""
    return settings().keep_report_days


def shape_run(run: ReportRun) -> dict[str, Any]:
    return {
        **{name: getattr(run, name) for name in SHOWN},
        "organisation": run.organisation,
        "moment": run.settled.say() if run.settled else None,
        "as_of": run.as_of or _made(run),
    }


def _made(run: ReportRun) -> datetime | None:
    return run.created_at if run.streamed else run.finished_at


SHOWN = (
    *("id", "kind", "by", "query", "format", "language", "reason", "streamed", "saved", "state", "problem", "created_at", "finished_at"),
    *("expires_at", "rows_done", "rows_total", "row_count", "people", "bytes", "sha256", "rows_sha256", "file_name"),
)
