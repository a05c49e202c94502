"""Reported once by each member, told to the nearest who looks after the author, and decided."""

import json
from datetime import timedelta
from typing import Any

import pytest

from backend.core import clock
from backend.exchange.models import PostReport
from backend.members.models import Role, Trace
from tests.asker import Asker
from tests.cast import World
from tests.exchange.conftest import Forum
from tests.hall import Clock

EVERYBODY = ("wang", "mei", "zhao", "li", "chen", "sun", "lin")


def test_a_report_waits_in_the_queue_until_the_post_is_hidden(forum: Forum, world: World) -> None:
    for person, words in (("zhao", "太凶了"), ("mei", "")):
        assert forum.do(person, "POST", forum.question, "reports", reason="unkind", words=words).status_code == 204
    for person, place in (("li", "qingfeng"), ("chen", "binjiang"), ("lin", "city")):
        (waiting,) = forum.queue(person, place)
        assert (waiting["id"], waiting["body"], waiting["lesson"]["title"]) == (forum.question, "question…", "lesson")
        assert [(one["reason"], one["words"]) for one in waiting["reports"]] == [("unkind", "太凶了"), ("unkind", "")]
        assert "Zhao" not in json.dumps(waiting)  # nobody learns who reported
    forum.do("li", "PUT", forum.question, "hiding", reason="不友善")
    assert forum.queue() == []
    for person in ("zhao", "mei"):
        (told,) = [one for one in forum.notices(person) if one["kind"] == "report_decided"]
        assert told["about"]["hidden"] is True


def test_a_report_waits_in_the_queue_until_somebody_lets_the_post_stand(forum: Forum, session: Any) -> None:
    forum.do("zhao", "POST", forum.question, "reports", reason="wrong")
    for _ in range(2):
        assert forum.do("li", "DELETE", forum.question, "reports").status_code == 204
    assert (forum.queue(), forum.see("zhao", forum.question)["state"]) == ([], "shown")
    assert [one["about"]["hidden"] for one in forum.notices("zhao") if one["kind"] == "report_decided"] == [False]
    assert [one.deed for one in session.query(Trace)] == ["post_let_stand"]


def test_a_report_of_what_its_author_deletes_is_over(forum: Forum) -> None:
    forum.do("zhao", "POST", forum.question, "reports", reason="wrong")
    forum.do("wang", "DELETE", forum.question)
    assert forum.queue() == []


def test_each_member_reports_a_post_once(forum: Forum, session: Any) -> None:
    for reason in ("unkind", "other", "other"):
        assert forum.do("zhao", "POST", forum.question, "reports", reason=reason).status_code == 204
    assert [(one.member_id, one.reason) for one in session.query(PostReport)] == [(forum.world["zhao"], "unkind")]
    assert len(forum.notices("li")) == 1
    forum.do("li", "DELETE", forum.question, "reports")
    forum.do("zhao", "POST", forum.question, "reports", reason="other")
    assert forum.queue() == []  # what was decided stays decided for who said it
    forum.do("mei", "POST", forum.question, "reports", reason="other")
    assert len(forum.queue()) == 1
    assert len([one for one in forum.notices("li") if one["kind"] == "post_reported"]) == 2


def test_the_nearest_who_looks_after_the_author_is_told_but_never_the_author(forum: Forum, world: World, session: Any) -> None:
    def told() -> set[str]:
        return {person for person in EVERYBODY if any(one["kind"] == "post_reported" for one in forum.notices(person))}

    forum.do("zhao", "POST", forum.asked("wang"), "reports", reason="unkind")
    assert told() == {"li"}
    forum.do("zhao", "POST", forum.asked("li"), "reports", reason="unkind")
    assert told() == {"li", "chen"}
    session.query(Role).filter_by(id=world["role of chen"]).update({"ends_on": clock.today() - timedelta(days=1)})
    session.commit()
    forum.do("wang", "POST", forum.asked("zhao"), "reports", reason="unkind")
    assert told() == {"li", "chen", "lin"}
    assert forum.notices("lin")[0]["about"] == {"organisation_id": world["city"], "title": "lesson"}


def test_my_own_reported_words_do_not_wait_for_my_own_decision(forum: Forum) -> None:
    forum.do("zhao", "POST", forum.asked("li"), "reports", reason="unkind")
    assert (forum.queue("li"), len(forum.queue("chen", "binjiang"))) == ([], 1)


@pytest.mark.parametrize(("person", "status"), [("wang", 403), ("mei", 403), ("zhao", 404), ("sun", 404)])
def test_the_queue_is_for_those_who_look_after_the_place(person: str, status: int, ask: Asker, world: World) -> None:
    assert ask(person, "GET", f"/api/organisations/{world['qingfeng']}/reported-posts").status_code == status


def test_the_queue_holds_no_posts_of_other_places(forum: Forum) -> None:
    forum.do("wang", "POST", forum.answer, "reports", reason="wrong")
    assert (forum.queue("li"), len(forum.queue("chen", "wangjiang"))) == ([], 1)


def test_the_queue_comes_in_pages_the_longest_waiting_first(forum: Forum, time: Clock) -> None:
    posts = [forum.asked("wang", f"第{n}问") for n in range(5)]
    for post in (posts[3], posts[0], posts[4], posts[1], posts[2]):
        time.now += timedelta(minutes=1)
        forum.do("zhao", "POST", post, "reports", reason="other")
    time.now += timedelta(minutes=1)
    forum.do("mei", "POST", posts[3], "reports", reason="other")
    path = f"/api/organisations/{forum.world['qingfeng']}/reported-posts"
    first = forum.ask("li", "GET", f"{path}?limit=2").json
    rest = forum.ask("li", "GET", path, query_string={"after": first["next"]}).json
    shown = [one["id"] for one in (*first["items"], *rest["items"])]
    assert (shown, rest["next"]) == ([posts[n] for n in (3, 0, 4, 1, 2)], None)


@pytest.mark.parametrize("report", [{}, {"reason": "boring"}, {"reason": "other", "words": "x" * 201}, {"reason": "other", "who": "x"}])
def test_a_report_without_a_known_reason_is_refused(report: dict[str, str], forum: Forum) -> None:
    assert forum.do("zhao", "POST", forum.question, "reports", **report).status_code == 422


def test_nobody_reports_or_likes_their_own_words(forum: Forum) -> None:
    assert forum.do("wang", "POST", forum.question, "reports", reason="other").json["code"] == "own_post"
    assert forum.do("wang", "PUT", forum.question, "like").json["code"] == "own_post"
    assert not {"like", "report"} & set(forum.see("wang", forum.question)["can"])
