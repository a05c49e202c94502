"""Endpoints: a member's own notes on a lesson, with marks in the medium, and the place to go on from."""

from typing import Any
from uuid import UUID

from flask import g
from sqlalchemy import func

from backend.core.pages import Listing
from backend.core.shapes import LARGEST_ID
from backend.core.web import Feature, visible
from backend.courses.models import Lesson
from backend.notes import keep
from backend.notes.models import LessonPlace, Note
from backend.notes.my_notes import my_notes
from backend.notes.schemas import DeletionQuery, LessonPlaceShape, MyNote, NewNote, NewPlace, NoteShape
from backend.permissions import any_member

notes = Feature("notes")


@notes.get("/lessons/<int:lesson_id>/notes", may=any_member, on=Lesson, lists=NoteShape)
def list_notes(lesson: Lesson) -> Listing:
    """My own notes on a lesson, along the lesson."""
    along = func.coalesce(Note.position_seconds, Note.part, 0)
    return Listing(Note.of(g.actor).where(Note.lesson_id == lesson.id), by=(along, Note.id))


@notes.put("/lessons/<int:lesson_id>/notes/<uuid:note_id>", may=any_member, on=Lesson, takes=NewNote, gives=NoteShape)
def put_note(lesson: Lesson, body: dict[str, Any], note_id: UUID) -> Note:
    """Keep a note under the id that its device gave it. Answers what stands: the newest state, maybe another device's."""
    return keep.keep_note(g.actor, lesson.id, str(note_id), {**body, "deleted": False})


@notes.delete("/lessons/<int:lesson_id>/notes/<uuid:note_id>", may=any_member, query=DeletionQuery, status=204)
def delete_note(query: dict[str, Any], lesson_id: int, note_id: UUID) -> None:
    """Delete my note, also where the lesson itself is gone. A newer state of another device stands."""
    if not _is_mine(lesson_id, str(note_id)):
        visible(Lesson, lesson_id, g.actor)
    keep.delete_note(g.actor, lesson_id, str(note_id), query["changed_ms"])


@notes.get("/me/notes", may=any_member, lists=MyNote)
def list_my_notes() -> Listing:
    """All my notes, course by course and lesson by lesson."""
    return my_notes(g.actor)


@notes.get("/lessons/<int:lesson_id>/place", may=any_member, on=Lesson, gives=LessonPlaceShape)
def get_place(lesson: Lesson) -> Any:
    """Where I was last in a lesson, on whichever device."""
    nowhere = {"lesson_version": 0, "position_seconds": None, "part": None, "changed_ms": 0}
    return keep.standing(LessonPlace, {"member_id": g.actor.id, "lesson_id": lesson.id}) or nowhere


@notes.put("/lessons/<int:lesson_id>/place", may=any_member, on=Lesson, takes=NewPlace, gives=LessonPlaceShape)
def put_place(lesson: Lesson, body: dict[str, Any]) -> LessonPlace:
    """Keep where I am in a lesson. Answers what stands: the place of the device that studied last."""
    return keep.keep_place(g.actor, lesson.id, body)


def _is_mine(lesson_id: int, note_id: str) -> bool:
    key = {"member_id": g.actor.id, "lesson_id": lesson_id, "id": note_id}
    return lesson_id <= LARGEST_ID and keep.standing(Note, key) is not None
