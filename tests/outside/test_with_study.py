"""A day's cap is shared by study in the app and outside: whatever comes first, the day counts the same."""

from itertools import permutations
from typing import Any

import pytest

from backend.core import clock
from backend.courses.models import Lesson, LessonVersion
from backend.ledger.verify import verify
from tests.asker import Asker
from tests.cast import World
from tests.outside.conftest import HOUR, Desk
from tests.study.conftest import phone, time
from tests.study.phone import Clock, Phone

__all__ = ["phone", "time"]
ORDERS = list(permutations(("app", "morning", "evening")))


@pytest.fixture
def long_lesson(session: Any) -> None:
    for kind in (Lesson, LessonVersion):
        for one in session.query(kind):
            one.nominal_seconds = 12 * HOUR
    session.commit()


def parts(ask: Asker) -> tuple[int, int, int]:
    year = ask("wang", "GET", "/api/me/hours").json
    return year["study_seconds"], year["outside_seconds"], year["total_seconds"]


@pytest.mark.usefixtures("long_lesson")
@pytest.mark.parametrize("order", ORDERS)
def test_the_order_of_uploads_and_decisions_changes_nothing(
    order: tuple[str, ...], ask: Asker, world: World, time: Clock, phone: Phone, session: Any
) -> None:
    desk, day = Desk(ask, world), str(clock.today())
    segments = phone.minutes(5 * 60)
    time.pass_minutes(5 * 60 + 1)
    studies = {name: desk.declare(title=name, amount=amount, studied_on=day).json for name, amount in (("morning", 90), ("evening", 180))}
    for name in order:
        if name == "app":
            phone.send(segments)
        else:
            assert desk.decide(studies[name]).status_code == 200
    outside = (90 + 180) * 60
    assert parts(ask) == (8 * HOUR - outside, outside, 8 * HOUR)
    assert verify() == {}


@pytest.mark.usefixtures("long_lesson")
def test_what_outside_study_took_from_the_app_comes_back_when_it_is_declined(
    ask: Asker, world: World, time: Clock, phone: Phone, session: Any
) -> None:
    desk = Desk(ask, world)
    segments = phone.minutes(5 * 60)
    time.pass_minutes(5 * 60 + 1)
    phone.send(segments)
    assert parts(ask) == (5 * HOUR, 0, 5 * HOUR)
    approved = desk.decide(desk.declare(amount=1, unit="days", studied_on=str(clock.today())).json).json
    assert parts(ask) == (0, 8 * HOUR, 8 * HOUR)
    desk.decide(approved, "decline", reason="没有去")
    assert parts(ask) == (5 * HOUR, 0, 5 * HOUR)
    assert verify() == {}


@pytest.mark.usefixtures("long_lesson")
def test_a_receipt_says_that_the_day_is_full(ask: Asker, world: World, time: Clock, phone: Phone) -> None:
    desk = Desk(ask, world)
    time.pass_minutes(10)
    desk.decide(desk.declare(amount=1, unit="days", studied_on=str(clock.today())).json)
    (item,) = phone.send(phone.minutes(1))["items"]
    assert (item["outcome"], item["counted_seconds"], item["reason"]) == ("partly_counted", 0, "day_cap")
