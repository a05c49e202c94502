"""A lying client in a simulated month is never credited more than the server saw pass, whatever its clocks and devices say.

At a large scale by the pure functions that decide; at a small scale through the API (test_any_order.py, and below).
STUDY_CASES sets how many months are simulated (default 300).
"""

import os
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core import clock
from backend.study.bounds import LATEST_MS, LONGEST_MS, beyond_bounds, most_credit_ms
from backend.study.merge_segments import Piece, share_out
from tests.asker import Asker
from tests.cast import World
from tests.study.phone import HOUR, MINUTE, Clock, KeyedPhone

MONTHS = int(os.environ.get("STUDY_CASES", "300"))
DAY = 24 * HOUR
BEGAN = 1_800_000_000_000
MONTH = 30 * DAY


def a_liars_month(dice: random.Random) -> tuple[list[Piece], int, int]:
    """What the server takes from up to four devices that claim anything; the first anchor named, and the end of the month."""
    devices = [f"device {n}" for n in range(dice.randrange(1, 5))]
    anchors = sorted(BEGAN + dice.randrange(MONTH) for _ in range(dice.randrange(1, 30)))
    taken: list[Piece] = []
    named: list[int] = []
    now = BEGAN
    for upload in range(dice.randrange(1, 40)):
        now = min(BEGAN + MONTH, now + dice.randrange(MONTH // 20))
        known = [moment for moment in anchors if moment <= now]
        for n in range(dice.randrange(1, 12)):
            anchor = dice.choice(known) if known and dice.random() < 0.95 else None
            wrong = dice.choice([0, 0, 48, -48, dice.uniform(-48, 48)]) * HOUR
            start = int((anchor or now) + dice.uniform(-HOUR, dice.choice([HOUR, DAY, MONTH])) + wrong)
            end = start + dice.choice([LONGEST_MS, dice.randrange(1, LONGEST_MS + 1), 10 * HOUR, -5])
            if beyond_bounds(start, end, anchor_ms=anchor, now_ms=now) is None:
                assert anchor is not None
                named.append(anchor)
                taken.append(Piece(f"{upload}/{n}", dice.choice(devices), 1 + n % 3, start, end))
    return taken, min(named, default=now), now


def credited(pieces: list[Piece], between: tuple[int, int]) -> int:
    return sum(part.length for part in share_out((one for one in pieces if one.end > between[0]), between))


@settings(max_examples=MONTHS, deadline=None)
@given(st.integers(0, 2**32))
def test_no_liar_beats_the_servers_clock(seed: int) -> None:
    pieces, first, now = a_liars_month(random.Random(seed))
    assert credited(pieces, (0, now)) <= most_credit_ms([first], now) if pieces else True


@settings(max_examples=MONTHS, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, MONTH), st.integers(0, MONTH))
def test_between_any_two_moments_no_more_is_credited_than_passed(seed: int, one: int, other: int) -> None:
    pieces, _, _ = a_liars_month(random.Random(seed))
    between = (BEGAN + min(one, other), BEGAN + max(one, other))
    assert credited(pieces, between) <= between[1] - between[0]


@given(st.integers(0, 2**41), st.integers(-(2**41), 2**41), st.integers(0, 2**41), st.integers(0, 2**41))
def test_what_is_taken_lies_between_its_anchor_and_its_arrival(start: int, length: int, anchor: int, now: int) -> None:
    if beyond_bounds(start, start + length, anchor_ms=anchor, now_ms=now) is None:
        assert anchor <= start < start + length <= now
        assert length <= LONGEST_MS
        assert start >= now - LATEST_MS


def test_nothing_is_credited_without_an_anchor() -> None:
    assert most_credit_ms([], BEGAN) == 0
    assert beyond_bounds(BEGAN, BEGAN + 1, anchor_ms=None, now_ms=BEGAN + 1) == ("refused", "anchor_invalid")


@pytest.mark.parametrize("seed", range(2))
def test_a_lying_phone_with_a_key_and_two_devices_never_beats_the_clock(
    seed: int, ask: Asker, world: World, keyed: KeyedPhone, time: Clock
) -> None:
    """Through the API: a month in uploads days apart, all anchors that were ever given, everything soundly signed; then the
    secretary releases all that was held."""
    dice = random.Random(seed)
    began, anchors = keyed.anchored_ms, [keyed.anchor]
    for _ in range(12):
        time.pass_minutes(dice.randrange(10, 4000))
        claims = [_a_claim(keyed, dice, anchors, world) for _ in range(30)]
        answer = ask("wang", "POST", "/api/study/segments", json={"segments": claims})
        anchors.append(answer.headers["Muster-Anchor"])
        assert answer.json["counted_year_seconds"] * 1000 <= clock.now_ms() - began
    for row in ask("li", "GET", f"/api/organisations/{world['qingfeng']}/held-segments?limit=100").json["items"]:
        ask("li", "PUT", f"/api/held-segments/{row['id']}/decision", json={"decision": "release", "reason": "试"})
    assert 0 < ask("wang", "GET", "/api/study/summary").json["study_seconds"] * 1000 <= clock.now_ms() - began


def _a_claim(phone: KeyedPhone, dice: random.Random, anchors: list[str], world: World) -> dict[str, Any]:
    phone.anchor = dice.choice(anchors)
    wrong = dice.choice([0, 0, 48, -48]) * HOUR
    start = wrong + dice.choice([dice.randrange(10 * MINUTE), dice.randrange(MONTH)])
    lesson, device = dice.choice(["lesson", "second lesson"]), dice.choice(["phone", "tablet"])
    return phone.signed(max(0, start), max(0, start) + dice.randrange(1, MINUTE), lesson=lesson, device=device)
