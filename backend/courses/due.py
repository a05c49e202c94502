"""What a member has still to finish by a day: the assignments that reach the own branch, of courses that are not finished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.db import db
from backend.courses.choices import Assignment
from backend.courses.models import Course, published_on_the_way_to
from backend.courses.standing import NOTHING, Standing, standings
from backend.organisations.tree import ids_above


@dataclass(frozen=True)
class OpenAssignment:
    """An assignment with how far the member is in its course."""

    assignment: Assignment
    standing: Standing

    @property
    def course_id(self) -> int:
        return self.assignment.course_id

    @property
    def due_on(self) -> date:
        return self.assignment.due_on


def assignments_of(actor: Actor) -> Sequence[Assignment]:
    """All that reach the actor's branch, finished or not, the earliest first."""
    above = ids_above(actor.branch_path)
    reaching = select(Assignment).join(Course, Course.id == Assignment.course_id)
    reaching = reaching.where(Assignment.organisation_id.in_(above), published_on_the_way_to(actor.branch_path))
    return db.session.scalars(reaching.order_by(Assignment.due_on, Assignment.id)).unique().all()


def open_assignments_of(actor: Actor) -> list[OpenAssignment]:
    """Those that are not finished yet, the earliest first. Two statements however many there are, one where there is none."""
    assigned = assignments_of(actor)
    known = standings(actor.id, {one.course_id for one in assigned}) if assigned else {}
    both = [OpenAssignment(one, known.get(one.course_id, NOTHING)) for one in assigned]
    return [one for one in both if one.standing.lessons_left]


def due_days(actor: Actor) -> dict[int, date]:
    """By course, the earliest day that is still open."""
    return {one.course_id: one.due_on for one in reversed(open_assignments_of(actor))}
