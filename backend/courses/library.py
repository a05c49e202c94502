"""All published courses as lists show them, read once for each mark of the catalogue and kept in memory."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

import orjson
from sqlalchemy import func, select, union

from backend.core.db import db
from backend.core.quick_show import QuickShow
from backend.core.versions import digest
from backend.courses.choices import Assignment, CourseHiding, CourseOrder
from backend.courses.models import Category, Course, Lesson, is_live, new_since
from backend.courses.schemas import CourseShape
from backend.organisations.models import Organisation

LONGEST_TITLE = 1000  # characters of a title with its pinyin and initials
SHAPE = QuickShow(CourseShape())
COURSE = ("id", "title", "summary", "required", "recommended", "on_menu", "published_at")


class KnownLesson(NamedTuple):
    course_id: int
    live: bool
    optional: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A course in a list. `shown` is what a member reads who has not begun it, and `text` the same written out;
    `print` changes with all that its authors can change."""

    id: int
    shown: dict[str, Any]
    text: orjson.Fragment
    print: str
    scope_path: str
    search_text: str  # the first lines

    @property
    def place(self) -> tuple[bool, bool, int]:
        """In the order of the list: required ones first, then recommended ones."""
        return not self.shown["required"], not self.shown["recommended"], self.id


@dataclass(frozen=True)
class Library:
    """`choosing`: the organisations that own a course or chose one. Wherever none of them stands on the way up, the same is offered."""

    items: dict[int, Item]
    lessons: dict[int, KnownLesson]
    choosing: frozenset[int]

    @cached_property
    def live(self) -> Counter[int]:
        """By course, also one that is not published, the lessons that can be opened."""
        return Counter(lesson.course_id for lesson in self.lessons.values() if lesson.live)

    @cached_property
    def needed(self) -> Counter[int]:
        """Those of them that make it finished."""
        return Counter(lesson.course_id for lesson in self.lessons.values() if lesson.live and not lesson.optional)


def read_library() -> Library:
    lessons = db.session.execute(
        select(Lesson.id, Lesson.course_id, is_live().label("live"), Lesson.optional, Lesson.nominal_seconds, Lesson.media_bytes)
    ).all()
    known = {row.id: KnownLesson(row.course_id, bool(row.live), row.optional) for row in lessons}
    return Library({item.id: item for item in _items([row for row in lessons if row.live])}, known, _choosing())


def _choosing() -> frozenset[int]:
    return frozenset(
        db.session.scalars(union(*(select(table.organisation_id) for table in (Course, CourseHiding, CourseOrder, Assignment))))
    )


def _items(live: Iterable[Any]) -> list[Item]:
    of_course = defaultdict(list)
    for lesson in live:
        of_course[lesson.course_id].append(lesson)
    rows = _courses()
    new = new_since()
    shown = SHAPE.rows([_shown(row, of_course[row.id], new) for row in rows])
    return [_item(row, one) for row, one in zip(rows, shown, strict=True)]


def _courses() -> list[Any]:
    columns = (*(getattr(Course, name) for name in COURSE), Course.changed_at, Category.name.label("category"), Category.id.label("kind"))
    owner = (Organisation.id.label("owner_id"), Organisation.name.label("owner"), Organisation.path)
    found = func.substr(Course.search_text, 1, LONGEST_TITLE).label("found")
    published = select(*columns, *owner, found).join(Course.category).join(Course.organisation)
    return list(db.session.execute(published.where(Course.published_at.is_not(None), Course.withdrawn_at.is_(None))))


def _shown(row: Any, lessons: list[Any], new: datetime) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in COURSE},
        "category": {"id": row.kind, "name": row.category},
        "organisation": {"id": row.owner_id, "name": row.owner},
        "is_new": row.published_at >= new,
        "lesson_count": len(lessons),
        "nominal_seconds": sum(one.nominal_seconds for one in lessons),
        "media_bytes": sum(one.media_bytes for one in lessons),
        "due_on": None,
        "completed_lessons": 0,
        "finished": bool(lessons) and all(one.optional for one in lessons),
        "found_lessons": [],
        "can": [],
    }


def _item(row: Any, shown: dict[str, Any]) -> Item:
    unchanging = {name: value for name, value in shown.items() if name != "is_new"}  # which a day changes by itself
    print_ = digest(row.changed_at, orjson.dumps(unchanging).decode())
    return Item(row.id, shown, orjson.Fragment(orjson.dumps(shown)), print_, row.path, row.found)
