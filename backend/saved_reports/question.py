"""A saved report's question in the words of reports, asked by its owner with the roles of today."""

from typing import Any
from uuid import NAMESPACE_OID, uuid5

from backend.core import clock
from backend.core.actor import Actor, Held
from backend.core.errors import Refused
from backend.members.models import Member
from backend.reports import questions
from backend.reports.kind import Question
from backend.reports.runs import ask_for_reason, begin_run
from backend.reports.write import keep_printable
from backend.saved_reports.models import SavedReport, SavedReportTurn
from backend.saved_reports.periods import Days


def check_question(saved: SavedReport, actor: Actor) -> Question:
    """Raises Refused where its place or its filters are not for this person."""
    return questions.check_question(actor, saved.kind, _query(saved, saved.days_on(clock.today())))


def check_schedule(saved: SavedReport, actor: Actor) -> None:
    """May it be asked by itself? Raises Refused where the role has ended that it was saved in, where its format is not for
    this question, or where so many people are concerned that a reason must be given."""
    try:
        question = check_question(saved, actor)
    except Refused as refusal:
        raise _role_ended() if refusal.status in (403, 404) else refusal from refusal
    keep_printable(question, saved.format)
    ask_for_reason(saved.kind, question, saved.reason)


def _role_ended() -> Refused:
    return Refused("role_ended", "You don't look after this organisation any more.", status=409)


def begin_its_run(saved: SavedReport, turn: SavedReportTurn, actor: Actor) -> int:
    """The run of this turn, which is begun once."""
    query = _query(saved, Days(turn.first_day, turn.last_day))
    how: dict[str, Any] = {"format": saved.format, "reason": saved.reason, "language": saved.language}
    operation_id = str(uuid5(NAMESPACE_OID, f"saved report {saved.id} of {turn.due_on}"))
    run = begin_run(actor, saved.kind, query, **how, operation_id=operation_id, saved=True)
    return run.id


def acting(member: Member) -> Actor | None:
    """The member as somebody who asks, with the roles of today; None where there is nothing left to ask with."""
    roles = tuple(Held(role.kind, role.organisation.path) for role in member.roles_today())
    if member.status != "active" or not roles:
        return None
    return Actor(member.id, member.name, member.branch_id, member.branch.path, session_id=0, must_change_password=False, roles=roles)


def _query(saved: SavedReport, days: Days) -> dict[str, Any]:
    place = {"organisation": saved.organisation_id}
    return {**saved.filters, **place, "first_day": days.first.isoformat(), "last_day": days.last.isoformat()}
