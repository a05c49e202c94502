"""Keep a state of a note or of a place, if it is newer than the one that stands."""

from typing import Any

from sqlalchemy import func, select

from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import Refused
from backend.members.models import lock_member
from backend.notes.models import LessonPlace, Note
from backend.notes.newest import NOTE, PLACE, newest, refuse_from_ahead

MOST_A_LESSON = 500


def keep_note(actor: Actor, lesson_id: int, note_id: str, came: dict[str, Any]) -> Note:
    """The note as it stands afterwards. Raises Refused for a state from the future and for one note too many."""
    note: Note = _keep(Note, {"member_id": actor.id, "lesson_id": lesson_id, "id": note_id}, came, NOTE)
    return note


def delete_note(actor: Actor, lesson_id: int, note_id: str, changed_ms: int) -> None:
    """Also before the note itself has come: two devices, two ways, no order."""
    nothing = {"position_seconds": None, "part": None, "text": "", "deleted": True}
    keep_note(actor, lesson_id, note_id, {**nothing, "changed_ms": changed_ms})


def keep_place(actor: Actor, lesson_id: int, came: dict[str, Any]) -> LessonPlace:
    """The place as it stands afterwards."""
    place: LessonPlace = _keep(LessonPlace, {"member_id": actor.id, "lesson_id": lesson_id}, came, PLACE)
    return place


def _keep(kind: Any, key: dict[str, Any], came: dict[str, Any], fields: tuple[str, ...]) -> Any:
    refuse_from_ahead(came["changed_ms"])
    lock_member(key["member_id"])  # two of my devices at once: the second one compares with what the first one left
    kept = standing(kind, key)
    if kept is None:
        if kind is Note:
            _refuse_one_too_many(key)
        kept = kind(**key, **came)
        db.session.add(kept)
    else:
        state = {name: getattr(kept, name) for name in fields}
        for name, value in newest([state, came], fields).items():
            setattr(kept, name, value)
    db.session.flush()
    return kept


def standing(kind: Any, key: dict[str, Any]) -> Any:
    return db.session.get(kind, tuple(key.values()), populate_existing=True)


def _refuse_one_too_many(key: dict[str, Any]) -> None:
    mine = select(func.count()).select_from(Note).where(Note.member_id == key["member_id"], Note.lesson_id == key["lesson_id"])
    if (db.session.scalar(mine) or 0) >= MOST_A_LESSON:
        raise Refused("too_many_notes", f"A lesson takes {MOST_A_LESSON} notes of one member.")
