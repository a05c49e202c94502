"""The list of courses as one member sees it: the shelf of the own branch, with how far the member is and what is due."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flask import g

from backend.core.actor import Actor
from backend.core.pages import Ready
from backend.courses.library import Item, KnownLesson
from backend.courses.shelves import Shelf, shelf_at
from backend.courses.studied import Studied, studied
from backend.permissions import can_with

SHOWN_BY = {"required": "required", "recommended": "recommended", "menu": "on_menu", "new": "is_new"}


@dataclass(frozen=True)
class MyShelf:
    """A shelf, and what somebody has studied."""

    actor: Actor
    shelf: Shelf
    studied: Studied

    @cached_property
    def begun(self) -> Counter[int]:
        """By course, the lessons begun that can still be opened: none, where all of them were withdrawn."""
        known = [self.shelf.library.lessons[one] for one in self.studied.begun_ids if one in self.shelf.library.lessons]
        counts = Counter({lesson.course_id: 0 for lesson in known})
        counts.update(lesson.course_id for lesson in known if lesson.live)
        return counts

    @cached_property
    def completed(self) -> Counter[int]:
        """By course, the lessons completed that can still be opened."""
        return Counter(lesson.course_id for lesson in self._completed)

    @cached_property
    def done(self) -> Counter[int]:
        """Those of them that count towards finishing."""
        return Counter(lesson.course_id for lesson in self._completed if not lesson.optional)

    @cached_property
    def _completed(self) -> list[KnownLesson]:
        known = self.shelf.library.lessons
        return [known[one] for one in self.studied.completed_ids if one in known and known[one].live]

    @cached_property
    def due(self) -> dict[int, date]:
        """By course, the earliest day that is still open."""
        return dict(reversed([(one, day) for one, day in self.shelf.assigned if self.left(one)]))

    def left(self, course_id: int) -> int:
        return self.shelf.library.needed[course_id] - self.done[course_id]

    def shows(self, item: Item, show: str) -> bool:
        if show == "assigned":
            return item.id in self.due
        if show == "started":
            return item.id in self.started
        return show == "all" or bool(item.shown[SHOWN_BY[show]])

    @cached_property
    def started(self) -> set[int]:
        """Begun, and not finished."""
        return {one for one in self.begun if self.left(one)}

    def is_finished(self, course_id: int) -> bool:
        return self.shelf.library.live[course_id] > 0 and not self.left(course_id)

    def standings(self) -> list[dict[str, Any]]:
        """What I began, also of what is no longer offered, and what is due."""
        live = self.shelf.library.live
        return [
            {
                "course_id": one,
                "begun_lessons": self.begun[one],
                "completed_lessons": self.completed[one],
                "finished": one in self.begun and self.is_finished(one),
                "due_on": self.due.get(one),
            }
            for one in sorted({*(one for one in self.begun if live[one]), *self.due})
        ]

    def elsewhere(self) -> list[Any]:
        """What tells how far I am in courses that are offered here no longer."""
        library, here = self.shelf.library, self.shelf.ids
        known = ((one, library.lessons.get(one)) for one in self.studied.begun_ids)
        return [(one, it, library.live[it.course_id], library.needed[it.course_id]) for one, it in known if it and it.course_id not in here]

    def write(self, items: Sequence[Item]) -> list[Any]:
        """As they go out: what is nobody's own was written out before."""
        can = {one.scope_path: can_with(self.actor, one) for one in {one.scope_path: one for one in items}.values()}
        mine = self.due.keys() | self.completed.keys()
        if any(can.values()):
            return [self._write(one, can[one.scope_path]) for one in items]
        return [self._write(one, []) if one.id in mine else one.text for one in items]

    def _write(self, item: Item, can: list[str]) -> dict[str, Any]:
        day = self.due.get(item.id)
        mine = {"completed_lessons": self.completed[item.id], "finished": self.is_finished(item.id), "can": can}
        return {**item.shown, "due_on": day and day.isoformat(), **mine}


def my_shelf(actor: Actor) -> MyShelf:
    """As it stands at this request, which puts it together once."""
    known: MyShelf | None = g.get("my_shelf")
    if known is None or known.actor is not actor:
        mine = studied(actor.id)
        known = g.my_shelf = MyShelf(actor, shelf_at(actor.branch_path, mine.mark), mine)
    return known


def list_my_shelf(actor: Actor, *, show: str, category: int | None) -> Ready:
    mine = my_shelf(actor)
    whole = mine.shelf.items
    if show != "all" or category:
        whole = tuple(one for one in whole if category in (None, one.shown["category"]["id"]) and mine.shows(one, show))

    def take(after: list[Any] | None, limit: int) -> tuple[list[Any], list[Any] | None, dict[str, Any]]:
        first = bisect_right(whole, (not after[0], not after[1], after[2]), key=lambda item: item.place) if after else 0
        page = whole[first : first + limit]
        last = page[-1] if first + limit < len(whole) else None
        return mine.write(page), [last.shown["required"], last.shown["recommended"], last.id] if last else None, {}

    return Ready(take)
