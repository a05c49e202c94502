"""The books: append-only, every source pays once, balances are sums, rules are dated."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from backend.core.db import db
from backend.ledger import rules
from backend.ledger.models import HOURS, POINTS, Balance, Entry, PointRule
from backend.ledger.post import Posting, post
from backend.ledger.verify import rebuild, verify
from tests.cast import World

DAY = date(2026, 11, 15)


def posting(world: World, number: int = 1, amount: int = 5, **changes: Any) -> Posting:
    fields = {"book": POINTS, "rule": "meeting_attended", "day": DAY, **changes}
    return Posting(
        member_id=world["wang"], branch_id=world["qingfeng"], amount=amount, source=("sign_in", str(number)), title="会", **fields
    )


def balances(session: Any, world: World) -> dict[str, int]:
    mine = session.query(Balance).filter(Balance.period > "2021", Balance.member_id == world["wang"])
    return {row.period: row.amount for row in mine.order_by(Balance.period)}


def test_a_posting_counts_in_its_month_its_year_and_for_all_time(session: Any, world: World) -> None:
    post(posting(world))
    assert balances(session, world) == {"2026": 5, "2026-11": 5, "2026-Q4": 5, "all": 5}


def test_a_source_pays_once(session: Any, world: World) -> None:
    assert len(post(posting(world), posting(world, number=2))) == 2
    assert post(posting(world), posting(world, amount=99)) == []
    assert balances(session, world)["all"] == 10


def test_a_source_that_comes_twice_at_once_pays_once(session: Any, world: World) -> None:
    assert len(post(posting(world), posting(world, amount=99))) == 1
    assert (balances(session, world)["all"], verify()) == (5, {})


def test_a_source_pays_once_in_each_book(session: Any, world: World) -> None:
    assert len(post(posting(world), posting(world, book=HOURS))) == 2


def test_a_reversal_takes_back_and_happens_once(session: Any, world: World) -> None:
    post(posting(world))
    entry = session.query(Entry).filter_by(source_type="sign_in").one()
    back = posting(world, number=2, amount=-5, reverses_id=entry.id, rule="reversal", reason="记错了", actor_id=world["li"])
    post(back)
    assert balances(session, world)["all"] == 0
    assert post(posting(world, number=3, amount=-5, reverses_id=entry.id, rule="reversal")) == []


def test_an_entry_of_nothing_is_not_made(session: Any, world: World) -> None:
    assert post(posting(world, amount=0)) == []
    with pytest.raises(IntegrityError):
        session.execute(db.insert(Entry).values(_row(world, amount=0)))


def _row(world: World, amount: int) -> dict[str, Any]:
    source = {"source_type": "x", "source_id": "1", "title": "x"}
    return {"book": POINTS, "member_id": world["wang"], "branch_id": world["qingfeng"], "amount": amount, "rule": "x", "day": DAY, **source}


def test_verify_finds_a_balance_that_is_no_sum_and_rebuild_mends_it(session: Any, world: World) -> None:
    post(posting(world))
    session.query(Balance).filter_by(period="2026").update({"amount": 7})
    session.query(Balance).filter_by(period="all").delete()
    wrong = {(world["wang"], POINTS, "2026"): (7, 5), (world["wang"], POINTS, "all"): (0, 5)}
    assert verify() == wrong
    assert rebuild() == 2
    assert verify() == {}
    assert balances(session, world) == {"2026": 5, "2026-11": 5, "2026-Q4": 5, "all": 5}


def test_the_commands_say_whether_the_books_are_right(app: Flask, session: Any, world: World) -> None:
    post(posting(world))
    session.commit()
    runner = app.test_cli_runner()
    assert runner.invoke(args=["ledger", "verify"]).exit_code == 0
    session.query(Balance).filter_by(period="2026").update({"amount": 7})
    session.commit()
    found = runner.invoke(args=["ledger", "verify"])
    assert (found.exit_code, "the balance says 7, the entries 5" in found.stderr) == (1, True)
    assert runner.invoke(args=["ledger", "rebuild"]).exit_code == 0
    assert runner.invoke(args=["ledger", "verify"]).exit_code == 0


def test_an_award_is_cut_to_the_days_cap(session: Any, world: World) -> None:
    who = {"member_id": world["wang"], "branch_id": world["qingfeng"]}
    for number in range(0, 6, 2):  # two at a time, so that the cap is cut within an award and between two
        deeds = [rules.Deed(("sign_in", str(n)), "会", DAY) for n in (number, number + 1)]
        post(*rules.award(rules.MEETING_ATTENDED, deeds, **who))
    assert rules.earned_on(world["wang"], {DAY}) == {(rules.MEETING_ATTENDED, DAY): 30}
    tomorrow = rules.Deed(("sign_in", "9"), "会", date(2026, 11, 16))
    assert [posting.amount for posting in rules.award(rules.MEETING_ATTENDED, [tomorrow], **who)] == [10]


def test_a_new_version_of_a_rule_holds_from_its_day_on(session: Any, world: World) -> None:
    session.add(PointRule(name=rules.LESSON_COMPLETED, version=2, from_day=date(2026, 11, 16), amount=7, daily_cap=None))
    session.flush()
    rule = rules.Rule(rules.LESSON_COMPLETED)
    assert (rule.on(DAY).amount, rule.on(date(2026, 11, 16)).amount) == (2, 7)
    assert {rule.name: rule.version for rule in rules.rules_on(date(2026, 12, 1))}[rules.LESSON_COMPLETED] == 2


deeds = st.lists(
    st.tuples(st.sampled_from([HOURS, POINTS]), st.integers(1, 6), st.integers(-50, 50), st.integers(1, 28), st.integers(1, 12)),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds)
def test_balances_are_always_the_sum_of_the_entries(session: Any, world: World, deeds: list[tuple[str, int, int, int, int]]) -> None:
    for book, number, amount, day, month in deeds:
        post(posting(world, number=number, amount=amount, book=book, day=date(2026, month, day)))
    assert verify() == {}
    session.rollback()
