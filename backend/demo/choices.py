"""What the demo's organisations have chosen: courses on the menu, one of them ordered, one assigned for next week."""

from datetime import timedelta

from sqlalchemy import select, update

from backend.core import clock
from backend.core.db import db
from backend.courses.choices import Assignment, CourseOrder
from backend.courses.models import Course
from backend.members.models import Role
from backend.notices.tell import tell_subtree
from backend.organisations.models import Organisation

ON_MENU = ("save-energy-at-home", "volunteering-first-steps")
ORDERED, RECOMMENDED, ASSIGNED, NEW = "volunteering-first-steps", "smartphone-made-easy", "know-the-warning-signs", "spot-the-scam"
PUBLISHED_FOR = timedelta(days=120)


def choose_courses() -> None:
    """By the first branch that has a secretary, and for the city."""
    db.session.execute(update(Course).where(Course.key != NEW).values(published_at=clock.now() - PUBLISHED_FOR))
    db.session.execute(update(Course).where(Course.key.in_(ON_MENU)).values(on_menu=True))
    db.session.execute(update(Course).where(Course.key == RECOMMENDED).values(recommended=True))
    secretary = db.session.scalars(select(Role).where(Role.kind == "secretary").order_by(Role.id)).first()
    if secretary:
        _order(secretary)
        _assign(secretary.organisation, secretary.member_id)


def _order(secretary: Role) -> None:
    course_id = db.session.scalar(select(Course.id).where(Course.key == ORDERED))
    if course_id:
        db.session.add(CourseOrder(organisation_id=secretary.organisation_id, course_id=course_id, ordered_by=secretary.member_id))


def _assign(branch: Organisation, secretary_id: int) -> None:
    course = db.session.scalars(select(Course).where(Course.key == ASSIGNED)).one_or_none()
    if course:
        due_on = clock.today() + timedelta(days=7)
        facts = {"organisation_id": branch.id, "course_id": course.id, "due_on": due_on, "assigned_by": secretary_id}
        db.session.add(Assignment(note="下次组织生活一起复习，请提前学完。", **facts))
        about = {"course_id": course.id, "title": course.title, "due_on": due_on.isoformat()}
        tell_subtree(branch.path, "course_assigned", about, once=f"demo:{due_on}")
