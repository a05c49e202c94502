"""Plants the city: the tree and the courses first, then branch after branch, each part in a transaction of its own, so that a
seed that was broken off goes on where it stopped."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from backend.core import clock
from backend.core.config import settings
from backend.core.db import db
from backend.core.errors import Refused
from backend.courses.models import Category, Course, Lesson, LessonVersion
from backend.courses.progress import LessonProgress
from backend.ledger.models import Balance, Entry
from backend.meetings.attendance_rules import rule_on
from backend.meetings.models import Expected, Meeting
from backend.meetings.sign_ins import SignIn
from backend.members.models import Member, Role
from backend.organisations.models import Organisation
from backend.seed.catalogue import CATEGORIES, courses_of, lessons_of
from backend.seed.city import Branch, City
from backend.seed.write_rows import go_on_after, write_dicts, write_rows
from backend.seed.year import COLUMNS, EVENING, FIXED_DAY, MEETINGS, BranchYear, Evening, Taught, Year
from backend.study.models import StudyDay, StudyDayLesson

AT_A_TIME = 100  # branches in one transaction
MODELS: dict[str, Any] = {
    model.__tablename__: model for model in (Member, Meeting, Expected, SignIn, StudyDay, StudyDayLesson, LessonProgress, Entry, Balance)
}


@dataclass(frozen=True)
class Progress:
    """Branches that stand, of how many."""

    planted: int
    branches: int


def plant(city: City, *, until: date) -> Iterator[Progress]:
    """Write the city, or what of it is missing. Raises Refused where the database holds another one, or real people."""
    planted = _planted(city)
    if planted == 0:
        _plant_ground(city, until)
    year = _year(until)
    yield Progress(planted, len(city.branches))
    for start in range(planted, len(city.branches), AT_A_TIME):
        part = city.branches[start : start + AT_A_TIME]
        _plant_branches(city, part, year)
        db.session.commit()
        yield Progress(start + len(part), len(city.branches))
    go_on_after((Organisation, Member, Role, Meeting, SignIn, Entry, Course, Lesson, Category))
    db.session.commit()


def _planted(city: City) -> int:
    """How many branches stand already; 0 in an empty database."""
    organisations = db.session.scalar(select(func.count(Organisation.id))) or 0
    last = db.session.scalar(select(func.max(Member.branch_id)))
    if organisations == 0 and last is None:
        return 0
    first_branch = city.organisation_of(city.branches[0])
    last_path = db.session.scalar(select(Organisation.path).where(Organisation.id == city.organisation_of(city.branches[-1])))
    if organisations != first_branch - 1 + len(city.branches) or last_path != city.path_of(city.branches[-1]):
        raise Refused("not_empty", "This database holds an organisation already: seed an empty one, or go on with the same size and seed.")
    return 0 if last is None else last - first_branch + 1


def _plant_ground(city: City, until: date) -> None:
    levels, now = settings().levels.split("/"), _noon(until)
    if len(levels) != 4:
        raise Refused("other_levels", "The city has four levels: set MUSTER_LEVELS to four names.")
    rows = ((own, over, path, name, levels[level], level == 3, "full") for own, over, path, name, level in city.organisations())
    if db.session.scalar(select(func.count(Organisation.id))):
        return
    write_rows(Organisation, ("id", "parent_id", "path", "name", "level", "is_branch", "ranking_shown"), rows)
    write_dicts(Category, [{"id": number, "name": name} for number, name in enumerate(CATEGORIES, start=1)])
    courses = courses_of(city.members, now)
    lessons = [lesson for course in courses for lesson in lessons_of(course)]
    kept = ("version", "kind", "nominal_seconds", "body", "content_hash")
    write_dicts(Course, courses)
    write_dicts(Lesson, lessons)
    write_dicts(LessonVersion, [{"lesson_id": one["id"], "published_at": now, **{name: one[name] for name in kept}} for one in lessons])
    db.session.commit()


def _noon(day: date) -> datetime:
    return datetime.combine(day, EVENING, clock.zone())


def _year(until: date) -> Year:
    lessons = db.session.execute(select(Lesson.id, Lesson.nominal_seconds, Lesson.title).order_by(Lesson.id)).all()
    return Year(list(_evenings(until)), [Taught(*row) for row in lessons], until)


def _evenings(until: date) -> Iterator[Evening]:
    """The fixed day of each of the last twelve months, the latest last."""
    month = until.replace(day=FIXED_DAY)
    months = [month] if month < until else []
    while len(months) < MEETINGS:
        month = (month.replace(day=1) - timedelta(days=1)).replace(day=FIXED_DAY)
        months.append(month)
    for day in reversed(months):
        yield Evening(day, _noon(day), rule_on(day).id)


def _plant_branches(city: City, branches: list[Branch], year: Year) -> None:
    rows: dict[str, list[Any]] = {table: [] for table in COLUMNS}
    for branch in branches:
        for table, own in BranchYear(city, branch, year).live().items():
            rows[table] += own
    for table, columns in COLUMNS.items():
        write_rows(MODELS[table], columns, rows[table])
    _give_roles(city, branches)


def _give_roles(city: City, branches: list[Branch]) -> None:
    """Each branch's first member is its secretary; of a district's first branch the second is its admin, of the city's first the third."""
    held: list[tuple[int, int, str]] = []
    for branch in branches:
        held.append((branch.first_member, city.organisation_of(branch), "secretary"))
        district = int(city.path_of(branch).split("/")[2])
        if branch.number == 1 or district != int(city.path_of(city.branches[branch.number - 2]).split("/")[2]):
            held.append((branch.first_member + 1, district, "admin"))
    if branches[0].number == 1:
        held.append((branches[0].first_member + 2, 1, "city_admin"))
    write_dicts(
        Role, [{"member_id": who, "organisation_id": over, "kind": kind, "starts_on": date(2020, 1, 1)} for who, over, kind in held]
    )
