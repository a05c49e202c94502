"""What a poll of the board needs to know of a meeting, in one statement: whether it exists for who asks, and whether anything changed."""

from collections.abc import Iterable
from functools import reduce
from typing import Any

from sqlalchemy import String, bindparam, cast, func, literal_column, select

from backend.core.db import UtcDateTime
from backend.meetings.leave import Leave
from backend.meetings.models import Expected, Meeting
from backend.meetings.sign_ins import SignIn
from backend.organisations.models import Organisation
from backend.sign_in.checks import Check, CheckAnswer, stands_at

_NONE, _DASH = literal_column("''", String), literal_column("'-'", String)


def _together(counts: Iterable[Any]) -> Any:
    """Several counts of a table as one text, so that its rows are gone through once."""
    texts: list[Any] = [func.coalesce(cast(count, String), _NONE) for count in counts]
    return reduce(lambda text, count: text.concat(_DASH).concat(count), texts)


def _of(counts: Iterable[Any], where: Any) -> Any:
    return select(_together(counts)).where(where).scalar_subquery()


_NOW = bindparam("now", type_=UtcDateTime())
_MARKS = (
    func.count(),
    func.max(SignIn.id),
    func.count().filter(SignIn.counts),
    func.count().filter(SignIn.state == "accepted"),
    func.count().filter(SignIn.state == "waiting"),
    func.max(SignIn.decided_at),
)
_LEAVES = (func.count(), func.count(Leave.decided_at), func.max(Leave.asked_at))
_ANSWERS = (func.count(CheckAnswer.present), func.count().filter(CheckAnswer.present.is_(True)))
_ANSWERED = select(_together(_ANSWERS)).join(Check, Check.id == CheckAnswer.check_id).where(Check.meeting_id == Meeting.id)
_COLUMNS = (
    Meeting.id,
    Meeting.title,
    Meeting.place,
    Meeting.starts_at,
    Meeting.ends_at,
    Meeting.opened_at,
    Meeting.closed_at,
    Organisation.path.label("scope_path"),
    _of(_MARKS, SignIn.meeting_id == Meeting.id).label("marks"),
    _of((func.count(Expected.member_id),), Expected.meeting_id == Meeting.id).label("expected"),
    _of(_LEAVES, Leave.meeting_id == Meeting.id).label("leaves"),
    _of((func.max(Check.id),), Check.meeting_id == Meeting.id).label("checks"),
    _ANSWERED.scalar_subquery().label("answers"),
    _of((func.count(),), (Check.meeting_id == Meeting.id) & stands_at(_NOW, _NOW)).label("second_code"),
)


class BoardSight:
    """Alike to a Meeting in every name that a rule asks for. `version` changes with everything the board shows: counts of small
    indexes instead of a counter on the meeting's row, which two hundred sign-ins at once would queue for."""

    columns = _COLUMNS
    state: Any = Meeting.state
    is_helped_by: Any = Meeting.is_helped_by
    joined_paths: Any = Meeting.joined_paths

    def __init__(self, row: Any) -> None:
        self.id: int = row.id
        self.scope_path: str = row.scope_path
        self.opened_at, self.closed_at = row.opened_at, row.closed_at
        self.version = repr(tuple(row))
