"""From every figure down to the entries behind it, and from an entry to its rule, its source and what took it back."""

from datetime import date
from typing import Any

import pytest

from backend.ledger.models import HOURS
from tests.asker import Asker
from tests.cast import World
from tests.points.booking import Books


def test_a_figure_is_made_of_its_rules_and_these_of_their_entries(ask: Asker, world: World, books: Books) -> None:
    for amount, rule in ((10, "meeting_attended"), (2, "lesson_completed"), (10, "meeting_attended")):
        books.book("wang", amount, rule=rule)
    books.book("wang", 99, day=date(2024, 1, 1))
    path = f"/api/members/{world['wang']}"
    period = f"{books.today:%Y-%m}"
    sums = ask("wang", "GET", f"{path}/sums?period={period}").json
    assert (sums["amount"], [(one["rule"], one["amount"], one["entry_count"]) for one in sums["rules"]]) == (
        22,
        [("lesson_completed", 2, 1), ("meeting_attended", 20, 2)],
    )
    entries = ask("wang", "GET", f"{path}/entries?period={period}&rule=meeting_attended").json["items"]
    assert [entry["amount"] for entry in entries] == [10, 10]


@pytest.mark.parametrize("period", ["2024-02", "2024-Q1", "2024"])
def test_entries_of_a_period_and_of_a_day(ask: Asker, books: Books, period: str) -> None:
    books.book("wang", 1, day=date(2023, 12, 31))
    books.book("wang", 2, day=date(2024, 2, 29))
    books.book("wang", 3, day=date(2025, 4, 1))
    assert [one["amount"] for one in ask("wang", "GET", f"/api/points/entries?period={period}").json["items"]] == [2]
    assert [one["amount"] for one in ask("wang", "GET", "/api/points/entries?day=2025-04-01").json["items"]] == [3]


@pytest.mark.parametrize("period", ["2024-13", "2024-Q5", "24", "2024-02\n", "ever"])
def test_a_period_that_is_none_is_refused(ask: Asker, period: str) -> None:
    answer = ask("wang", "GET", "/api/points/entries", query_string={"period": period})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/period")


def test_the_year_nothing_has_no_entries(ask: Asker) -> None:
    assert ask("wang", "GET", "/api/points/entries?period=0000").status_code == 422


def test_an_entry_shows_its_rule_its_source_and_its_branch(ask: Asker, world: World, books: Books) -> None:
    books.book("wang", 10, actor_id=world["li"], reason="补记")
    entry = ask("wang", "GET", "/api/points/entries").json["items"][0]
    facts = ask("wang", "GET", f"/api/entries/{entry['id']}").json
    assert facts["rule"] | {"from_day": None} == {
        "name": "meeting_attended",
        "version": 1,
        "from_day": None,
        "amount": 10,
        "daily_cap": 30,
        "weekly_cap": None,
        "yearly_cap": None,
    }
    assert (facts["source"]["kind"], facts["branch"]["name"], facts["actor"]["name"]) == ("test", "青枫里支部", "Li")
    assert (facts["reverses"], facts["reversed_by"], facts["can"], facts["closings"]) == (None, None, [], [])
    assert ask("li", "GET", f"/api/entries/{entry['id']}").json["can"] == ["reverse_entry"]


def test_an_entry_and_its_reversal_show_one_another(ask: Asker, world: World) -> None:
    first, back = (ask("li", "GET", f"/api/entries/{world[name]}").json for name in ("entry", "reversing entry"))
    assert (first["reversed_by"]["id"], back["reverses"]["id"]) == (back["id"], first["id"])
    assert (first["can"], back["can"]) == ([], ["reverse_entry"])
    assert [(one["period"], one["late"]) for one in first["closings"]] == [("2020-02", False)]


@pytest.mark.parametrize(("person", "status"), [("wang", 200), ("li", 200), ("chen", 200), ("zhao", 404), ("sun", 404), (None, 401)])
def test_the_member_and_who_looks_after_the_member_see_it(ask: Asker, world: World, books: Books, person: str | None, status: int) -> None:
    books.book("wang", 10)
    entry = ask("wang", "GET", "/api/points/entries").json["items"][0]["id"]
    asked = (f"entries/{entry}", f"members/{world['wang']}/entries", f"members/{world['wang']}/sums")
    assert [ask(person, "GET", f"/api/{path}").status_code for path in asked] == [status] * 3


def test_hours_are_led_down_as_well(ask: Asker, world: World, books: Books) -> None:
    books.book("wang", 3600, book=HOURS, rule="attended")
    entries: list[dict[str, Any]] = ask("li", "GET", f"/api/members/{world['wang']}/entries?book=hours").json["items"]
    assert [(one["amount"], one["book"], one["rule"]) for one in entries] == [(3600, "hours", "attended")]
    assert ask("li", "GET", f"/api/members/{world['wang']}/sums?book=hours").json["amount"] == 3600
