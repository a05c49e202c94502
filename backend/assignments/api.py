"""Endpoints: courses that an organisation assigns, orders from the menu or hides, and who lags behind."""

from typing import Any

from flask import g
from sqlalchemy import delete, inspect

from backend.assignments.assign import assign, assignments_at, my_assignments, shape, shape_at
from backend.assignments.lag import laggards, looked_after, meet
from backend.assignments.menu import choosable, hide, menu_of, order, shape_menu, take_back
from backend.assignments.schemas import (
    LaggardQuery,
    Laggards,
    LaggardShape,
    MenuCourse,
    MenuQuery,
    MyAssignment,
    MyAssignmentQuery,
    NewAssignment,
    SubtreeAssignment,
)
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.pages import Listing
from backend.core.shapes import Nothing
from backend.core.web import Feature, visible
from backend.courses.choices import Assignment, CourseHiding, CourseOrder
from backend.organisations.models import Organisation
from backend.permissions import any_member, can_about, looks_after_it, looks_after_somebody

assignments = Feature("assignments")
PLACE = "/organisations/<int:organisation_id>"


@assignments.get(f"{PLACE}/menu", may=looks_after_it, on=Organisation, query=MenuQuery, lists=MenuCourse)
def list_menu(organisation: Organisation, query: dict[str, Any]) -> Listing:
    """What the organisation may order from the menu, what it ordered, what is offered to its members, or what it hides."""
    return menu_of(organisation, query)


@assignments.put(f"{PLACE}/course-orders/<int:course_id>", may=looks_after_it, on=Organisation, takes=Nothing, gives=MenuCourse)
def order_course(organisation: Organisation, body: dict[str, Any], course_id: int) -> dict[str, Any]:
    """Order a course from the menu: from now on it exists for the whole subtree."""
    course = choosable(organisation, course_id)
    order(organisation, course, g.actor.id)
    return shape_menu(organisation, [course])[0]


@assignments.delete(f"{PLACE}/course-orders/<int:course_id>", may=looks_after_it, on=Organisation, status=204)
def cancel_order(organisation: Organisation, course_id: int) -> None:
    """Take the organisation's own order back. What was studied stays."""
    take_back(CourseOrder, organisation, course_id)


@assignments.put(f"{PLACE}/course-hidings/<int:course_id>", may=looks_after_it, on=Organisation, takes=Nothing, gives=MenuCourse)
def hide_course(organisation: Organisation, body: dict[str, Any], course_id: int) -> dict[str, Any]:
    """Hide a course from the subtree, unless it is required or assigned. The course itself stays as it is."""
    course = choosable(organisation, course_id)
    hide(organisation, course, g.actor.id)
    return shape_menu(organisation, [course])[0]


@assignments.delete(f"{PLACE}/course-hidings/<int:course_id>", may=looks_after_it, on=Organisation, status=204)
def show_course(organisation: Organisation, course_id: int) -> None:
    """Show a course again that this organisation has hidden."""
    take_back(CourseHiding, organisation, course_id)


@assignments.post(f"{PLACE}/assignments", may=looks_after_it, on=Organisation, takes=NewAssignment, gives=SubtreeAssignment, status=201)
def assign_course(organisation: Organisation, body: dict[str, Any]) -> dict[str, Any]:
    """Ask the whole subtree to finish a course by a day; once more moves the day. An assigned course exists for everybody there."""
    course = choosable(organisation, body.pop("course_id"))
    return shape_at(organisation, [assign(organisation, course, g.actor, **body)], g.actor)[0]


@assignments.get(f"{PLACE}/assignments", may=looks_after_it, on=Organisation, lists=SubtreeAssignment)
def list_assignments(organisation: Organisation) -> Listing:
    """What the organisation and those above it have assigned, with how many of its subtree have finished."""
    return assignments_at(organisation, g.actor)


@assignments.delete("/assignments/<int:assignment_id>", may=looks_after_it, on=Assignment, status=204)
def withdraw_assignment(assignment: Assignment) -> None:
    """Take an assignment back: the course stays, the day to finish it goes."""
    # By its key: to read it again would fail where another secretary has taken it back meanwhile.
    key = inspect(assignment, raiseerr=True).identity
    db.session.execute(delete(Assignment).where(Assignment.id == (key and key[0])))


@assignments.get(
    "/assignments/<int:assignment_id>/laggards",
    may=looks_after_somebody,
    on=Assignment,
    query=LaggardQuery,
    lists=LaggardShape,
    beside=Laggards,
)
def list_laggards(assignment: Assignment, query: dict[str, Any]) -> Listing:
    """Who has not finished, of the members I look after (or of one organisation among them), and how much is left."""
    paths = looked_after(g.actor, assignment.scope_path)
    if query["organisation"]:
        paths = meet(_mine(query["organisation"]).path, assignment.scope_path)
    return laggards(assignment, paths, {"assignment": shape(assignment), "can": can_about(g.actor, assignment)})


@assignments.get("/me/assignments", may=any_member, query=MyAssignmentQuery, lists=MyAssignment)
def list_my_assignments(query: dict[str, Any]) -> Listing:
    """What I have to finish by a day, the earliest first; or what I have finished."""
    return my_assignments(g.actor, query["show"])


def _mine(organisation_id: int) -> Organisation:
    organisation: Organisation = visible(Organisation, organisation_id, g.actor)
    if not looks_after_it(g.actor, organisation):
        raise Refused("forbidden", "Only those who look after the organisation see who lags there.", status=403)
    return organisation
