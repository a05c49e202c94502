"""The second checks of a meeting as the board shows them; a moment that has not come is told to nobody."""

from typing import Any

from sqlalchemy import select

from backend.core import clock
from backend.core.db import db
from backend.meetings.models import Meeting
from backend.members.models import Member
from backend.sign_in.checks import Check, CheckAnswer


def read_checks(meeting: Meeting) -> list[dict[str, Any]]:
    checks = list(db.session.scalars(select(Check).where(Check.meeting_id == meeting.id).order_by(Check.id)))
    answers = db.session.execute(
        select(CheckAnswer.check_id, Member.id.label("member_id"), Member.name, CheckAnswer.present)
        .join(Member, Member.id == CheckAnswer.member_id)
        .where(CheckAnswer.check_id.in_([check.id for check in checks]))
        .order_by(Member.card_number)
    ).all()
    return [{**_shape(check), "answers": [row for row in answers if row.check_id == check.id]} for check in checks]


def _shape(check: Check) -> dict[str, Any]:
    told = check.due_at <= clock.now()
    return {"id": check.id, "kind": check.kind, "due_at": check.due_at if told else None, "ends_at": check.ends_at if told else None}
