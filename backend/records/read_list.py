"""The list of a meeting as it stands: every member who was expected, and all that is known of how they came."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from backend.core.db import db
from backend.meetings.attend import credited_seconds, standing_of
from backend.meetings.attendance_rules import left_early
from backend.meetings.leave import Leave
from backend.meetings.models import Expected, Meeting
from backend.meetings.sign_ins import SignIn
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.records.canonical import instant, instant_or_none
from backend.sign_in.checks import Check, CheckAnswer

Row = dict[str, Any]


def read_list(meeting: Meeting, *, only: int | None = None) -> list[Row]:
    """A row a member, in the order of branches and card numbers; `only` this member's row. Why somebody took leave is in none."""
    marks, leaves, answers = _marks(meeting, only), _leaves(meeting, only), _answers(meeting, only)
    return [
        {
            "member_id": person.id,
            "name": person.name,
            "branch": {"id": person.branch_id, "name": person.branch},
            "guest": person.guest,
            "arrival": _arrival(meeting, marks[person.id]),
            "signed_out": _signed_out(meeting, marks[person.id]),
            "leave": leaves.get(person.id),
            "checks": answers[person.id],
            "marks": [_mark(*mark) for mark in marks[person.id]],
        }
        for person in _people(meeting, only)
    ]


def standing(row: Row) -> Row:
    """What counts of a row: two lists that agree on this agree. Names and branches may change, and claims may still come in."""
    arrival, out = row["arrival"], row["signed_out"]
    came = arrival and {name: arrival[name] for name in ("sign_in_id", "at", "method", "assurance", "standing", "credited_seconds")}
    left = out and {name: out[name] for name in ("sign_in_id", "at", "left_early")}
    return {"arrival": came, "signed_out": left, "leave": row["leave"], "checks": row["checks"]}


def count_list(rows: Iterable[Row]) -> dict[str, int]:
    """How many were expected, came, came late, were on leave, and were missing."""
    rows = list(rows)
    came = [row["arrival"] for row in rows if row["arrival"]]
    on_leave = sum(1 for row in rows if row["leave"] == "granted" and not row["arrival"])
    late = sum(1 for arrival in came if arrival["standing"] != "on_time")
    return {"expected": len(rows), "came": len(came), "late": late, "on_leave": on_leave, "missing": len(rows) - len(came) - on_leave}


def _people(meeting: Meeting, only: int | None) -> Iterable[Any]:
    expected = (
        select(Member.id, Member.name, Member.branch_id, Organisation.name.label("branch"), Expected.guest)
        .join(Expected, Expected.member_id == Member.id)
        .join(Organisation, Organisation.id == Member.branch_id)
        .where(Expected.meeting_id == meeting.id)
        .order_by(Organisation.path, Member.card_number)
    )
    return db.session.execute(_of(expected, Member.id, only)).all()


def _marks(meeting: Meeting, only: int | None) -> dict[int, list[tuple[SignIn, str | None]]]:
    """Every mark, undone ones too, by member; each with the name of whoever entered it in the member's place."""
    by = aliased(Member)
    entered = select(SignIn, by.name).outerjoin(by, (by.id == SignIn.actor_id) & (SignIn.actor_id != SignIn.member_id))
    kept = entered.where(SignIn.meeting_id == meeting.id).order_by(SignIn.id).execution_options(populate_existing=True)
    marks: dict[int, list[tuple[SignIn, str | None]]] = defaultdict(list)
    for mark, name in db.session.execute(_of(kept, SignIn.member_id, only)):
        marks[mark.member_id].append((mark, name))
    return marks


def _leaves(meeting: Meeting, only: int | None) -> dict[int, str]:
    states = select(Leave.member_id, Leave.state).where(Leave.meeting_id == meeting.id)
    return {row.member_id: row.state for row in db.session.execute(_of(states, Leave.member_id, only))}


def _answers(meeting: Meeting, only: int | None) -> dict[int, list[Row]]:
    asked = select(CheckAnswer).join(Check, Check.id == CheckAnswer.check_id).where(Check.meeting_id == meeting.id)
    answers: dict[int, list[Row]] = defaultdict(list)
    for answer in db.session.scalars(_of(asked, CheckAnswer.member_id, only).order_by(CheckAnswer.check_id)):
        answers[answer.member_id].append({"check_id": answer.check_id, "present": answer.present})
    return answers


def _of(statement: Any, column: Any, only: int | None) -> Any:
    return statement if only is None else statement.where(column == only)


def _counting(marks: list[tuple[SignIn, str | None]], kind: str) -> tuple[SignIn, str | None] | None:
    return next((one for one in marks if one[0].counts and one[0].kind == kind), None)


def _arrival(meeting: Meeting, marks: list[tuple[SignIn, str | None]]) -> Row | None:
    if (counting := _counting(marks, "in")) is None:
        return None
    mark, by = counting
    return {
        "sign_in_id": mark.id,
        "at": instant(mark.signed_in_at),
        "received_at": instant(mark.received_at),
        "method": mark.method,
        "assurance": mark.assurance,
        "standing": standing_of(meeting, mark),
        "credited_seconds": credited_seconds(meeting, mark),
        "by": by,
        "reason": mark.reason,
    }


def _signed_out(meeting: Meeting, marks: list[tuple[SignIn, str | None]]) -> Row | None:
    if (counting := _counting(marks, "out")) is None:
        return None
    mark = counting[0]
    early = left_early(mark.signed_in_at, meeting.ends_at, meeting.minutes)
    return {"sign_in_id": mark.id, "at": instant(mark.signed_in_at), "method": mark.method, "left_early": early}


def _mark(mark: SignIn, by: str | None) -> Row:
    kept = ("kind", "method", "assurance", "state", "counts", "waits_for", "reason")
    times = {"at": instant(mark.signed_in_at), "received_at": instant(mark.received_at), "decided_at": instant_or_none(mark.decided_at)}
    return {"sign_in_id": mark.id, "by": by, **{name: getattr(mark, name) for name in kept}, **times}
