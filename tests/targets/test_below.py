"""Who has not met the year's target, with what is missing, most first; and telling them, each once a day."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from backend.core.db import db
from backend.members.models import Member
from backend.notices.models import Notice
from tests.asker import Asker
from tests.cast import World
from tests.core.moving_clock import later
from tests.points.booking import Books, books

__all__ = ["books"]
HOUR = 3600
TARGET = 32 * HOUR
SECRETARYS = 56 * HOUR


@pytest.fixture
def studied(books: Books) -> Books:
    for person, seconds in (("wang", TARGET), ("mei", 10 * HOUR), ("li", TARGET), ("dong", HOUR)):
        books.book(person, seconds, book="hours", rule="studied")
    return books


def below(ask: Asker, world: World, person: str = "li", place: str = "qingfeng", **query: Any) -> Any:
    answer = ask(person, "GET", f"/api/organisations/{world[place]}/below-target", query_string=query)
    assert answer.status_code == 200, answer.json
    return answer.json


def rows(page: Any) -> list[tuple[str, int]]:
    return [(one["member"]["name"], one["missing_seconds"]) for one in page["items"]]


def test_who_lacks_most_comes_first_and_each_role_has_its_own_target(ask: Asker, world: World, studied: Books) -> None:
    page = below(ask, world)
    assert rows(page) == [("Ning", TARGET), ("Li", SECRETARYS - TARGET), ("Mei", TARGET - 10 * HOUR)]
    assert (page["members"], page["met"], page["below"]) == (4, 1, 3)
    mei = page["items"][2]
    assert (mei["seconds"], mei["target_seconds"], mei["branch"]["name"]) == (10 * HOUR, TARGET, "青枫里支部")


def test_it_is_the_number_of_the_members_own_page(ask: Asker, world: World, studied: Books) -> None:
    mine = ask("mei", "GET", "/api/me/hours").json
    mei = next(one for one in below(ask, world)["items"] if one["member"]["name"] == "Mei")
    assert (mei["seconds"], mei["target_seconds"]) == (mine["total_seconds"], mine["target_seconds"])


def test_a_subtree_comes_in_pages_that_lose_nobody(ask: Asker, world: World, studied: Books) -> None:
    whole, seen, after = rows(below(ask, world, "lin", "city")), [], None
    while True:
        page = below(ask, world, "lin", "city", limit=2, **({"after": after} if after else {}))
        seen, after = seen + rows(page), page["next"]
        if after is None:
            break
    assert seen == whole
    assert len(whole) == 7
    assert [missing for _, missing in whole] == sorted((missing for _, missing in whole), reverse=True)


def test_a_branch_is_read_afresh(ask: Asker, world: World, studied: Books) -> None:
    below(ask, world)
    studied.book("mei", 22 * HOUR, book="hours", rule="studied")
    assert "Mei" not in dict(rows(below(ask, world)))


def test_who_may_not_see_it(ask: Asker, world: World) -> None:
    for person, place, status in (("wang", "qingfeng", 403), ("sun", "qingfeng", 404), ("li", "wutong", 403), (None, "qingfeng", 401)):
        for path in ("below-target", "target-reminders"):
            assert ask(person, "GET", f"/api/organisations/{world[place]}/{path}").status_code == status, (person, path)
        assert ask(person, "POST", f"/api/organisations/{world[place]}/target-reminders", json={}).status_code == status


def told(app: Flask) -> dict[str, int]:
    with app.app_context():
        by_name = select(Member.name, func.count()).join(Notice, Notice.member_id == Member.id).where(Notice.kind == "target_missed")
        return {row[0]: row[1] for row in db.session.execute(by_name.group_by(Member.name))}


def send(ask: Asker, world: World, person: str, place: str) -> Any:
    answer = ask(person, "POST", f"/api/organisations/{world[place]}/target-reminders", json={})
    assert answer.status_code == 201, answer.json
    return answer.json


def test_only_who_has_not_met_it_is_told_and_the_number_is_said(ask: Asker, world: World, studied: Books, app: Flask) -> None:
    preview = ask("li", "GET", f"/api/organisations/{world['qingfeng']}/target-reminders").json
    assert (preview["below"], preview["told_today"], preview["to_tell"]) == (3, 0, 3)
    assert send(ask, world, "li", "qingfeng")["told"] == 3
    assert told(app) == {"Ning": 1, "Li": 1, "Mei": 1}
    notice = ask("mei", "GET", "/api/me/notices").json["items"][0]
    assert (notice["kind"], notice["about"]) == ("target_missed", {"year": studied.today.year, "organisation": "青枫里支部"})


def test_nobody_is_told_twice_on_a_day_whoever_sends(ask: Asker, world: World, studied: Books, app: Flask) -> None:
    send(ask, world, "li", "qingfeng")
    assert send(ask, world, "li", "qingfeng") == {"year": studied.today.year, "below": 3, "told_today": 3, "to_tell": 0, "told": 0}
    assert send(ask, world, "lin", "city")["told"] == 4
    assert set(told(app).values()) == {1}


def test_tomorrow_they_may_be_told_again(ask: Asker, world: World, studied: Books, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    send(ask, world, "li", "qingfeng")
    later(monkeypatch, timedelta(days=1))
    send(ask, world, "li", "qingfeng")
    assert told(app)["Ning"] == 2
