"""The ranking in memory, alone: ranks with ties, pages, and changes in place or merged."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.points.board import FEW, Board, OutOfStep, Place, key_of

people = st.dictionaries(st.integers(1, 60), st.integers(1, 9), max_size=40)


def in_order(points: dict[int, int]) -> list[Place]:
    rows = sorted((-amount, who) for who, amount in points.items())
    return [Place(1 + sum(other > -amount for other in points.values()), -amount, who) for amount, who in rows]


def board_of(points: dict[int, int]) -> Board:
    return Board(sorted(key_of(amount, who) for who, amount in points.items()))


@given(people, st.integers(0, 40), st.integers(0, 40))
def test_any_part_says_the_ranks_of_the_whole(points: dict[int, int], first: int, length: int) -> None:
    assert list(board_of(points).places(first, first + length)) == in_order(points)[first : first + length]


@given(people, people)
def test_changed_is_counted_anew(before: dict[int, int], after: dict[int, int]) -> None:
    board = board_of(before)
    gone = [key_of(amount, who) for who, amount in before.items() if after.get(who) != amount]
    come = [key_of(amount, who) for who, amount in after.items() if before.get(who) != amount]
    board.change(gone, come)
    assert board.keys == board_of(after).keys


@pytest.mark.parametrize("many", [1, FEW + 1])
def test_what_does_not_fit_is_out_of_step(many: int) -> None:
    keys = [key_of(5, who) for who in range(1, many + 1)]
    with pytest.raises(OutOfStep):
        Board(()).change(keys, [])
    with pytest.raises(OutOfStep):
        Board(sorted(keys)).change([], keys)


def test_the_largest_amounts_and_ids_fit() -> None:
    board = Board([key_of(2**31 - 1, 2**32 - 1)])
    assert list(board.places(0, 1)) == [Place(1, 2**31 - 1, 2**32 - 1)]
    assert isinstance(board.keys, array)
