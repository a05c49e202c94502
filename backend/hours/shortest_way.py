"""Which lessons close the gap to the target: a pure function, so that its law can be tested."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Step:
    """A lesson that can still count `left` seconds. `must`: required or assigned."""

    lesson_id: int
    left: int
    must: bool = False
    started: bool = False
    due_on: date | None = None


def shortest_way(steps: Iterable[Step], gap: int) -> list[Step]:
    """The steps to take until `gap` seconds are closed; all of them where even they do not reach.

    Four groups, one after the other: what must be done and is begun, what must be done, what is begun, the rest. Of each group
    everything while it does not reach; of the group that reaches, as few lessons as possible and of those the shortest sum.
    """
    way: list[Step] = []
    for group in _groups(steps):
        if gap <= 0:
            break
        taken = _fewest(group, gap)
        way += sorted(taken, key=_order)
        gap -= sum(step.left for step in taken)
    return way


def _groups(steps: Iterable[Step]) -> Sequence[list[Step]]:
    groups: dict[tuple[bool, bool], list[Step]] = {(must, started): [] for must in (True, False) for started in (True, False)}
    for step in steps:
        if step.left > 0:
            groups[step.must, step.started].append(step)
    return list(groups.values())


def _fewest(group: list[Step], gap: int) -> list[Step]:
    """The longest lessons until the gap is closed; the last of them is the shortest that still closes it."""
    longest_first = sorted(group, key=lambda step: (-step.left, step.lesson_id))
    taken: list[Step] = []
    for place, step in enumerate(longest_first):
        if step.left >= gap:
            enough = (other for other in longest_first[place:] if other.left >= gap)
            return [*taken, min(enough, key=lambda other: (other.left, other.lesson_id))]
        taken.append(step)
        gap -= step.left
    return taken


def _order(step: Step) -> tuple[date, int, int]:
    """Within a group: what is due first, then the longest."""
    return (step.due_on or date.max, -step.left, step.lesson_id)
