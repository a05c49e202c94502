"""The same segments give the same hours in any order, batch and repetition; and a liar never beats the clock."""

import random
from typing import Any

import pytest

from backend.core import clock
from backend.ledger.verify import verify
from backend.study.standing import find_standing
from tests.asker import Asker
from tests.cast import World
from tests.counting import statements
from tests.study.phone import MINUTE, Clock, Phone

MOST_STATEMENTS = 13  # who asks, the line of the member (on PostgreSQL) and BEGIN among them
MORE_THAN_A_MINUTE = 4  # a half hour is passed, or a lesson completed: its points


def a_messy_day(phone: Phone, dice: random.Random) -> list[dict[str, Any]]:
    """Forty segments on two devices, in two lessons, overlapping and not."""
    return [
        phone.segment(
            start,
            start + dice.randrange(5_000, MINUTE),
            lesson=dice.choice(["lesson", "second lesson"]),
            device=dice.choice(["phone", "tablet"]),
        )
        for start in (dice.randrange(0, 30 * MINUTE) for _ in range(40))
    ]


def hours(ask: Asker, person: str) -> tuple[int, int]:
    summary = ask(person, "GET", "/api/study/summary").json
    return summary["study_seconds"], ask(person, "GET", "/api/points/summary").json["all_time"]


@pytest.mark.parametrize("seed", range(3))
def test_any_order_and_any_batches_give_the_same_hours(
    seed: int, ask: Asker, world: World, phone: Phone, time: Clock, session: Any
) -> None:
    dice = random.Random(seed)
    other = Phone(ask, world, person="zhao")
    time.pass_minutes(40)
    segments = a_messy_day(phone, dice)
    shifted = [{**one, "anchor": other.anchor, **_moved(one, other.anchored_ms - phone.anchored_ms)} for one in segments]
    phone.send(segments)
    for one in dice.sample(shifted, len(shifted)):
        other.send([one])
    other.send(dice.sample(shifted, 20))
    assert hours(ask, "wang") == hours(ask, "zhao")
    assert hours(ask, "wang")[0] > 0
    assert verify() == {}


def _moved(segment: dict[str, Any], by: int) -> dict[str, int]:
    return {"started_ms": segment["started_ms"] + by, "ended_ms": segment["ended_ms"] + by}


def test_a_liar_never_beats_the_clock(ask: Asker, world: World, phone: Phone, time: Clock) -> None:
    """Random claims of every kind, clocks off by up to two days; after each batch: no more than the server saw pass."""
    dice = random.Random(7)
    began = phone.anchored_ms
    for _ in range(15):
        time.pass_minutes(dice.randrange(1, 30))
        wrong = dice.choice([0, 0, 2880, -2880]) * MINUTE
        starts = [wrong + dice.randrange(-60, 600) * MINUTE for _ in range(20)]
        claims = [
            phone.segment(start, start + dice.randrange(1, MINUTE), lesson=dice.choice(["lesson", "second lesson"])) for start in starts
        ]
        counted = phone.send(claims)["counted_year_seconds"]
        assert counted * 1000 <= clock.now_ms() - began


def test_the_statements_of_an_upload_do_not_grow_with_what_is_stored(phone: Phone, time: Clock) -> None:
    sizes = []
    for n in range(6):
        time.pass_minutes(20)
        with statements() as sent:
            phone.send(phone.minutes(10, first=20 * n))
        sizes.append(len(sent))
    assert max(sizes[1:]) <= sizes[0]


def test_the_statements_of_an_upload_do_not_grow_with_the_batch(phone: Phone, time: Clock) -> None:
    time.pass_minutes(300)
    phone.send(phone.minutes(1))
    with statements() as one:
        phone.send(phone.minutes(1, first=1))
    with statements() as sixty:
        phone.send(phone.minutes(60, first=10, lesson="second lesson"))
    assert len(one) <= MOST_STATEMENTS
    assert len(sixty) <= len(one) + MORE_THAN_A_MINUTE


def test_the_rows_that_an_upload_reads_do_not_grow_with_what_is_stored(phone: Phone, time: Clock, world: World, session: Any) -> None:
    """A long day of segments stands; an upload reads the few that lie near its own."""
    time.pass_minutes(400)
    phone.send(phone.minutes(400))
    near = find_standing(world["wang"], [phone.segment(200 * MINUTE + 1000, 201 * MINUTE)])
    assert len(near.pieces) <= 3
