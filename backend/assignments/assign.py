"""Assign a course to a subtree, see how far each place is with what reaches it, and what reaches me."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from backend.assignments.lag import count_finished, lessons_needed
from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db, upsert
from backend.core.errors import Refused
from backend.core.pages import Listing
from backend.courses.choices import Assignment
from backend.courses.due import assignments_of
from backend.courses.models import Course, published_on_the_way_to
from backend.courses.standing import NOTHING, standings
from backend.members.models import count_members
from backend.notices.tell import tell_subtree
from backend.organisations.models import Organisation
from backend.organisations.tree import ids_above
from backend.permissions import can_about

FARTHEST_YEARS = 5


def assign(organisation: Organisation, course: Course, actor: Actor, *, due_on: date, note: str) -> Assignment:
    """Ask the organisation's subtree to finish the course by a day. To assign it again moves the day; everybody is told once a day set."""
    if not clock.today() <= due_on < clock.today().replace(year=clock.today().year + FARTHEST_YEARS, day=1):
        raise Refused("due_day_unusable", "Choose a day from today on, within the next years.", status=422)
    if not lessons_needed(course.id).lessons:
        raise Refused("nothing_to_finish", "This course has no lesson that must be finished.")
    row = {"organisation_id": organisation.id, "course_id": course.id, "due_on": due_on, "note": note}
    upsert(Assignment, [{**row, "assigned_by": actor.id, "assigned_at": clock.now()}], ("organisation_id", "course_id"), _move)
    where = (Assignment.organisation_id == organisation.id, Assignment.course_id == course.id)
    assignment = db.session.scalars(select(Assignment).where(*where).execution_options(populate_existing=True)).unique().one()
    told = {"course_id": course.id, "title": course.title, "due_on": due_on.isoformat()}
    tell_subtree(organisation.path, "course_assigned", told, once=f"assigned:{assignment.id}:{due_on}")
    return assignment


def _move(stands: Any, came: Any) -> dict[str, Any]:
    return {name: getattr(came, name) for name in ("due_on", "note", "assigned_by", "assigned_at")}


def assignments_at(organisation: Organisation, actor: Actor) -> Listing:
    """What reaches this organisation, the latest day first, with how many of its own subtree have finished."""
    reaching = select(Assignment).join(Course, Course.id == Assignment.course_id)
    reaching = reaching.where(Assignment.organisation_id.in_(ids_above(organisation.path)), published_on_the_way_to(organisation.path))
    order = (Assignment.due_on.desc(), Assignment.id.desc())
    return Listing(reaching, by=order, shape=lambda rows: shape_at(organisation, [row[0] for row in rows], actor))


def shape_at(organisation: Organisation, assignments: Sequence[Assignment], actor: Actor) -> list[dict[str, Any]]:
    finished = count_finished([organisation.path], [one.course_id for one in assignments])
    members = count_members([organisation.path])[organisation.path]
    return [
        {**shape(one), "member_count": members, "finished_count": finished.get(one.course_id, 0), "can": can_about(actor, one)}
        for one in assignments
    ]


def shape(assignment: Assignment) -> dict[str, Any]:
    return {name: getattr(assignment, name) for name in ("id", "course", "organisation", "due_on", "note")}


def my_assignments(actor: Actor, show: str) -> Listing:
    """What reaches me and is open, or finished: the earliest day first."""
    assigned = assignments_of(actor)
    mine = standings(actor.id, {one.course_id for one in assigned})
    chosen = [one.id for one in assigned if bool(mine.get(one.course_id, NOTHING).lessons_left) == (show == "open")]

    def shape_mine(rows: Sequence[Any]) -> list[dict[str, Any]]:
        return [{**shape(row[0]), **vars(mine.get(row[0].course_id, NOTHING))} for row in rows]

    return Listing(select(Assignment).where(Assignment.id.in_(chosen)), by=(Assignment.due_on, Assignment.id), shape=shape_mine)
