"""Merging against a slow and obvious referee: a bitmap with one cell a second.

STUDY_CASES sets how many random cases are compared (default 3,000; 100,000 take some minutes).
"""

import os
import random
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.study.merge_segments import Piece, by_lesson, cap_by_length, change_by_lesson, credit, merge, outside, share_out

DAY = (100, 400)
CASES = 1000
RANDOM_CASES = int(os.environ.get("STUDY_CASES", "3000"))

pieces = st.lists(
    st.builds(
        lambda name, device, lesson, start, length: Piece(f"{name:04}", device, lesson, start, start + length),
        st.integers(0, 9999),
        st.sampled_from(["a", "b"]),
        st.integers(1, 3),
        st.integers(40, 450),
        st.integers(1, 60),
    ),
    max_size=12,
    unique_by=lambda piece: piece.id,
)


def bitmap(all_pieces: list[Piece], day: tuple[int, int]) -> dict[str, int]:
    """Second by second: whose is it? Of those that run then, the one that started first."""
    seconds: dict[str, int] = {}
    for second in range(*day):
        running = [piece for piece in all_pieces if piece.start <= second < piece.end]
        if running:
            owner = min(running, key=lambda piece: (piece.start, piece.device, piece.id))
            seconds[owner.id] = seconds.get(owner.id, 0) + 1
    return seconds


def test_any_order_repetition_and_split_into_batches_equals_the_bitmap() -> None:
    """As uploads do it: batch after batch, each looking only at the pieces that stand near its own."""
    dice = random.Random(2026)
    for _ in range(RANDOM_CASES):
        all_pieces = _some_pieces(dice)
        studied = _upload(dice.sample(all_pieces, len(all_pieces)) + dice.choices(all_pieces, k=3), dice)
        assert studied == _seconds_by_lesson(all_pieces), all_pieces


def _some_pieces(dice: random.Random) -> list[Piece]:
    starts = [dice.randrange(40, 450) for _ in range(dice.randrange(1, 13))]
    return [
        Piece(f"{n:02}", dice.choice("ab"), dice.randrange(1, 4), start, start + dice.randrange(1, 61)) for n, start in enumerate(starts)
    ]


def _upload(sent: list[Piece], dice: random.Random) -> dict[int, int]:
    stored: dict[str, Piece] = {}
    studied: dict[int, int] = {}
    while sent:
        size = dice.randrange(1, len(sent) + 1)
        batch, sent = {piece.id: piece for piece in sent[:size] if piece.id not in stored}, sent[size:]
        near = [one for one in stored.values() if any(one.start < new.end and one.end > new.start for new in batch.values())]
        changes, _ = change_by_lesson(near, list(batch.values()), DAY)
        for lesson, change in changes.items():
            studied[lesson] = studied.get(lesson, 0) + change
        stored |= batch
    return {lesson: seconds for lesson, seconds in studied.items() if seconds}


def _seconds_by_lesson(all_pieces: list[Piece]) -> dict[int, int]:
    lessons = {piece.id: piece.lesson_id for piece in all_pieces}
    sums: dict[int, int] = {}
    for name, seconds in bitmap(all_pieces, DAY).items():
        sums[lessons[name]] = sums.get(lessons[name], 0) + seconds
    return sums


@given(st.integers(0, 100), st.integers(1, 60), st.lists(st.tuples(st.integers(0, 100), st.integers(1, 30)), max_size=6))
def test_what_lies_outside_is_what_is_left(start: int, length: int, some: list[tuple[int, int]]) -> None:
    piece, kept = Piece("a", "a", 1, start, start + length), merge((begin, begin + long) for begin, long in some)
    left = {second for part in outside(piece, [(one[0], one[1]) for one in kept]) for second in range(part.start, part.end)}
    assert left == {second for second in range(start, start + length) if not any(begin <= second < end for begin, end in kept)}


@settings(max_examples=CASES, deadline=None)
@given(pieces)
def test_sharing_out_equals_the_bitmap(all_pieces: list[Piece]) -> None:
    assert {part.piece_id: part.length for part in share_out(all_pieces, DAY) if part.length} == bitmap(all_pieces, DAY)


@settings(max_examples=CASES // 3, deadline=None)
@given(pieces, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(all_pieces: list[Piece], dice: random.Random) -> None:
    shuffled = dice.sample(all_pieces, len(all_pieces))
    assert by_lesson(share_out(shuffled, DAY)) == by_lesson(share_out(all_pieces, DAY))


@settings(max_examples=CASES // 3, deadline=None)
@given(pieces, st.integers(1, 60))
def test_splitting_a_lone_devices_pieces_changes_no_sum(all_pieces: list[Piece], at: int) -> None:
    halves = [half for piece in all_pieces for half in _split(piece, at)]
    assert sum(part.length for part in share_out(halves, DAY)) == sum(part.length for part in share_out(all_pieces, DAY))


def _split(piece: Piece, at: int) -> list[Piece]:
    middle = min(piece.start + at, piece.end)
    parts = [(piece.start, middle), (middle, piece.end)]
    return [Piece(f"{piece.id}/{n}", piece.device, piece.lesson_id, *part) for n, part in enumerate(parts) if part[0] < part[1]]


@settings(max_examples=CASES // 3, deadline=None)
@given(pieces)
def test_no_more_is_owned_than_passed(all_pieces: list[Piece]) -> None:
    assert sum(part.length for part in share_out(all_pieces, DAY)) <= DAY[1] - DAY[0]


@settings(max_examples=CASES // 3, deadline=None)
@given(pieces, st.dictionaries(st.integers(1, 3), st.integers(0, 200), min_size=3), st.integers(0, 250))
def test_credit_obeys_every_cap_and_wastes_nothing(all_pieces: list[Piece], room: dict[int, int], day_cap: int) -> None:
    owned = share_out(all_pieces, DAY)
    credits = credit(owned, room, day_cap)
    within_rooms = {lesson: min(length, room[lesson]) for lesson, length in by_lesson(owned).items()}
    assert sum(one.counted for one in credits.values()) == min(day_cap, sum(within_rooms.values()))


@given(st.dictionaries(st.integers(0, 400).map(lambda n: date(2026, 1, 1) + timedelta(n)), st.integers(0, 500)), st.integers(0, 2000))
def test_a_lesson_counts_its_length_at_most_earlier_days_first(studied: dict[date, int], nominal: int) -> None:
    counted = cap_by_length(studied, nominal)
    assert sum(counted.values()) == min(nominal, sum(studied.values()))
    short = [day for day in sorted(studied) if counted[day] < studied[day]]
    assert not short or all(counted[day] == 0 for day in sorted(studied) if day > short[0])


intervals = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda pair: (min(pair), max(pair))), max_size=10)


@given(intervals)
def test_merged_intervals_cover_the_same_and_do_not_touch(some: list[tuple[int, int]]) -> None:
    merged = merge(some)
    covered = {second for start, end in some for second in range(start, end)}
    assert {second for start, end in merged for second in range(start, end)} == covered
    assert all(before[1] < after[0] for before, after in pairwise(merged))
