"""Close a meeting: its list, minutes and photo hashes are frozen into one record."""

from typing import Any

from sqlalchemy import func, select

from backend.core.db import db
from backend.core.errors import Refused
from backend.meetings.models import JointBranch, Meeting
from backend.meetings.sign_ins import SignIn
from backend.organisations.models import Organisation
from backend.records.canonical import canonical, instant, sha256_of
from backend.records.hold import hold_alone
from backend.records.models import Minutes, Photo, Record
from backend.records.read_list import count_list, read_list
from backend.sign_in.checks import Check

VERSION = 1  # of what stands in a record


def close(meeting: Meeting, actor_id: int, *, head_count: int | None, head_count_note: str | None) -> Record:
    """End signing in, for good. A meeting that is closed stays as it is; one from before there were records gets its own."""
    meeting = hold_alone(meeting.id)
    if record := db.session.get(Record, meeting.id):
        return record
    if not meeting.closed_at:
        meeting.close()
        _refuse_unexplained(meeting, head_count, head_count_note)
        meeting.head_count, meeting.head_count_note = head_count, head_count_note
    return freeze(meeting, actor_id)


def freeze(meeting: Meeting, actor_id: int) -> Record:
    """Keep a closed meeting as it stands. The caller holds it."""
    assert meeting.closed_at is not None
    content = canonical(_content(meeting))
    frozen = {"content": content, "sha256": sha256_of(content)}
    record = Record(meeting_id=meeting.id, closed_by=actor_id, closed_at=meeting.closed_at, **frozen)
    db.session.add(record)
    db.session.flush()
    return record


def _refuse_unexplained(meeting: Meeting, head_count: int | None, note: str | None) -> None:
    """Who counts other heads than names finds out why, or says why."""
    arrived = (SignIn.meeting_id == meeting.id, SignIn.kind == "in", SignIn.counts)
    came = db.session.scalars(select(func.count()).select_from(SignIn).where(*arrived)).one()
    if head_count not in (None, came) and not note:
        detail = f"The room says {head_count}, the list says {came}: look again, or note why."
        raise Refused("head_count_differs", detail, errors=[{"pointer": "/head_count", "detail": f"The list says {came}."}])


def _content(meeting: Meeting) -> dict[str, Any]:
    rows = read_list(meeting)
    return {
        "version": VERSION,
        "meeting": _facts(meeting),
        "head_count": {"room": meeting.head_count, "note": meeting.head_count_note},
        "counts": count_list(rows),
        "list": rows,
        "checks": _checks(meeting),
        "minutes": _minutes(meeting),
        "photos": _photos(meeting),
    }


def _facts(meeting: Meeting) -> dict[str, Any]:
    names = ("id", "title", "theme", "agenda", "kind", "place")
    times = {name: instant(getattr(meeting, name)) for name in ("starts_at", "ends_at", "opened_at", "closed_at")}
    joined = select(Organisation.id, Organisation.name).join(JointBranch, JointBranch.organisation_id == Organisation.id)
    joined = joined.where(JointBranch.meeting_id == meeting.id, JointBranch.accepted_at.is_not(None)).order_by(Organisation.path)
    return {
        **{name: getattr(meeting, name) for name in names},
        **times,
        "organisation": {"id": meeting.organisation_id, "name": meeting.organisation.name},
        "joint": [{"id": row.id, "name": row.name} for row in db.session.execute(joined)],
        "rule": vars(meeting.minutes),
        "credited_seconds": meeting.credited_seconds,
    }


def _checks(meeting: Meeting) -> list[dict[str, Any]]:
    """Second checks whose moment came before the closing."""
    due = select(Check).where(Check.meeting_id == meeting.id, Check.due_at <= meeting.closed_at).order_by(Check.id)
    return [{"id": check.id, "kind": check.kind, "due_at": instant(check.due_at)} for check in db.session.scalars(due)]


def _minutes(meeting: Meeting) -> dict[str, Any] | None:
    minutes = db.session.get(Minutes, meeting.id, populate_existing=True)
    return {"body": minutes.body, "version": minutes.version} if minutes else None


def _photos(meeting: Meeting) -> list[dict[str, Any]]:
    kept = select(Photo).where(Photo.meeting_id == meeting.id).order_by(Photo.id)
    return [{"sha256": photo.sha256, "caption": photo.caption, "size": photo.size} for photo in db.session.scalars(kept)]
