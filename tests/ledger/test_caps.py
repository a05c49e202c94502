"""Caps by day, ISO week and calendar year: what deeds pay under them, when a new cap begins, and what members see of it."""

from datetime import date, timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core import clock
from backend.ledger import rules
from backend.ledger.caps import Earned, Tally, cut, monday_of
from backend.ledger.models import PointRule
from backend.ledger.post import post
from tests.asker import Asker
from tests.cast import World
from tests.core.moving_clock import later
from tests.points.booking import Books

RULE = rules.MEETING_ATTENDED


def set_caps(session: Any, from_day: date, *, version: int = 2, amount: int = 10, **caps: int | None) -> None:
    known = {"daily_cap": None, "weekly_cap": None, "yearly_cap": None, **caps}
    session.add(PointRule(name=RULE, version=version, from_day=from_day, amount=amount, **known))
    session.flush()


def attend(world: World, *days: date) -> list[int]:
    """One meeting on each of these days, one award after the other; answers what each paid."""
    paid = []
    for number, day in enumerate(days):
        deed = rules.Deed(("sign_in", f"{day}/{number}/{len(paid)}/{id(days)}"), "会", day)
        (posting,) = rules.award(RULE, [deed], member_id=world["wang"], branch_id=world["qingfeng"])
        post(posting)
        paid.append(posting.amount)
    return paid


def test_a_week_pays_up_to_its_cap_from_monday_to_sunday(session: Any, world: World) -> None:
    set_caps(session, date(2026, 11, 1), weekly_cap=25)
    week = [date(2026, 11, 16) + timedelta(days=n) for n in (0, 3, 6, 6, 7)]
    assert attend(world, *week) == [10, 10, 5, 0, 10]


def test_a_week_over_new_year_is_one_week_and_two_years(session: Any, world: World) -> None:
    set_caps(session, date(2026, 1, 1), weekly_cap=15, yearly_cap=20)
    days = [date(2026, 12, 1), date(2026, 12, 28), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 11)]
    assert attend(world, *days) == [10, 10, 0, 5, 10, 5]


def test_a_year_pays_up_to_its_cap_and_the_next_begins_anew(session: Any, world: World) -> None:
    set_caps(session, date(2026, 1, 1), yearly_cap=25)
    assert attend(world, date(2026, 3, 1), date(2026, 8, 1), date(2026, 12, 31), date(2027, 1, 1)) == [10, 10, 5, 10]


def test_the_shortest_of_three_caps_holds(session: Any, world: World) -> None:
    set_caps(session, date(2026, 1, 1), daily_cap=12, weekly_cap=15, yearly_cap=18)
    monday = date(2026, 11, 16)
    assert attend(world, monday, monday, monday + timedelta(days=1), monday + timedelta(days=7)) == [10, 2, 3, 3]


def test_deeds_of_several_days_in_one_award_share_the_caps(session: Any, world: World) -> None:
    set_caps(session, date(2026, 1, 1), weekly_cap=15)
    days = [date(2026, 11, 15), date(2026, 11, 16), date(2026, 11, 22)]
    deeds = [rules.Deed(("sign_in", str(day)), "会", day) for day in days]
    assert [one.amount for one in rules.award(RULE, deeds, member_id=world["wang"], branch_id=world["qingfeng"])] == [10, 10, 5]


def test_what_is_taken_back_makes_room_again(session: Any, world: World, books: Books) -> None:
    set_caps(session, date(2026, 1, 1), weekly_cap=10)
    assert attend(world, date(2026, 11, 16), date(2026, 11, 17)) == [10, 0]
    session.commit()
    books.book("wang", -10, day=date(2026, 11, 16))
    assert attend(world, date(2026, 11, 18)) == [10]


def test_a_cap_changed_in_the_middle_of_a_day_holds_from_the_next_day_on(
    ask: Asker, world: World, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = clock.today()
    tomorrow = today + timedelta(days=1)
    assert attend(world, today) == [10]
    session.commit()
    plan = {"rule": RULE, "from_day": str(tomorrow), "amount": 10, "daily_cap": 15, "weekly_cap": 15, "yearly_cap": 15}
    assert ask("lin", "POST", "/api/points/rules", json={**plan, "from_day": str(today)}).json["code"] == "rule_in_the_past"
    added = ask("lin", "POST", "/api/points/rules", json=plan)
    assert (added.status_code, added.json["version"], added.json["in_force"]) == (201, 2, False)
    assert attend(world, today, today) == [10, 10]  # the rest of the day is paid by the old cap of 30
    later(monkeypatch, timedelta(days=1))
    assert attend(world, tomorrow) == [0]  # and counts against the new cap of the year, as of the week where it is the same
    with pytest.raises(StopIteration):
        rules.Rule(RULE).on(date(2019, 1, 1))


@pytest.mark.parametrize("person", ["wang", "li", "chen"])
def test_only_the_citys_admins_change_what_deeds_pay(ask: Asker, person: str) -> None:
    plan = {"rule": RULE, "from_day": "2035-01-01", "amount": 10}
    assert ask(person, "POST", "/api/points/rules", json=plan).status_code == 403


def test_a_rule_begins_once_a_day_is_known_and_its_caps_are_in_order(ask: Asker) -> None:
    plan = {"rule": RULE, "from_day": "2035-01-01", "amount": 10}
    assert [ask("lin", "POST", "/api/points/rules", json=plan).status_code for _ in range(2)] == [201, 409]
    assert ask("lin", "POST", "/api/points/rules", json={**plan, "rule": "gossip"}).json["code"] == "rule_unknown"
    crooked = ask("lin", "POST", "/api/points/rules", json={**plan, "daily_cap": 10, "yearly_cap": 5})
    assert (crooked.status_code, crooked.json["errors"][0]["pointer"]) == (422, "/yearly_cap")


def test_members_see_before_acting_what_a_deed_still_pays(ask: Asker, session: Any, world: World) -> None:
    today = clock.today()
    set_caps(session, today, daily_cap=30, weekly_cap=18, yearly_cap=100)
    attend(world, today)
    session.commit()
    one = ask("wang", "GET", "/api/points/summary").json["today"][-1]
    shown = {name: one[name] for name in ("earned", "cap", "week_earned", "week_cap", "year_earned", "year_cap", "still_pays")}
    assert shown == {
        "earned": 10,
        "cap": 30,
        "week_earned": 10,
        "week_cap": 18,
        "year_earned": 10,
        "year_cap": 100,
        "still_pays": 8,
    }
    rule = next(one for one in ask("wang", "GET", "/api/points/rules").json["items"] if one["rule"] == RULE and one["in_force"])
    assert (rule["earned"], rule["still_pays"]) == ({"day": 10, "week": 10, "year": 10}, 8)
    assert attend(world, today) == [8]


caps = st.one_of(st.none(), st.integers(0, 60))
deeds = st.lists(st.tuples(st.dates(date(2026, 12, 1), date(2027, 1, 31)), st.integers(1, 15)), max_size=40)


@given(caps=st.tuples(caps, caps, caps), deeds=deeds)
def test_no_day_week_or_year_pays_more_than_its_cap_and_nothing_is_withheld(caps: tuple[Any, ...], deeds: list[tuple[date, int]]) -> None:
    version = Mock(daily_cap=caps[0], weekly_cap=caps[1], yearly_cap=caps[2])
    tally, paid = Tally(), []
    for day, amount in deeds:
        got = cut(amount, version, tally.earned(day))
        full = [cap is not None and so_far + got == cap for cap, so_far in zip(caps, tally.earned(day), strict=True)]
        assert got == amount or any(full)
        tally.add(day, got)
        paid.append((day, got))
    for key, cap in zip((lambda day: day, monday_of, lambda day: day.year), caps, strict=True):
        for one in {key(day) for day, _ in paid}:
            assert cap is None or sum(amount for day, amount in paid if key(day) == one) <= cap
    assert cut(5, version, Earned(*(cap or 0 for cap in caps))) == (0 if any(cap is not None for cap in caps) else 5)
