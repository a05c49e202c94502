"""A ranking in memory: everybody's points in order, eight bytes a member, so that a rank costs one look among half a million."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MEMBERS = 2**32  # ids below this
FEW = 8  # up to so many changes are made in place; more are merged in one pass


class OutOfStep(Exception):
    """What came does not fit what stands: the ranking must be counted anew."""


class Place(NamedTuple):
    rank: int
    points: int
    member_id: int


def key_of(points: int, member_id: int) -> int:
    """Keys rise as places fall: more points come first, and of the same points whoever was registered first."""
    return member_id - points * MEMBERS


class Board:
    """The tie rule: the same points share the rank, and the next rank counts everybody before it (1, 1, 3)."""

    def __init__(self, keys: Iterable[int]) -> None:
        self.keys = array("q", keys)

    def __len__(self) -> int:
        return len(self.keys)

    def rank(self, points: int) -> int:
        return bisect_left(self.keys, key_of(points, 0)) + 1

    def place_of(self, points: int, member_id: int) -> int:
        """How many stand before a member."""
        return bisect_left(self.keys, key_of(points, member_id))

    def after(self, key: int) -> int:
        """How many stand up to this key."""
        return bisect_right(self.keys, key)

    def places(self, first: int, end: int) -> Iterator[Place]:
        rank, before = 0, None
        for place, key in enumerate(self.keys[first:end], start=first):
            points, member_id = -(key // MEMBERS), key % MEMBERS
            if points != before:
                rank, before = (place + 1 if before is not None else self.rank(points)), points
            yield Place(rank, points, member_id)

    def change(self, gone: list[int], come: list[int]) -> None:
        """Take keys out and put keys in. Raises OutOfStep where one is not there, or there already."""
        if len(gone) + len(come) <= FEW:
            self._change_in_place(gone, come)
        else:
            self.keys = _with(_without(self.keys, sorted(gone)), sorted(come))

    def _change_in_place(self, gone: list[int], come: list[int]) -> None:
        for key in gone:
            del self.keys[_find(self.keys, key)]
        for key in come:
            self.keys.insert(_room(self.keys, key), key)


def _without(keys: "array[int]", gone: list[int]) -> "array[int]":
    kept, start = array("q"), 0
    for key in gone:
        place = _find(keys, key)
        kept.extend(keys[start:place])
        start = place + 1
    kept.extend(keys[start:])
    return kept


def _with(keys: "array[int]", come: list[int]) -> "array[int]":
    whole, start = array("q"), 0
    for key in come:
        place = _room(keys, key)
        whole.extend(keys[start:place])
        whole.append(key)
        start = place
    whole.extend(keys[start:])
    return whole


def _find(keys: "array[int]", key: int) -> int:
    place = bisect_left(keys, key)
    if place == len(keys) or keys[place] != key:
        raise OutOfStep
    return place


def _room(keys: "array[int]", key: int) -> int:
    place = bisect_left(keys, key)
    if place < len(keys) and keys[place] == key:
        raise OutOfStep
    return place
