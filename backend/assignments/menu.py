"""What an organisation may choose for its subtree: courses to order from the menu, to hide, or to show again."""

from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select

from backend.core import clock
from backend.core.db import db, insert_once
from backend.core.errors import NotFound, Refused
from backend.core.pages import Listing
from backend.courses.choices import Assignment, CourseHiding, CourseOrder
from backend.courses.models import Course, offered_at, published_on_the_way_to
from backend.courses.search_text import search_term
from backend.courses.sizes import sizes_of
from backend.organisations.models import Organisation
from backend.organisations.tree import ids_above

COLUMNS = ("id", "title", "summary", "category", "organisation", "required", "on_menu")


def menu_of(organisation: Organisation, query: dict[str, Any]) -> Listing:
    above = ids_above(organisation.path)
    shown = {
        "menu": Course.on_menu.is_(True),
        "ordered": and_(Course.on_menu.is_(True), _chosen(CourseOrder, above)),
        "offered": offered_at(organisation.path),
        "hidden": _chosen(CourseHiding, [organisation.id]),
    }
    statement = select(Course).where(_can_be_chosen(organisation), shown[query["show"]])
    if query["q"]:
        statement = statement.where(Course.search_text.contains(search_term(query["q"]), autoescape=True))
    if query["category"]:
        statement = statement.where(Course.category_id == query["category"])
    return Listing(statement, by=(Course.id,), shape=lambda rows: shape_menu(organisation, [row[0] for row in rows]))


def choosable(organisation: Organisation, course_id: int) -> Course:
    """The course, if this organisation may choose about it. Raises NotFound."""
    course = db.session.scalars(select(Course).where(Course.id == course_id, _can_be_chosen(organisation))).one_or_none()
    if course is None:
        raise NotFound
    return course


def order(organisation: Organisation, course: Course, actor_id: int) -> None:
    if not course.on_menu:
        raise Refused("not_on_menu", "This course is not on the menu: it needs no order.")
    row = {"organisation_id": organisation.id, "course_id": course.id, "ordered_by": actor_id}
    insert_once(CourseOrder, [{**row, "ordered_at": clock.now()}], returning=[CourseOrder.course_id])


def hide(organisation: Organisation, course: Course, actor_id: int) -> None:
    """What is asked of members can't be hidden; should it be hidden all the same, `offered_at` does not mind the hiding."""
    if course.required:
        raise Refused("course_is_required", "A required course can't be hidden.")
    if _who(Assignment, organisation, [course.id])[course.id]:
        raise Refused("course_is_assigned", "The course is assigned: take the assignment back first.")
    row = {"organisation_id": organisation.id, "course_id": course.id, "hidden_by": actor_id}
    insert_once(CourseHiding, [{**row, "hidden_at": clock.now()}], returning=[CourseHiding.course_id])


def take_back(choice: Any, organisation: Organisation, course_id: int) -> None:
    """Undo an order or a hiding of this very organisation."""
    db.session.execute(delete(choice).where(choice.organisation_id == organisation.id, choice.course_id == course_id))


def shape_menu(organisation: Organisation, courses: list[Course]) -> list[dict[str, Any]]:
    ids = [course.id for course in courses]
    sizes, orders = sizes_of(ids), _who(CourseOrder, organisation, ids)
    hidings, assigned = _who(CourseHiding, organisation, ids), _who(Assignment, organisation, ids)
    return [
        {
            **{name: getattr(course, name) for name in COLUMNS},
            **sizes[course.id],
            "ordered": organisation.id in orders[course.id],
            "ordered_above": next((one for number, one in orders[course.id].items() if number != organisation.id), None),
            "hidden": organisation.id in hidings[course.id],
            "assigned": bool(assigned[course.id]),
        }
        for course in courses
    ]


def _who(choice: Any, organisation: Organisation, course_ids: list[int]) -> dict[int, dict[int, Organisation]]:
    """By course, who on the way to this organisation has chosen, the highest first."""
    rows = select(choice.course_id, Organisation).join(Organisation, Organisation.id == choice.organisation_id)
    rows = rows.where(choice.course_id.in_(course_ids), choice.organisation_id.in_(ids_above(organisation.path)))
    chosen: dict[int, dict[int, Organisation]] = {course_id: {} for course_id in course_ids}
    for course_id, who in db.session.execute(rows.order_by(Organisation.path)):
        chosen[course_id][who.id] = who
    return chosen


def _can_be_chosen(organisation: Organisation) -> ColumnElement[bool]:
    """Published on the way here, and not hidden by somebody above: that is theirs to undo."""
    above = ids_above(organisation.path)
    asked = or_(Course.required, _chosen(Assignment, above))
    return and_(published_on_the_way_to(organisation.path), or_(asked, ~_chosen(CourseHiding, above[:-1])))


def _chosen(choice: Any, organisations: list[int]) -> ColumnElement[bool]:
    return exists().where(choice.course_id == Course.id, choice.organisation_id.in_(organisations)).correlate(Course)
