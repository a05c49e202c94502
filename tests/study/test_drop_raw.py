"""Raw segments go after a time; the hours stay, and no recount of an old day changes them."""

import random
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from backend.core import clock
from backend.ledger.models import HOURS, Entry
from backend.study.count_days import count_days
from backend.study.desk import Learner
from backend.study.drop_raw import FEWEST_DAYS, drop_raw, merged_by_lesson, oldest_day
from backend.study.models import Segment, StudyDay, StudyDayLesson
from tests.asker import Asker
from tests.cast import World
from tests.study.conftest import MORNING
from tests.study.phone import MINUTE, Clock, KeyedPhone, Phone, outcomes
from tests.study.test_any_order import a_messy_day

DAY_MINUTES = 24 * 60


def segments(session: Any) -> int:
    return int(session.scalar(select(func.count()).select_from(Segment)))


def hours(session: Any) -> Any:
    session.expire_all()
    return session.execute(select(Entry.day, func.sum(Entry.amount)).where(Entry.book == HOURS).group_by(Entry.day)).all()


@pytest.mark.parametrize("seed", range(2))
def test_dropping_changes_no_hours_and_no_recount_does_afterwards(seed: int, phone: Phone, time: Clock, session: Any, world: World) -> None:
    time.pass_minutes(40)
    phone.send(a_messy_day(phone, random.Random(seed)))
    before, day = hours(session), clock.today()
    time.pass_minutes(100 * DAY_MINUTES)
    assert drop_raw(world["wang"], oldest_day()) == 40
    assert (segments(session), hours(session)) == (0, before)
    assert count_days(Learner(world["wang"], world["qingfeng"]), {day}).booked == {}
    session.commit()
    assert hours(session) == before


def test_the_intervals_that_stay_are_as_long_as_what_was_studied(phone: Phone, time: Clock, session: Any, world: World) -> None:
    time.pass_minutes(40)
    phone.send(a_messy_day(phone, random.Random(5)))
    time.pass_minutes(100 * DAY_MINUTES)
    drop_raw(world["wang"], oldest_day())
    (day,) = session.scalars(select(StudyDay))
    for row in session.scalars(select(StudyDayLesson)):
        assert sum(end - start for start, end, lesson in day.intervals if lesson == row.lesson_id) == row.studied_ms
    assert len(day.intervals) < 40


def test_what_may_still_be_sent_late_is_kept(phone: Phone, time: Clock, session: Any, world: World) -> None:
    time.pass_minutes(10)
    phone.send(phone.minutes(5))
    time.pass_minutes(FEWEST_DAYS * DAY_MINUTES)
    assert drop_raw(world["wang"], clock.today() - timedelta(days=FEWEST_DAYS)) == 0
    time.pass_minutes(2 * DAY_MINUTES)
    assert drop_raw(world["wang"], clock.today() - timedelta(days=FEWEST_DAYS)) == 5


def test_held_study_is_kept_until_it_is_decided_and_then_counts_beside_what_was_dropped(
    ask: Asker, world: World, keyed: KeyedPhone, time: Clock, session: Any
) -> None:
    time.pass_minutes(10)
    keyed.send(keyed.signed_minutes(3))
    keyed.send([keyed.segment(MINUTE, 2 * MINUTE), keyed.segment(5 * MINUTE, 6 * MINUTE)])  # unsigned: held
    held = next(row for row in ask("wang", "GET", "/api/me/held-segments").json["items"] if row["id"] != world["held study"])
    time.pass_minutes(100 * DAY_MINUTES)
    assert drop_raw(world["wang"], oldest_day()) == 3
    answer = ask("li", "PUT", f"/api/held-segments/{held['id']}/decision", json={"decision": "release", "reason": "看过了"})
    assert (answer.status_code, answer.json["counted_seconds"]) == (200, 60)
    assert [amount for _, amount in hours(session)] == [240]
    assert drop_raw(world["wang"], oldest_day()) == 2
    assert count_days(Learner(world["wang"], world["qingfeng"]), {clock.day_of(MORNING)}).booked == {}
    session.commit()
    assert [amount for _, amount in hours(session)] == [240]


def test_a_segment_over_midnight_stays_while_its_second_day_does(phone: Phone, time: Clock, session: Any, world: World) -> None:
    middle = 15 * 60 * MINUTE  # nine in the morning and fifteen hours
    time.pass_minutes(15 * 60 + 3)
    phone.send([phone.segment(middle - 2 * MINUTE, middle - MINUTE), phone.segment(middle - 20_000, middle + 30_000)])
    before, second_day = hours(session), clock.day_of(MORNING) + timedelta(days=1)
    assert drop_raw(world["wang"], second_day) == 1
    days = {second_day, second_day - timedelta(days=1)}
    assert count_days(Learner(world["wang"], world["qingfeng"]), days).booked == {}
    session.commit()
    assert drop_raw(world["wang"], second_day + timedelta(days=1)) == 1
    assert count_days(Learner(world["wang"], world["qingfeng"]), days).booked == {}
    session.commit()
    assert hours(session) == before


def test_a_second_delivery_after_the_drop_comes_too_late(phone: Phone, time: Clock, world: World, session: Any) -> None:
    time.pass_minutes(2)
    sent = phone.minutes(1)
    phone.send(sent)
    time.pass_minutes(100 * DAY_MINUTES)
    drop_raw(world["wang"], oldest_day())
    assert outcomes(phone.send(sent)) == [("refused", 0, "too_late")]


def test_the_commands_say_what_they_did(app: Flask, phone: Phone, time: Clock) -> None:
    time.pass_minutes(10)
    phone.send(phone.minutes(3))
    time.pass_minutes(100 * DAY_MINUTES)
    run = app.test_cli_runner()
    assert run.invoke(args=["study", "recount"]).output == "0 days changed.\n"
    assert run.invoke(args=["study", "drop-raw"]).output == "3 segments dropped; hours are as they were.\n"
    assert run.invoke(args=["study", "recount"]).output == "0 days changed.\n"


def test_what_touches_and_is_of_one_lesson_becomes_one() -> None:
    assert merged_by_lesson([(0, 5, 1), (5, 9, 1), (9, 12, 2), (12, 14, 1)]) == [[0, 9, 1], [9, 12, 2], [12, 14, 1]]
