"""What is offered at a place of the tree, kept in memory for as long as the catalogue's mark stands.

A mark is read before what it stands for, so what is kept under it is never older than the mark. Only requests that write
nothing may ask: within a transaction that has changed the catalogue, the mark is not yet the others'.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import current_app
from sqlalchemy import select

from backend.core import clock
from backend.core.db import db
from backend.core.kept_here import KeptHere
from backend.core.versions import digest
from backend.courses.choices import Assignment
from backend.courses.library import Item, Library, read_library
from backend.courses.models import Course, offered_at, published_on_the_way_to
from backend.organisations.tree import ids_above

KEPT = "muster.shelves"
SECONDS = 3600.0
MOST_SHELVES = 512  # each some kilobytes: they share their courses


@dataclass(frozen=True)
class Shelf:
    """`items` in the order of the list; `assigned`: courses that reach this place with their days, the earliest first."""

    library: Library
    day: date
    items: tuple[Item, ...]
    assigned: tuple[tuple[int, date], ...]
    assignments: str  # changes with every assignment to this place, also of what is not offered

    @cached_property
    def ids(self) -> frozenset[int]:
        return frozenset(item.id for item in self.items)

    @cached_property
    def version(self) -> str:
        """Of all that is offered here; the same wherever the same is offered."""
        return digest(*(item.print for item in self.items))


@dataclass(frozen=True)
class Kept:
    libraries: KeptHere[Library]
    shelves: KeptHere[Shelf]


def shelf_at(path: str, mark: str) -> Shelf:
    kept: Kept = current_app.extensions.setdefault(KEPT, Kept(KeptHere(SECONDS, 2), KeptHere(SECONDS, MOST_SHELVES)))
    day = clock.today()  # what is new depends on it
    here = mark, day
    library = kept.libraries.get(here, read_library)
    # All that is asked is which organisations stand on the way up, and only some have a say.
    way = "/".join(str(one) for one in ids_above(path) if one in library.choosing)
    return kept.shelves.get((*here, way), lambda: _fill(library, day, f"/{way}/" if way else ""))


def _fill(library: Library, day: date, path: str) -> Shelf:
    if not path:
        return Shelf(library, day, (), (), "")
    offered = set(db.session.scalars(select(Course.id).where(offered_at(path))))
    items = sorted((library.items[one] for one in offered if one in library.items), key=lambda item: item.place)
    reaching = select(Assignment.id, Assignment.course_id, Assignment.due_on, published_on_the_way_to(path).label("reaches"))
    reaching = reaching.join(Course, Course.id == Assignment.course_id).where(Assignment.organisation_id.in_(ids_above(path)))
    rows = db.session.execute(reaching.order_by(Assignment.due_on, Assignment.id)).all()
    assigned = tuple((row.course_id, row.due_on) for row in rows if row.reaches)
    return Shelf(library, day, tuple(items), assigned, digest(*map(tuple, rows)))
