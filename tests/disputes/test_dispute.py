"""A member disputes an entry of the own books, or says that one is missing: once, a few at a time, seen by few."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.disputes.dispute import MOST_OPEN
from backend.disputes.turns import ANSWER_DAYS
from tests.asker import Asker
from tests.cast import World
from tests.disputes.conftest import Table


def test_a_disputed_entry_waits_for_the_branch_with_a_day(table: Table, world: World) -> None:
    entry = table.entry(amount=10, title="十一月组织生活")
    opened = table.dispute(entry)
    dispute = opened.json
    assert (opened.status_code, dispute["state"], dispute["title"]) == (201, "open", "十一月组织生活")
    assert dispute["entry"] == {"id": entry, "amount": 10, "rule": "meeting_attended"}
    assert dispute["turn"]["organisation"]["id"] == world["qingfeng"]
    assert dispute["turn"]["days_left"] == ANSWER_DAYS
    assert dispute["turn"]["due_on"] == str(table.books.today + timedelta(days=ANSWER_DAYS))
    assert dispute["then"]["organisation"]["id"] == world["binjiang"]  # the street has nobody: it would rise to the district
    assert dispute["can"] == ["withdraw_dispute"]
    assert table.told("li", dispute) == ["dispute_to_answer"]


def test_a_missing_entry_is_named_by_its_day_and_what_it_was_for(table: Table) -> None:
    missing = table.miss(title="防汛演练").json
    assert (missing["kind"], missing["entry"], missing["title"]) == ("missing", None, "防汛演练")
    assert table.miss(day=None).status_code == 422
    assert table.miss(title="").status_code == 422
    assert table.miss(day=str(table.books.today + timedelta(days=1))).json["code"] == "day_unusable"
    assert table.miss(day=str(date(2001, 1, 1))).json["code"] == "day_unusable"


def test_the_members_own_words_are_needed(table: Table) -> None:
    for words in ("", "    ", "不对", "x" * 501, "控制\u0007字符字符"):
        assert table.dispute(table.entry(), words=words).status_code == 422


def test_sent_again_it_is_the_same_dispute(table: Table) -> None:
    entry, operation = table.entry(), str(uuid4())
    first, again = (table.dispute(entry, operation_id=operation) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json["id"] == again.json["id"]
    assert table.dispute(entry, operation_id=operation, words="另外的话，另外的话。").json["code"] == "operation_taken"
    assert table.told("li", first.json) == ["dispute_to_answer"]


def test_an_entry_is_disputed_once_unless_it_was_taken_back(table: Table) -> None:
    entry = table.entry()
    dispute = table.dispute(entry).json
    assert table.dispute(entry).json["code"] == "disputed_already"
    assert [table.withdraw(dispute).status_code for _ in range(2)] == [204, 204]
    assert table.dispute(entry).status_code == 201


def test_a_few_wait_at_a_time(table: Table) -> None:
    disputes = [table.miss("mei") for _ in range(MOST_OPEN + 1)]
    assert [one.status_code for one in disputes] == [201] * MOST_OPEN + [409]
    assert disputes[-1].json["code"] == "too_many_disputes"
    table.withdraw(disputes[0].json, "mei")
    assert table.miss("mei").status_code == 201


def test_nobody_disputes_what_is_somebody_elses(table: Table) -> None:
    entry = table.entry("mei")
    assert [table.dispute(entry, person).status_code for person in ("wang", "li", "chen", "sun")] == [404] * 4
    assert table.dispute(10**9).status_code == 404


@pytest.mark.parametrize(
    ("person", "status"), [(None, 401), ("wang", 200), ("li", 200), ("chen", 200), ("lin", 200), ("mei", 404), ("zhao", 404), ("sun", 404)]
)
def test_it_is_seen_by_the_member_and_those_who_look_after_them_alone(table: Table, ask: Asker, person: str | None, status: int) -> None:
    dispute = table.opened()
    assert ask(person, "GET", f"/api/disputes/{dispute['id']}").status_code == status


def test_lists_show_each_person_only_what_is_theirs(table: Table, world: World) -> None:
    dispute = table.opened()
    assert [one["id"] for one in table.mine()["items"]] == [dispute["id"], world["answered dispute"], world["dispute"]]
    assert table.mine("mei")["items"] == []
    assert [one["id"] for one in table.mine(entry=dispute["entry"]["id"])["items"]] == [dispute["id"]]
    assert (table.mine()["answer_days"], table.mine()["most_open"]) == (ANSWER_DAYS, MOST_OPEN)
    assert table.below() == [world["nings dispute"], world["dispute"], dispute["id"]]
    assert table.below(show="answered") == [world["answered dispute"]]
    assert table.below("sun", "open") == table.below("sun", "answered") == []
    # The district's admin may answer them, but it is the branch's turn.
    assert (table.below("chen"), table.below("chen", "open")) == ([], table.below())


def test_only_its_member_takes_it_back_and_only_while_it_waits(table: Table) -> None:
    dispute = table.opened()
    assert [table.withdraw(dispute, person).status_code for person in ("li", "mei", "sun")] == [403, 404, 404]
    table.answer(dispute)
    assert table.withdraw(dispute).json["code"] == "answered_already"


def test_what_was_taken_back_is_neither_answered_nor_told_later(table: Table, days: Any) -> None:
    dispute = table.opened()
    table.withdraw(dispute)
    assert table.answer(dispute).json["code"] == "answered_meanwhile"
    days.let_a_turn_end()
    assert table.told("wang", dispute) == []
    assert table.told("chen", dispute) == []
