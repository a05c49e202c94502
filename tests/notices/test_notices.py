"""Notices: told once, seen by their member alone, read one by one or together, dropped long after."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.core import clock
from backend.notices.models import Notice
from backend.notices.tell import AT_A_TIME, KINDS, take_back, tell, tell_many, tell_subtree
from backend.organisations.models import Organisation
from tests.asker import Asker
from tests.cast import World
from tests.counting import statements
from tests.hall import Clock

LOCALES = Path(__file__).parents[2] / "pwa" / "src" / "locales"
ASSIGNED = {"course_id": 1, "title": "急救入门", "due_on": "2030-01-31"}


def told(ask: Asker, person: str, **query: Any) -> dict[str, Any]:
    return dict(ask(person, "GET", "/api/me/notices", query_string=query).json)


def tell_wang(session: Any, world: World, times: int = 1, **how: Any) -> None:
    for _ in range(times):
        tell(world["wang"], "course_assigned", ASSIGNED, **how)
    session.commit()


def test_a_notice_is_told_and_counted_until_it_is_read(ask: Asker, world: World, session: Any) -> None:
    tell_wang(session, world)
    (notice,) = told(ask, "wang")["items"]
    assert (notice["kind"], notice["about"], notice["read_at"]) == ("course_assigned", ASSIGNED, None)
    assert told(ask, "wang")["unread"] == 1
    read = ask("wang", "PUT", f"/api/me/notices/{notice['id']}/reading", json={}).json
    assert read["read_at"]
    assert told(ask, "wang")["unread"] == 0


def test_reading_twice_keeps_the_first_moment(ask: Asker, world: World, session: Any, time: Clock) -> None:
    tell_wang(session, world)
    path = f"/api/me/notices/{told(ask, 'wang')['items'][0]['id']}/reading"
    first = ask("wang", "PUT", path, json={}).json
    time.now += timedelta(hours=1)
    assert ask("wang", "PUT", path, json={}).json == first


@pytest.mark.parametrize("person", ["mei", "li", "lin"])
def test_my_notices_are_for_nobody_else(person: str, ask: Asker, world: World, session: Any) -> None:
    tell_wang(session, world)
    number = told(ask, "wang")["items"][0]["id"]
    assert told(ask, person) == {"items": [], "next": None, "unread": 0}
    assert ask(person, "PUT", f"/api/me/notices/{number}/reading", json={}).status_code == 404
    assert ask(person, "PUT", "/api/me/notices/reading", json={"until_id": number}).json == {"unread": 0}
    assert told(ask, "wang")["unread"] == 1


def test_reading_all_leaves_what_came_meanwhile(ask: Asker, world: World, session: Any) -> None:
    tell_wang(session, world, times=3)
    newest = told(ask, "wang")["items"][0]["id"]
    tell_wang(session, world)
    assert ask("wang", "PUT", "/api/me/notices/reading", json={"until_id": newest}).json == {"unread": 1}


def test_the_same_event_is_told_once(ask: Asker, world: World, session: Any) -> None:
    tell_wang(session, world, times=3, once="assignment-1")
    tell_wang(session, world, once="assignment-2")
    assert told(ask, "wang")["unread"] == 2


def test_notices_come_newest_first_and_in_pages(ask: Asker, world: World, session: Any) -> None:
    tell_wang(session, world, times=5)
    first = told(ask, "wang", limit=3)
    rest = told(ask, "wang", limit=3, after=first["next"])
    ids = [one["id"] for one in (*first["items"], *rest["items"])]
    assert (ids, rest["next"]) == (sorted(ids, reverse=True), None)
    assert (len(ids), first["unread"]) == (5, 5)


def test_a_subtree_is_told_by_one_statement_and_nobody_beside_it(ask: Asker, world: World, session: Any) -> None:
    path = session.get_one(Organisation, world["qingfeng"]).path
    with statements() as sent:
        tell_subtree(path, "course_assigned", ASSIGNED, once="assignment-1")
        tell_subtree(path, "course_assigned", ASSIGNED, once="assignment-1")
    assert len([one for one in sent if one.startswith("INSERT")]) == 2
    session.commit()
    here = {world[name] for name in ("li", "wang", "mei", "ning")}  # Dong is disabled
    assert sorted(one.member_id for one in session.query(Notice).filter_by(kind="course_assigned")) == sorted(here)
    assert told(ask, "li")["items"][0]["about"] == ASSIGNED


def test_many_are_told_at_a_time(world: World, session: Any) -> None:
    people = [world["wang"], world["mei"]] * AT_A_TIME
    tell_many(people, "course_assigned", ASSIGNED)
    session.commit()
    assert session.query(Notice).filter_by(kind="course_assigned").count() == 2


def test_what_was_read_long_ago_is_dropped_and_what_was_not_read_stays(ask: Asker, world: World, session: Any, time: Clock) -> None:
    tell_wang(session, world, times=3)
    new, middle, old = (one["id"] for one in told(ask, "wang")["items"])
    ask("wang", "PUT", f"/api/me/notices/{old}/reading", json={})
    session.query(Notice).filter_by(id=old).update({"read_at": clock.now() - timedelta(days=181)})
    session.commit()
    ask("wang", "PUT", f"/api/me/notices/{new}/reading", json={})
    assert [one["id"] for one in told(ask, "wang")["items"]] == [new, middle]


def test_a_notice_that_could_not_be_said_is_not_told(world: World) -> None:
    with pytest.raises(ValueError, match="due_on, title"):
        tell(world["wang"], "course_assigned", {"course_id": 1})
    with pytest.raises(KeyError):
        tell(world["wang"], "gossip", {})


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_kind_has_words_in_both_languages(locale: str) -> None:
    words = (LOCALES / f"notices.{locale}.ts").read_text("utf-8")
    assert set(KINDS) <= set(re.findall(r"^  kind_(\w+):", words, re.MULTILINE))


def test_what_is_still_to_come_is_not_there_yet_and_can_be_taken_back(ask: Asker, world: World, session: Any, time: Clock) -> None:
    tomorrow = time.now + timedelta(days=1)
    for once in ("first", "second"):
        tell_many([world["wang"]], "course_assigned", ASSIGNED, once=once, told_at=tomorrow)
    tell_wang(session, world)
    assert told(ask, "wang")["unread"] == len(told(ask, "wang")["items"]) == 1
    newest = told(ask, "wang")["items"][0]["id"]
    assert ask("wang", "PUT", f"/api/me/notices/{newest - 1}/reading", json={}).status_code == 404
    take_back([world["wang"]], ["second"])
    session.commit()
    time.now = tomorrow
    shown = told(ask, "wang")
    assert (shown["unread"], [one["id"] for one in shown["items"]]) == (2, [newest - 2, newest])  # the latest told comes first
    assert ask("wang", "PUT", "/api/me/notices/reading", json={"until_id": newest - 2}).json == {"unread": 0}
    take_back([world["wang"]], ["first"])  # was told already
    assert len(told(ask, "wang")["items"]) == 2
