"""Cheats known from other platforms: each gains nothing beyond the time the server saw pass."""

from uuid import uuid4

import pytest

from backend.auth.models import Session
from backend.core import clock
from backend.courses.models import Course, Lesson
from tests.asker import Asker
from tests.cast import World
from tests.study.phone import MINUTE, Clock, Phone, outcomes


def test_a_day_posted_in_a_minute_gains_a_minute(phone: Phone, time: Clock) -> None:
    time.pass_minutes(1)
    answer = phone.send(phone.minutes(400))
    assert answer["counted_year_seconds"] == 60
    assert {item["outcome"] for item in answer["items"][1:]} == {"retry_later"}


def test_repeated_logs_gain_nothing(phone: Phone, time: Clock) -> None:
    """The same log a hundred times, and the same minutes under new names."""
    time.pass_minutes(3)
    log = phone.minutes(2)
    for _ in range(20):
        assert phone.send(log * 5)["counted_year_seconds"] == 120
    renamed = [{**one, "id": str(uuid4())} for one in log * 50]
    answer = phone.send(renamed)
    assert answer["counted_year_seconds"] == 120
    assert {outcome for outcome, *_ in outcomes(answer)} == {"partly_counted"}


def test_two_tabs_gain_no_more_than_one(phone: Phone, time: Clock) -> None:
    time.pass_minutes(5)
    first = [phone.measured(n * MINUTE, (n + 1) * MINUTE, boot_id="one") for n in range(5)]
    second = [phone.measured(n * MINUTE + 7000, (n + 1) * MINUTE, lesson="second lesson", boot_id="two") for n in range(5)]
    assert phone.send(first + second)["counted_year_seconds"] == 300


def test_a_sped_up_clock_gains_only_the_time_that_passed(phone: Phone, time: Clock) -> None:
    """Both clocks of the phone run at ten times the speed: what lies ahead of the server waits until it has come."""
    time.pass_minutes(2)
    claimed = [phone.measured(n * MINUTE, (n + 1) * MINUTE) for n in range(20)]
    answer = phone.send(claimed)
    assert answer["counted_year_seconds"] == 120
    assert {outcome for outcome, *_ in outcomes(answer)[2:]} == {"retry_later"}


def test_a_clock_turned_forward_while_playing_is_held(phone: Phone, time: Clock) -> None:
    time.pass_minutes(60)
    turned = phone.measured(0, MINUTE, monotonic_to_ms=5_000)
    assert outcomes(phone.send([turned])) == [("held", 0, "clock_disagrees")]


def test_a_restored_old_phone_backup_gains_nothing_unseen(phone: Phone, time: Clock) -> None:
    """What the backup held was sent before it was restored; what it measures under its old anchor is held."""
    old, kept = phone.anchor, phone.minutes(2)
    time.pass_minutes(3)
    phone.send(kept)
    time.pass_minutes(3 * 24 * 60)
    phone.anchor = phone.ask.anchor("wang")
    time.pass_minutes(2)
    phone.send(phone.minutes(1))
    time.pass_minutes(24 * 60)
    since = 4 * 24 * 60 * MINUTE
    phone.anchor = old
    assert {outcome for outcome, *_ in outcomes(phone.send(kept))} == {"duplicate"}
    restored = phone.measured(since, since + MINUTE, monotonic_from_ms=5_000, monotonic_to_ms=65_000)
    answer = phone.send([restored])
    assert outcomes(answer) == [("held", 0, "older_anchor")]
    assert answer["counted_year_seconds"] == 180


def test_anchors_saved_before_signing_in_on_a_new_phone_are_held(phone: Phone, time: Clock, session, world: World) -> None:
    """A script carries an old anchor to a session of its own, to claim the weeks between."""
    time.pass_minutes(10 * 24 * 60)
    session.query(Session).filter_by(member_id=world["wang"]).update({"created_at": clock.now()})
    session.commit()
    assert {reason for _, _, reason in outcomes(phone.send(phone.minutes(60)))} == {"unknown_phone"}


def test_a_segment_before_its_anchor_is_refused(phone: Phone, time: Clock) -> None:
    time.pass_minutes(1)
    assert outcomes(phone.send([phone.segment(-1000, 1000)])) == [("refused", 0, "before_anchor")]


def test_an_anchor_of_ones_own_making_is_refused(phone: Phone, time: Clock) -> None:
    time.pass_minutes(60)
    moment, _, proof = phone.anchor.partition(".")
    forged = f"{int(moment) - 3_600_000}.{proof}"
    assert outcomes(phone.send([phone.segment(-50 * MINUTE, -49 * MINUTE, anchor=forged)])) == [("refused", 0, "anchor_invalid")]


def test_anothers_anchor_is_refused(ask: Asker, phone: Phone, time: Clock) -> None:
    time.pass_minutes(1)
    assert outcomes(phone.send([phone.segment(0, 1000, anchor=ask.anchor("zhao"))])) == [("refused", 0, "anchor_invalid")]


def test_a_forged_duration_is_refused(phone: Phone, time: Clock) -> None:
    time.pass_minutes(30)
    refused = [phone.segment(0, 60_001), phone.segment(1000, 1000), phone.segment(2000, 1000)]
    assert outcomes(phone.send(refused)) == [("refused", 0, "too_long")] * 3


def test_a_dragged_playhead_is_held_and_covers_nothing(phone: Phone, time: Clock) -> None:
    time.pass_minutes(1)
    answer = phone.send([phone.segment(0, 10_000, media_from=0, media_to=600)])
    assert outcomes(answer) == [("held", 0, "impossible_rate")]
    assert answer["lessons"] == []


def test_a_playhead_that_reports_a_little_ahead_covers_only_what_could_be_played(phone: Phone, time: Clock) -> None:
    time.pass_minutes(1)
    answer = phone.send([phone.segment(0, 10_000, media_from=0, media_to=12.5)])
    assert outcomes(answer) == [("counted", 10, None)]
    assert answer["lessons"][0]["covered_seconds"] == 11


def test_playing_faster_covers_more_but_counts_no_more(phone: Phone, time: Clock) -> None:
    time.pass_minutes(5)
    double = [phone.segment(n * MINUTE, (n + 1) * MINUTE, media_from=n * 120, media_to=(n + 1) * 120, rate=2) for n in range(5)]
    answer = phone.send(double)
    assert answer["counted_year_seconds"] == 300
    assert answer["lessons"][0]["completed_at"]


def test_watching_again_adds_nothing_beyond_the_lessons_length(phone: Phone, time: Clock) -> None:
    time.pass_minutes(40)
    phone.send(phone.minutes(10))
    again = [phone.segment((20 + n) * MINUTE, (21 + n) * MINUTE, media_from=n * 60, media_to=(n + 1) * 60) for n in range(10)]
    assert phone.send(again)["counted_year_seconds"] == 600


def test_a_month_old_backup_comes_too_late(phone: Phone, time: Clock) -> None:
    time.pass_minutes(31 * 24 * 60)
    assert outcomes(phone.send([phone.segment(0, MINUTE)])) == [("refused", 0, "too_late")]


def test_a_segment_for_a_lesson_that_vanished_is_refused_alone(phone: Phone, time: Clock) -> None:
    time.pass_minutes(2)
    answer = phone.send([{**phone.segment(0, MINUTE), "lesson_id": 999_999}, phone.segment(MINUTE, 2 * MINUTE)])
    assert outcomes(answer) == [("refused", 0, "lesson_unknown"), ("counted", 60, None)]


def test_a_course_withdrawn_while_studied_counts_until_then(phone: Phone, time: Clock, session, world: World) -> None:
    time.pass_minutes(3)
    session.get(Course, world["course"]).withdrawn_at = clock.from_ms(phone.anchored_ms + MINUTE)
    session.commit()
    assert outcomes(phone.send(phone.minutes(2))) == [("counted", 60, None), ("refused", 0, "lesson_withdrawn")]


def test_a_lesson_withdrawn_while_studied_counts_until_then(phone: Phone, time: Clock, session, world: World) -> None:
    time.pass_minutes(3)
    session.get(Lesson, world["lesson"]).withdrawn_at = clock.from_ms(phone.anchored_ms + MINUTE)
    session.commit()
    assert outcomes(phone.send(phone.minutes(2))) == [("counted", 60, None), ("refused", 0, "lesson_withdrawn")]


WRONG = [
    {"rate": 50},
    {"media_to": -1},
    {"started_ms": "now"},
    {"started_ms": 2**60},
    {"device": ""},
    {"id": "1"},
    {"seconds": 60},
    {"anchor": "\0"},
]


@pytest.mark.parametrize("change", WRONG, ids=str)
def test_a_malformed_segment_is_refused_with_a_pointer(change: dict[str, object], ask: Asker, phone: Phone) -> None:
    answer = ask("wang", "POST", "/api/study/segments", json={"segments": [{**phone.segment(0, 1000), **change}]})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == f"/segments/0/{next(iter(change))}"


def test_the_same_id_of_two_members_is_nobodys_conflict(ask: Asker, world: World, phone: Phone, time: Clock) -> None:
    other = Phone(ask, world, person="zhao")
    time.pass_minutes(1)
    name = str(uuid4())
    assert outcomes(phone.send([phone.segment(0, 30_000, id=name)]))[0][0] == "counted"
    assert outcomes(other.send([other.segment(0, 30_000, id=name)]))[0][0] == "counted"
