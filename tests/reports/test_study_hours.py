"""The study-hour report on screen: every member of a subtree, for a period, to whoever looks after it."""

from datetime import date
from typing import Any

from tests.asker import Asker
from tests.auth.door import said
from tests.cast import World
from tests.points.booking import Books

YEAR = {"first_day": "2026-01-01", "last_day": "2026-12-31"}
MARCH = date(2026, 3, 1)
BRANCH = ["Li", "Wang", "Mei", "Ning"]


def report(ask: Asker, person: str | None, organisation: int, **query: Any) -> Any:
    return ask(person, "GET", "/api/reports/study-hours", query_string={"organisation": organisation, **YEAR, **query})


def rows(answer: Any) -> dict[str, tuple[int, int, int]]:
    """{name: (study, meetings, total)} in seconds."""
    return {row["name"]: (row["study_seconds"], row["meeting_seconds"], row["total_seconds"]) for row in answer.json["items"]}


def study(books: Books, person: str, seconds: int, day: date = MARCH) -> None:
    books.book(person, seconds, book="hours", rule="studied", day=day)


def attend(books: Books, person: str, seconds: int, day: date = MARCH) -> None:
    books.book(person, seconds, book="hours", rule="attended", day=day)


def test_study_and_meetings_stand_apart_and_together(ask: Asker, world: World, books: Books) -> None:
    study(books, "wang", 3600)
    study(books, "wang", 60)
    attend(books, "wang", 5400)
    assert rows(report(ask, "li", world["qingfeng"]))["Wang"] == (3660, 5400, 9060)


def test_members_without_hours_are_listed_with_none(ask: Asker, world: World) -> None:
    assert rows(report(ask, "li", world["qingfeng"])) == dict.fromkeys(BRANCH, (0, 0, 0))


def test_a_disabled_member_is_listed_only_with_hours(ask: Asker, world: World, books: Books) -> None:
    assert "Dong" not in rows(report(ask, "li", world["qingfeng"]))
    study(books, "dong", 60)
    assert rows(report(ask, "li", world["qingfeng"]))["Dong"] == (60, 0, 60)


def test_both_ends_of_the_period_count(ask: Asker, world: World, books: Books) -> None:
    for day, seconds in ((date(2026, 2, 28), 1), (date(2026, 3, 1), 10), (date(2026, 3, 31), 100), (date(2026, 4, 1), 1000)):
        study(books, "wang", seconds, day)
    answer = report(ask, "li", world["qingfeng"], first_day="2026-03-01", last_day="2026-03-31")
    assert rows(answer)["Wang"] == (110, 0, 110)
    assert rows(report(ask, "li", world["qingfeng"], first_day="2026-03-01", last_day="2026-03-01"))["Wang"] == (10, 0, 10)


def test_points_are_no_hours(ask: Asker, world: World, books: Books) -> None:
    books.book("wang", 10, day=MARCH)
    assert rows(report(ask, "li", world["qingfeng"]))["Wang"] == (0, 0, 0)


def test_a_subtree_is_reported_in_the_order_of_the_tree(ask: Asker, world: World) -> None:
    answer = report(ask, "chen", world["binjiang"])
    assert [row["name"] for row in answer.json["items"]] == [*BRANCH, "Zhao", "Chen", "Lin"]
    assert {row["branch_name"] for row in answer.json["items"]} == {"青枫里支部", "望江支部"}
    assert answer.json["items"][0]["card_number"] == "000001"


def test_pages_lose_and_repeat_nobody(ask: Asker, world: World) -> None:
    seen, after = [], None
    while True:
        page = report(ask, "lin", world["city"], limit=3, **({"after": after} if after else {})).json
        seen += [row["name"] for row in page["items"]]
        if (after := page["next"]) is None:
            break
    assert seen == [*BRANCH, "Zhao", "Chen", "Lin", "Sun"]


def test_it_says_as_of_when(ask: Asker, world: World) -> None:
    assert report(ask, "li", world["qingfeng"]).json["as_of"].endswith("Z")


def test_a_period_that_ends_before_it_starts_is_named(ask: Asker, world: World) -> None:
    for ending in ("", ".csv", ".xlsx"):
        query = {"organisation": world["qingfeng"], "first_day": "2026-03-02", "last_day": "2026-03-01"}
        answer = ask("li", "GET", f"/api/reports/study-hours{ending}", query_string=query)
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/last_day")


def test_what_is_missing_or_no_day_is_named(ask: Asker, world: World) -> None:
    answer = ask("li", "GET", "/api/reports/study-hours", query_string={"first_day": "2026-02-30"})
    assert sorted(error["pointer"] for error in answer.json["errors"]) == ["/first_day", "/last_day", "/organisation"]


def test_an_organisation_above_is_seen_but_not_reported(ask: Asker, world: World) -> None:
    for ending in ("", ".csv", ".xlsx"):
        query = {"organisation": world["binjiang"], **YEAR}
        assert ask("li", "GET", f"/api/reports/study-hours{ending}", query_string=query).status_code == 403


def test_a_subtree_not_in_view_answers_like_one_that_never_was(ask: Asker, world: World) -> None:
    for ending in ("", ".csv", ".xlsx"):
        path = f"/api/reports/study-hours{ending}"
        hidden, never = (ask("chen", "GET", path, query_string={"organisation": id, **YEAR}) for id in (world["yunshan"], 10**9))
        assert hidden.status_code == 404
        assert said(hidden) == said(never)


def test_a_plain_member_gets_no_report(ask: Asker, world: World) -> None:
    for person, status in (("wang", 403), ("ning", 403), (None, 401)):
        for ending in ("", ".csv", ".xlsx"):
            query = {"organisation": world["qingfeng"], **YEAR}
            assert ask(person, "GET", f"/api/reports/study-hours{ending}", query_string=query).status_code == status
