"""The shortest way to the target: what must be done first, what is begun first, then as few lessons as possible."""

from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from backend.hours.shortest_way import Step, shortest_way

GROUPS = ((True, True), (True, False), (False, True), (False, False))
steps = st.lists(st.tuples(st.integers(0, 60), st.booleans(), st.booleans()).map(lambda one: one), max_size=12).map(
    lambda rows: [Step(n, left, must, started) for n, (left, must, started) in enumerate(rows, start=1)]
)


def total(some: list[Step]) -> int:
    return sum(step.left for step in some)


def group(some: list[Step], which: tuple[bool, bool]) -> list[Step]:
    return [step for step in some if (step.must, step.started) == which and step.left > 0]


@given(steps, st.integers(0, 400))
def test_the_way_reaches_the_target_whenever_there_is_one(all_steps: list[Step], gap: int) -> None:
    way = shortest_way(all_steps, gap)
    assert total(way) >= min(gap, total(all_steps))
    assert len({step.lesson_id for step in way}) == len(way)
    assert set(way) <= set(all_steps)
    assert all(step.left > 0 for step in way)


@given(steps, st.integers(0, 400))
def test_no_group_is_begun_before_those_above_it_are_used_up(all_steps: list[Step], gap: int) -> None:
    way = shortest_way(all_steps, gap)
    left = gap
    for which in GROUPS:
        taken, there = group(way, which), group(all_steps, which)
        if left <= 0:
            assert not taken
        elif total(there) < left:
            assert set(taken) == set(there)
        left -= total(taken)


@given(steps, st.integers(1, 400))
def test_in_the_group_that_reaches_nothing_is_shorter(all_steps: list[Step], gap: int) -> None:
    """Against every other choice: none has fewer lessons, and none of as many has a smaller sum than the last swap allows."""
    way, left = shortest_way(all_steps, gap), gap
    for which in GROUPS:
        taken, there = group(way, which), group(all_steps, which)
        if 0 < left <= total(there):
            reaching = [some for size in range(len(there) + 1) for some in combinations(there, size) if total(list(some)) >= left]
            assert len(taken) == min(len(some) for some in reaching)
            longest = sorted(there, key=lambda step: -step.left)[: len(taken)]
            assert left <= total(taken) <= total(longest)
            return
        left -= total(taken)


@given(steps, st.integers(0, 400), st.randoms(use_true_random=False))
def test_the_order_in_which_lessons_are_read_changes_nothing(all_steps: list[Step], gap: int, dice: object) -> None:
    shuffled = list(all_steps)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert shortest_way(shuffled, gap) == shortest_way(all_steps, gap)


def test_what_is_due_first_comes_first_in_its_group() -> None:
    later, sooner = Step(1, 50, must=True, due_on=date(2026, 12, 1)), Step(2, 10, must=True, due_on=date(2026, 11, 1))
    required = Step(3, 60, must=True)
    assert shortest_way([later, required, sooner], 120) == [sooner, later, required]


def test_a_short_lesson_closes_a_small_gap() -> None:
    lessons = [Step(n, minutes * 60) for n, minutes in enumerate((90, 45, 20, 12, 5), start=1)]
    assert [step.left // 60 for step in shortest_way(lessons, 10 * 60)] == [12]
    assert [step.left // 60 for step in shortest_way(lessons, 95 * 60)] == [90, 5]
    assert shortest_way(lessons, 0) == []
