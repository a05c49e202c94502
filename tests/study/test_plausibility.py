"""What does not look true is held, with the reason; what is only uncommon is not."""

from typing import Any

import pytest

from backend.courses.models import Course
from backend.study.check_signatures import badly_signed, signed_message, write_number
from backend.study.plausibility import Claim, KnownPhone, doubt
from tests.asker import Asker
from tests.cast import World
from tests.study.phone import HOUR, MINUTE, Clock, KeyedPhone, Phone, outcomes

DAY = 24 * HOUR
NOW = 1_800_000_000_000
KEYLESS = KnownPhone("browser", None, NOW - 365 * DAY, None)


def claim(*, anchor_ms: int = NOW, **changes: Any) -> Claim:
    segment = {"started_ms": NOW, "ended_ms": NOW + MINUTE, "media_from": 0.0, "media_to": 60.0, "rate": 1.0, **changes}
    return Claim(segment, anchor_ms, offered=True)


HONEST = {
    "an older app that measures nothing": claim(),
    "a stall: the clock went on, the medium did not": claim(monotonic_from_ms=0, monotonic_to_ms=62_000, media_to=50.0),
    "a monotonic clock in whole milliseconds": claim(monotonic_from_ms=0, monotonic_to_ms=59_999),
    "double speed": claim(media_to=120.0, rate=2.0),
    "a player that reports a second ahead": claim(media_to=61.0),
}


@pytest.mark.parametrize("honest", HONEST.values(), ids=HONEST)
def test_what_an_honest_phone_may_send_is_not_doubted(honest: Claim) -> None:
    assert doubt(honest, KEYLESS) is None


def test_a_second_tab_that_was_open_all_along_may_name_its_older_anchor() -> None:
    phone = KnownPhone("browser", None, NOW - 365 * DAY, proved_ms=NOW - MINUTE)
    open_since = claim(anchor_ms=NOW - 2 * HOUR, monotonic_from_ms=2 * HOUR, monotonic_to_ms=2 * HOUR + MINUTE)
    assert doubt(open_since, phone) is None


def test_a_page_loaded_after_the_newer_anchor_may_not() -> None:
    phone = KnownPhone("browser", None, NOW - 365 * DAY, proved_ms=NOW - 5 * MINUTE)
    restored = claim(anchor_ms=NOW - 2 * DAY, monotonic_from_ms=1000, monotonic_to_ms=1000 + MINUTE)
    assert doubt(restored, phone) == "older_anchor"


def test_an_anchor_from_before_the_first_sign_in_here_was_carried_here() -> None:
    phone = KnownPhone("browser", None, NOW - HOUR, None)
    assert doubt(claim(anchor_ms=NOW - 3 * HOUR), phone) == "unknown_phone"
    assert doubt(claim(anchor_ms=NOW - HOUR - MINUTE), phone) is None


NUMBERS = [(0.0, "0"), (1.0, "1"), (0.25, "0.25"), (1234.567, "1234.567"), (86400.0, "86400")]
NUMBERS += [(0.00001, "0.00001"), (0.000001, "0.000001"), (1e-7, "1e-7"), (1.5e-10, "1.5e-10"), (0.1 + 0.2, "0.30000000000000004")]


@pytest.mark.parametrize(("value", "written"), NUMBERS)
def test_numbers_are_signed_as_javascript_writes_them(value: float, written: str) -> None:
    assert write_number(value) == written


def test_what_is_signed_is_written_out(keyed: KeyedPhone) -> None:
    segment = keyed.measured(0, 1000, id="i", anchor="a", boot_id="b", media_to=1.5) | {"started_ms": 7, "ended_ms": 8, "lesson_id": 3}
    assert signed_message(segment) == "muster.segment|i|3|1|phone|7|8|0|1.5|1|a|b|0|1000"


def test_signed_study_counts(keyed: KeyedPhone, time: Clock) -> None:
    time.pass_minutes(3)
    assert outcomes(keyed.send(keyed.signed_minutes(3))) == [("counted", 60, None)] * 3


def test_unsigned_study_of_a_phone_with_a_key_is_held(keyed: KeyedPhone, time: Clock) -> None:
    time.pass_minutes(1)
    answer = keyed.send([keyed.segment(0, MINUTE)])
    assert outcomes(answer) == [("held", 0, "unsigned")]
    assert answer["counted_year_seconds"] == 0


@pytest.mark.parametrize(
    "change", [{"ended_ms": 1}, {"media_to": 60.5}, {"lesson_version": 2}, {"signature": "A" * 86}, {"signature": "?"}]
)
def test_study_changed_after_signing_is_held(change: dict[str, Any], keyed: KeyedPhone, time: Clock) -> None:
    time.pass_minutes(1)
    segment = keyed.signed(0, MINUTE)
    change = {"ended_ms": segment["ended_ms"] - 1} if "ended_ms" in change else change
    expected = "lesson_version_unknown" if "lesson_version" in change else "bad_signature"
    assert outcomes(keyed.send([{**segment, **change}]))[0][2] == expected


def test_a_forger_is_found_in_a_large_batch_too(keyed: KeyedPhone, time: Clock) -> None:
    time.pass_minutes(20)
    forged = [{**one, "signature": "A" * 86} for one in keyed.signed_minutes(20)]
    assert {item["outcome"] for item in keyed.send(forged)["items"]} == {"held"}


def test_one_bad_draw_has_the_whole_batch_checked(keyed: KeyedPhone) -> None:
    good = keyed.signed_minutes(10)
    bad = [{**one, "signature": "A" * 86} for one in keyed.signed_minutes(10, first=10)]
    for _ in range(20):  # whatever the lot draws: nobody honest is ever named
        assert badly_signed(good + bad, keyed.holder.public_key) <= {one["id"] for one in bad}
    assert badly_signed(bad, keyed.holder.public_key) == {one["id"] for one in bad}
    assert badly_signed(good, keyed.holder.public_key) == set()


def test_another_phones_signature_is_held(ask: Asker, world: World, keyed: KeyedPhone, time: Clock) -> None:
    other = KeyedPhone(ask, world, person="zhao")
    time.pass_minutes(1)
    segment = keyed.measured(0, MINUTE)
    segment["signature"] = other.holder.sign(signed_message(segment))
    assert outcomes(keyed.send([segment])) == [("held", 0, "bad_signature")]


def test_more_time_than_the_phones_own_clock_saw_is_held(phone: Phone, time: Clock) -> None:
    time.pass_minutes(1)
    segment = phone.measured(0, MINUTE, monotonic_to_ms=30_000)
    assert outcomes(phone.send([segment])) == [("held", 0, "clock_disagrees")]


def test_a_lesson_of_another_part_of_the_tree_is_held(phone: Phone, time: Clock, session: Any, world: World) -> None:
    session.get_one(Course, world["course"]).organisation_id = world["yunshan"]
    session.commit()
    time.pass_minutes(1)
    assert outcomes(phone.send([phone.segment(0, MINUTE)])) == [("held", 0, "lesson_elsewhere")]
