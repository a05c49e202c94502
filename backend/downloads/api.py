"""Endpoints: what a member takes along for study without a network."""

from typing import Any

from flask import g

from backend.core.pages import Listing
from backend.core.web import Feature
from backend.downloads.lessons_to_take import lessons_to_take
from backend.downloads.schemas import LessonToTakeShape, ToTakeQuery
from backend.permissions import any_member

downloads = Feature("downloads")


@downloads.get("/me/lessons-to-take", may=any_member, query=ToTakeQuery, lists=LessonToTakeShape)
def list_lessons_to_take(query: dict[str, Any]) -> Listing:
    """What I have to study by a day, with its size: assigned and due by then, begun, or required; the most urgent first."""
    return lessons_to_take(g.actor, query["until"])
