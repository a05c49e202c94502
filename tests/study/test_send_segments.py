"""Study goes in as intervals and comes out as hours, with a receipt for every segment."""

from typing import Any

from backend.core import clock
from backend.courses.models import Lesson
from tests.asker import Asker
from tests.cast import World
from tests.study.conftest import MORNING
from tests.study.phone import HOUR, MINUTE, Clock, Phone, outcomes


def test_studied_minutes_become_hours_and_points(ask: Asker, phone: Phone, time: Clock) -> None:
    time.pass_minutes(5)
    answer = phone.send(phone.minutes(5))
    assert outcomes(answer) == [("counted", 60, None)] * 5
    assert (answer["counted_today_seconds"], answer["counted_year_seconds"]) == (300, 300)
    lesson = answer["lessons"][0]
    assert (lesson["position_seconds"], lesson["covered_seconds"], lesson["completed_at"]) == (300, 300, None)
    assert ask("wang", "GET", "/api/study/summary").json["study_seconds"] == 300


def test_sending_again_answers_alike_and_adds_nothing(phone: Phone, time: Clock) -> None:
    time.pass_minutes(3)
    segments = phone.minutes(3)
    first, again = phone.send(segments), phone.send(segments)
    assert outcomes(again) == [("duplicate", 60, None)] * 3
    assert again["counted_year_seconds"] == first["counted_year_seconds"] == 180


def test_the_same_segment_twice_in_one_batch_counts_once(phone: Phone, time: Clock) -> None:
    time.pass_minutes(1)
    segment = phone.segment(0, MINUTE)
    assert phone.send([segment, segment])["counted_year_seconds"] == 60


def test_an_id_with_other_content_is_a_conflict_and_changes_nothing(phone: Phone, time: Clock) -> None:
    time.pass_minutes(2)
    segment = phone.segment(0, MINUTE)
    phone.send([segment])
    answer = phone.send([{**segment, "ended_ms": segment["ended_ms"] - 1000}])
    assert outcomes(answer) == [("conflict", 0, "id_reused")]
    assert answer["counted_year_seconds"] == 60


def test_two_devices_at_once_count_once(ask: Asker, world: World, phone: Phone, time: Clock) -> None:
    tablet = Phone(ask, world, device="tablet")
    tablet.anchor = phone.anchor
    time.pass_minutes(2)
    phone.send(phone.minutes(1))
    answer = tablet.send([tablet.segment(30_000, 90_000, lesson="second lesson")])
    assert outcomes(answer) == [("partly_counted", 30, "overlap")]
    assert answer["counted_year_seconds"] == 90


def test_a_lesson_counts_at_most_its_length(phone: Phone, time: Clock) -> None:
    time.pass_minutes(12)
    answer = phone.send(phone.minutes(12))
    assert answer["counted_year_seconds"] == 600
    assert outcomes(answer)[-1] == ("partly_counted", 0, "lesson_length_reached")


def test_a_lesson_counts_at_most_its_length_over_many_days(phone: Phone, time: Clock) -> None:
    time.pass_minutes(24 * 60 + 20)
    phone.send(phone.minutes(8, first=24 * 60))
    answer = phone.send(phone.minutes(8))  # the day before comes late: the order of delivery changes nothing
    assert answer["counted_year_seconds"] == 600
    assert answer["counted_today_seconds"] == 120


def test_a_day_counts_at_most_its_cap(phone: Phone, time: Clock, session: Any) -> None:
    for lesson in session.query(Lesson):
        lesson.nominal_seconds = 100_000
    session.commit()
    time.pass_minutes(9 * 60)
    phone.send(phone.minutes(481))
    answer = phone.send([phone.segment(539 * MINUTE, 540 * MINUTE)])
    assert answer["counted_today_seconds"] == 8 * 3600
    assert outcomes(answer) == [("partly_counted", 0, "day_cap")]


def test_study_over_midnight_belongs_to_both_days(ask: Asker, phone: Phone, time: Clock) -> None:
    midnight = clock.to_ms(MORNING) + 15 * HOUR
    time.pass_minutes(15 * 60 + 2)
    middle = midnight - phone.anchored_ms
    phone.send([phone.segment(middle - 20_000, middle + 30_000)])
    entries = ask("wang", "GET", "/api/study/entries").json["items"]
    assert [(entry["day"], entry["amount"]) for entry in entries] == [("2026-06-11", 30), ("2026-06-10", 20)]


def test_a_lesson_sent_minute_by_minute_is_one_row_of_my_hours(ask: Asker, phone: Phone, time: Clock) -> None:
    for minute in range(5):
        time.pass_minutes(1)
        phone.send(phone.minutes(1, first=minute))
    rows = ask("wang", "GET", "/api/study/entries?limit=1").json
    assert [(row["title"], row["amount"]) for row in rows["items"]] == [("lesson", 300)]
    assert rows["next"] is None


def test_full_coverage_completes_a_lesson_and_pays_once(ask: Asker, phone: Phone, time: Clock) -> None:
    time.pass_minutes(30)
    answer = phone.send(phone.minutes(10))
    assert answer["lessons"][0]["completed_at"]
    phone.send([phone.segment(11 * MINUTE, 12 * MINUTE, media_from=0, media_to=60)])
    entries = ask("wang", "GET", "/api/points/entries").json["items"]
    assert [(entry["rule"], entry["amount"]) for entry in entries] == [("lesson_completed", 2)]


def test_half_hours_pay_points_up_to_the_days_cap(ask: Asker, phone: Phone, time: Clock, session: Any) -> None:
    session.query(Lesson).update({"nominal_seconds": 50_000})
    session.commit()
    time.pass_minutes(5 * 60)
    phone.send(phone.minutes(200))
    paid = {entry["rule"]: entry["amount"] for entry in ask("wang", "GET", "/api/points/entries").json["items"]}
    assert paid == {"half_hour_studied": 6}


def test_a_batch_of_501_is_refused_with_a_pointer(ask: Asker, phone: Phone) -> None:
    answer = ask("wang", "POST", "/api/study/segments", json={"segments": phone.minutes(501)})
    assert (answer.status_code, answer.json["code"], answer.json["errors"][0]["pointer"]) == (422, "invalid_input", "/segments")
