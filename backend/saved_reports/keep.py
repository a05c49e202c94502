"""Keep a report's question, and plan when it is asked by itself."""

from typing import Any

from sqlalchemy import delete, func, select

from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import Refused
from backend.members.models import lock_member
from backend.saved_reports.models import MOST, SavedReport, SavedReportTurn
from backend.saved_reports.question import check_question, check_schedule

QUESTION = ("kind", "organisation_id", "period", "first_day", "last_day", "filters", "language")


def keep(actor: Actor, body: dict[str, Any]) -> SavedReport:
    """The saved report of this operation, which is kept once. Raises Refused where its place or its filters are not mine."""
    lock_member(actor.id)
    operation_id = str(body["operation_id"])
    if stands := _of_operation(actor.id, operation_id):
        return stands
    if _count(actor.id) >= MOST:
        raise Refused("too_many_saved_reports", f"Nobody keeps more than {MOST} reports: delete one first.", status=409)
    saved = SavedReport(member_id=actor.id, operation_id=operation_id, **{part: body[part] for part in QUESTION})
    check_question(saved, actor)
    replan(saved, actor, body)
    db.session.add(saved)
    db.session.flush()
    return saved


def replan(saved: SavedReport, actor: Actor, plan: dict[str, Any]) -> None:
    """Give it a name, a format and its days; who has it asked by itself must be allowed to ask it."""
    saved.name, saved.format, saved.reason = plan["name"], plan["format"], plan["reason"]
    if plan["schedule"]:
        check_schedule(saved, actor)
    saved.plan(plan["schedule"], plan["day"])


def discard(saved: SavedReport) -> None:
    """Its turns go with it; the files that came of them stay in the list of files."""
    db.session.execute(delete(SavedReportTurn).where(SavedReportTurn.saved_report_id == saved.id))
    db.session.execute(delete(SavedReport).where(SavedReport.id == saved.id))


def _of_operation(member_id: int, operation_id: str) -> SavedReport | None:
    mine = (SavedReport.member_id == member_id, SavedReport.operation_id == operation_id)
    return db.session.scalar(select(SavedReport).where(*mine))


def _count(member_id: int) -> int:
    return db.session.scalar(select(func.count()).select_from(SavedReport).where(SavedReport.member_id == member_id)) or 0
