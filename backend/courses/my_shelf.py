"""The list of courses as one member sees it: the shelf of the own branch, with how far the member is and what is due."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

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
        items = self.shelf.library.items
        still = ((one, day) for one, day in self.shelf.assigned if one in items and self.left(items[one]))
        return dict(reversed(list(still)))

    @cached_property
    def can(self) -> Callable[[Item], list[str]]:
        """The words of `can`, found out once for each owner of courses."""
        known: dict[str, list[str]] = {}

        def words(item: Item) -> list[str]:
            if item.scope_path not in known:
                known[item.scope_path] = can_with(self.actor, item)
            return known[item.scope_path]

        return words

    def left(self, item: Item) -> int:
        return item.needed - self.done[item.id]

    def shows(self, item: Item, show: str) -> bool:
        if show == "assigned":
            return item.id in self.due
        if show == "started":
            return item.id in self.started
        return show == "all" or bool(item.shown[SHOWN_BY[show]])

    @cached_property
    def started(self) -> set[int]:
        """Begun, and not finished."""
        known, items = self.shelf.library.lessons, self.shelf.library.items
        begun = {known[one].course_id for one in self.studied.begun_ids if one in known}
        return {one for one in begun if one in items and self.left(items[one])}

    def _is_finished(self, item: Item) -> bool:
        return item.shown["lesson_count"] > 0 and not self.left(item)

    def write(self, item: Item) -> Any:
        due, completed, can = self.due.get(item.id), self.completed[item.id], self.can(item)
        if not (due or completed or can):
            return item.text
        mine = {"due_on": due and due.isoformat(), "completed_lessons": completed, "finished": self._is_finished(item), "can": can}
        return {**item.shown, **mine}


def my_shelf(actor: Actor) -> MyShelf:
    mine = studied(actor.id)
    return MyShelf(actor, shelf_at(actor.branch_path, mine.mark), mine)


def list_my_shelf(actor: Actor, *, show: str, category: int | None) -> Ready:
    mine = my_shelf(actor)
    whole = mine.shelf.items
    if show != "all" or category:
        whole = tuple(one for one in whole if category in (None, one.shown["category"]["id"]) and mine.shows(one, show))

    def take(after: list[Any] | None, limit: int) -> tuple[list[Any], list[Any] | None, dict[str, Any]]:
        first = bisect_right(whole, (not after[0], not after[1], after[2]), key=lambda item: item.place) if after else 0
        page = whole[first : first + limit]
        last = page[-1] if first + limit < len(whole) else None
        return [mine.write(item) for item in page], [last.shown["required"], last.shown["recommended"], last.id] if last else None, {}

    return Ready(take)
