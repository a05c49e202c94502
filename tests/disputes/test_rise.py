"""A dispute that is not answered in time rises to the level above by the calendar alone, and both are told on that day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.db import db
from backend.disputes.turns import ANSWER_DAYS, places_from, turn_days
from backend.members.models import Member
from tests.asker import Asker
from tests.cast import World
from tests.disputes.conftest import Days, Table


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 6))
def test_turns_leave_no_day_without_somebody_and_give_each_the_same_time(first: date, count: int) -> None:
    turns = turn_days(first, count)
    assert turns[0][0] == first
    assert all((due_on - from_day).days == ANSWER_DAYS for from_day, due_on in turns)
    assert all(later[0] - earlier[1] == timedelta(days=1) for earlier, later in pairwise(turns))


@given(st.sets(st.integers(1, 5)))
def test_a_dispute_comes_before_those_levels_that_have_somebody_from_below(held: set[int]) -> None:
    places = places_from("/1/2/3/4/5/", {place: [9] for place in held})
    assert places == (sorted(held, reverse=True) or [1])


def test_unanswered_it_rises_and_both_are_told_on_that_day(table: Table, world: World, days: Days) -> None:
    dispute = table.opened()
    days.pass_by(ANSWER_DAYS)
    assert table.get(dispute)["turn"]["days_left"] == 0
    assert (table.told("wang", dispute), table.told("chen", dispute)) == ([], [])
    days.pass_by(1)
    risen = table.get(dispute)
    assert (risen["turn"]["organisation"]["id"], risen["turn"]["days_left"], risen["rose"]) == (world["binjiang"], ANSWER_DAYS, True)
    assert risen["then"]["organisation"]["id"] == world["city"]
    assert (table.told("wang", dispute), table.told("chen", dispute)) == (["dispute_rose"], ["dispute_to_answer"])
    assert dispute["id"] in table.below("chen")
    assert dispute["id"] not in table.below("li")


def test_after_it_rose_the_branch_can_answer_no_more(table: Table, days: Days) -> None:
    dispute = table.opened()
    assert table.get(dispute, "li")["can"] == ["answer_dispute"]
    days.let_a_turn_end()
    assert table.get(dispute, "li")["can"] == []
    late = table.answer(dispute, "li")
    assert (late.status_code, late.json["code"]) == (409, "risen_above")
    assert table.answer(dispute, "chen").status_code == 200


def test_at_the_top_it_stays_however_late(table: Table, world: World, days: Days) -> None:
    dispute = table.opened()
    for _ in range(4):
        days.let_a_turn_end()
    shown = table.get(dispute, "lin")
    assert (shown["turn"]["organisation"]["id"], shown["then"], shown["can"]) == (world["city"], None, ["answer_dispute"])
    assert shown["turn"]["days_left"] < 0
    assert table.told("wang", dispute) == ["dispute_rose", "dispute_rose"]


def test_an_answer_in_time_lets_nobody_be_told_that_it_rose(table: Table, days: Days) -> None:
    dispute = table.opened()
    days.pass_by(ANSWER_DAYS)
    table.answer(dispute)
    days.let_a_turn_end()
    assert table.told("wang", dispute) == ["dispute_answered"]
    assert table.told("chen", dispute) == []
    assert table.get(dispute)["turn"] is None


def test_the_secretarys_own_dispute_begins_one_level_higher(table: Table, world: World) -> None:
    own = table.opened("li")
    assert own["turn"]["organisation"]["id"] == world["binjiang"]
    assert table.answer(own, "li").status_code == 403
    assert own["id"] not in table.below("li")
    assert table.answer(own, "chen").status_code == 200


def test_what_the_secretary_booked_by_hand_is_answered_above(table: Table, world: World) -> None:
    by_hand = table.opened(actor_id=world["li"], reason="没有手机")
    assert by_hand["turn"]["organisation"]["id"] == world["binjiang"]
    assert table.answer(by_hand, "li").json["code"] == "risen_above"
    assert table.answer(by_hand, "chen").status_code == 200


def test_the_one_who_booked_it_answers_nowhere(table: Table, world: World) -> None:
    by_chen = table.opened(actor_id=world["chen"], reason="补登")
    refused = table.answer(by_chen, "chen")
    assert (refused.status_code, refused.json["code"]) == (403, "part_of_it")
    assert by_chen["then"]["organisation"]["id"] == world["city"]  # past the district, where nobody else is
    assert table.answer(by_chen, "li").status_code == 200


@pytest.mark.parametrize(("person", "status"), [("li", 404), ("sun", 200), ("lin", 200), ("chen", 404)])
def test_a_member_who_moved_is_answered_by_those_who_look_after_them_now(
    table: Table, ask: Asker, world: World, person: str, status: int
) -> None:
    dispute = table.opened()
    with ask.app.app_context():
        db.session.get_one(Member, world["wang"]).branch_id = world["songling"]
        db.session.commit()
    assert dispute["id"] not in table.below("li", "open")
    assert dispute["id"] in table.below("sun")
    assert table.answer(dispute, person).status_code == status


def test_who_may_not_see_the_member_any_more_is_not_led_to_the_dispute(table: Table, ask: Asker, world: World) -> None:
    dispute = table.opened()
    with ask.app.app_context():
        db.session.get_one(Member, world["wang"]).branch_id = world["wangjiang"]
        db.session.commit()
    assert ask("li", "GET", f"/api/disputes/{dispute['id']}").status_code == 404
    assert dispute["id"] in table.below("chen", "open")
