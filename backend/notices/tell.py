"""Tell members something: a line in their notices. Sent with the request's own transaction, or not at all."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, delete, literal, select

from backend.core import clock
from backend.core.db import db, insert_once, insert_selected
from backend.members.models import Member
from backend.notices.models import Notice
from backend.organisations.models import Organisation
from backend.organisations.tree import within

# What can be told, and what `about` must hold for the app to say it and to lead to it. The words: pwa/src/locales/notices.*.ts
KINDS: dict[str, tuple[str, ...]] = {
    "answered": ("lesson_id", "title", "question_id", "name"),
    "marked_helpful": ("lesson_id", "title", "question_id"),
    "post_hidden": ("lesson_id", "title", "question_id", "reason"),
    "post_shown": ("lesson_id", "title", "question_id"),
    "post_reported": ("organisation_id", "title"),
    "report_decided": ("lesson_id", "title", "question_id", "hidden"),
    "course_assigned": ("course_id", "title", "due_on"),
    "outside_study_decided": ("title", "approved", "reason"),
    "held_segments_decided": ("lesson_id", "title", "released", "reason"),
    "claim_decided": ("meeting_id", "title", "approved"),
    "leave_decided": ("meeting_id", "title", "granted", "reason"),
    "reports_due": ("title", "changed", "failed", "paused"),
    "award_waiting": ("award_id", "name"),
    "award_decided": ("award_id", "name", "approved", "reason"),
    "booked_by_hand": ("entry_id", "book", "amount", "reason"),
    "entry_reversed": ("entry_id", "book", "amount", "title", "reason"),
    "dispute_to_answer": ("dispute_id", "title", "name", "answer_by"),
    "dispute_rose": ("dispute_id", "title", "name", "answer_by"),
    "dispute_answered": ("dispute_id", "title", "corrected", "reason"),
    "target_missed": ("year", "organisation"),
}
AT_A_TIME = 1000


def tell(member_id: int, kind: str, about: dict[str, Any], *, once: str | None = None) -> None:
    """Tell one member. With `once` (up to 80 signs), the same event is told a single time however often it is asked for."""
    tell_many([member_id], kind, about, once=once)


def tell_many(
    member_ids: Iterable[int], kind: str, about: dict[str, Any], *, once: str | None = None, told_at: datetime | None = None
) -> None:
    """Tell these members the same, now or from an instant to come on."""
    _check(kind, about)
    told = {"kind": kind, "about": about, "once": once, "told_at": told_at or clock.now()}
    rows = [{"member_id": member_id, **told} for member_id in dict.fromkeys(member_ids)]
    for start in range(0, len(rows), AT_A_TIME):
        insert_once(Notice, rows[start : start + AT_A_TIME], returning=[Notice.id])


def take_back(member_ids: Iterable[int], once: Iterable[str]) -> None:
    """What these members were to be told about these events will not happen. What they were told already stays."""
    to_come = (Notice.member_id.in_(set(member_ids)), Notice.once.in_(set(once)), Notice.told_at > clock.now())
    db.session.execute(delete(Notice).where(*to_come))


def tell_subtree(path: str, kind: str, about: dict[str, Any], *, once: str | None = None) -> None:
    """Tell every active member below a place of the tree, by one statement."""
    people = select(Member.id).join(Organisation).where(within(Organisation.path, path), Member.status == "active")
    tell_selected(people, kind, about, once=once)


def tell_selected(people: Any, kind: str, about: dict[str, Any], *, once: str | None = None) -> int:
    """Tell the members whose ids a select gives (with a WHERE), by one statement; answers how many were told just now."""
    _check(kind, about)
    told = (literal(kind), literal(about, JSON()), literal(once, Notice.once.type), literal(clock.now(), Notice.told_at.type))
    return insert_selected(Notice, ("member_id", "kind", "about", "once", "told_at"), people.add_columns(*told))


def _check(kind: str, about: dict[str, Any]) -> None:
    if missing := set(KINDS[kind]) - set(about):
        raise ValueError(f"a notice {kind!r} can't be said without {', '.join(sorted(missing))}")
