"""Ask what is due: each saved report once for each of its days, whoever sees first that it is due."""

import logging
from datetime import date
from typing import Any

from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.db import db, insert_once
from backend.core.errors import Refused
from backend.members.models import Member
from backend.saved_reports.models import SavedReport, SavedReportTurn
from backend.saved_reports.question import acting, begin_its_run

log = logging.getLogger(__name__)
# What a refusal says about a saved report that it can't be asked any more until its owner does something about it.
PAUSED_BY = {"forbidden": "role_ended", "not_found": "role_ended", "reason_required": "reason_needed"}


def take_turns(today: date) -> int:
    """Begin a run of everything that is due. All of a person's in one transaction, so that one digest can tell of all of them.
    Answers how many turns were taken here. Commits."""
    return sum(_take_or_say(member_id, today) for member_id in _whose(today))


def due_by(day: date) -> Any:
    """The saved reports whose day has come; days on which nobody looked are made up for once."""
    return select(SavedReport).where(SavedReport.next_on <= day)


def _whose(day: date) -> list[int]:
    ids = due_by(day).with_only_columns(SavedReport.member_id)
    members = list(db.session.scalars(select(Member.id).where(Member.id.in_(ids)).order_by(Member.id)))
    db.session.commit()
    return members


def _take_or_say(member_id: int, today: date) -> int:
    """A mistake in one person's reports must not keep everybody after them waiting: said, and tried again at the next look."""
    try:
        taken = _take(db.session.get_one(Member, member_id), today)
        db.session.commit()
    except Exception:
        log.exception("the saved reports of member %s can't be asked", member_id)
        db.session.rollback()
        return 0
    return taken


def _take(member: Member, today: date) -> int:
    due = list(db.session.scalars(due_by(today).where(SavedReport.member_id == member.id).order_by(SavedReport.id)))
    turns = [_new_turn(saved, today) for saved in due]
    mine = {row.saved_report_id for row in insert_once(SavedReportTurn, turns, returning=[SavedReportTurn.saved_report_id])}
    person = acting(member)
    for saved in due:
        if saved.id in mine:
            _ask(saved, person, today)
    return len(mine)


def _new_turn(saved: SavedReport, today: date) -> dict[str, Any]:
    """The days are those of the day it was due on, also where it is asked later."""
    assert saved.next_on is not None, "what is due has a day"
    days = saved.days_on(saved.next_on)
    of = {"saved_report_id": saved.id, "due_on": saved.next_on, "asked_on": today, "told": False}
    return {**of, "first_day": days.first, "last_day": days.last, "state": "asked"}


def _ask(saved: SavedReport, person: Actor | None, today: date) -> None:
    turn = db.session.get_one(SavedReportTurn, (saved.id, saved.next_on))
    saved.move_on(today)
    if person is None:
        return _stop(saved, turn, "role_ended")
    try:
        turn.run_id = begin_its_run(saved, turn, person)
    except Refused as refusal:
        _stop(saved, turn, PAUSED_BY.get(refusal.code, "question_refused"))


def _stop(saved: SavedReport, turn: SavedReportTurn, why: str) -> None:
    saved.pause(why)
    turn.state, turn.problem = "paused", why
