"""Reported by any member, hidden and shown again by those who look after the author; hidden words reach nobody else."""

import json
from datetime import timedelta
from typing import Any

import pytest

from backend.core import clock
from backend.exchange.models import Post, PostReport
from backend.members.models import Role, Trace
from tests.asker import Asker
from tests.cast import World
from tests.exchange.conftest import Forum
from tests.hall import Clock

SECRET = "不该让人看见的话"
EVERYBODY = ("wang", "mei", "zhao", "li", "chen", "sun", "lin")
# Who may hide the words of whom: the secretary of the author's branch and the admins above, nobody their own.
MAY_HIDE = {
    "wang": {"li", "chen", "lin"},
    "li": {"chen", "lin"},
    "zhao": {"chen", "lin"},
    "chen": {"lin"},
    "sun": {"lin"},
    "lin": {"chen"},  # a member of a branch that Chen looks after
}


def everything_told(forum: Forum, person: str, post: int) -> str:
    """All that the server tells this person about a lesson's posts, in one text."""
    answers = [
        forum.ask(person, "GET", forum.lesson),
        forum.ask(person, "GET", f"{forum.lesson}?order=helpful"),
        forum.do(person, "GET", post),
        forum.do(person, "GET", forum.question, "replies"),
        forum.do(person, "GET", forum.question, "replies?order=newest"),
        forum.do(person, "PUT", post, "like"),
        forum.do(person, "DELETE", post, "like"),
        forum.do(person, "POST", post, "reports", reason="other"),
        forum.ask(person, "GET", "/api/me/notices"),
        forum.ask(person, "GET", f"/api/organisations/{forum.world['qingfeng']}/reported-posts"),
    ]
    return json.dumps([answer.json for answer in answers if answer.data], ensure_ascii=False)


@pytest.mark.parametrize("author", sorted(MAY_HIDE))
def test_the_matrix_of_who_hides_whose_words(author: str, forum: Forum) -> None:
    hidden_by = set()
    for person in EVERYBODY:
        post = forum.asked(author)
        offered = "hide" in forum.see(person, post)["can"]
        answer = forum.do(person, "PUT", post, "hiding", reason="不友善")
        assert answer.status_code == (200 if offered else 403)
        hidden_by |= {person} if offered else set()
        assert ("show" in forum.see(person, post)["can"]) == offered
    assert hidden_by == MAY_HIDE[author]


@pytest.mark.parametrize("author", sorted(MAY_HIDE))
def test_the_matrix_of_who_lets_whose_words_stand(author: str, forum: Forum) -> None:
    post = forum.asked(author)
    may = {person for person in EVERYBODY if forum.do(person, "DELETE", post, "reports").status_code == 204}
    assert may == MAY_HIDE[author]


def test_hidden_words_are_for_their_author_and_those_who_look_after_the_author(forum: Forum) -> None:
    post = forum.asked("wang", SECRET)
    forum.answered("mei", "答", under=post)
    assert all(SECRET in everything_told(forum, person, post) for person in EVERYBODY)
    forum.do("li", "PUT", post, "hiding", reason="涉及隐私")
    for person in EVERYBODY:
        assert (SECRET in everything_told(forum, person, post)) == (person in {"wang", "li", "chen", "lin"}), person
    stub = next(one for one in forum.questions("zhao")["items"] if one["id"] == post)
    hidden = ("state", "body", "author", "hidden_reason", "can", "like_count", "answer_count")
    assert [stub[name] for name in hidden] == ["hidden", None, None, None, [], 0, 1]


def test_a_hidden_answer_is_a_line_and_is_not_counted(forum: Forum) -> None:
    post = forum.answered("wang", SECRET)
    assert forum.see("zhao", forum.question)["answer_count"] == 2
    forum.do("li", "PUT", post, "hiding", reason="不友善")
    assert forum.see("zhao", forum.question)["answer_count"] == 1
    assert [(one["id"], one["state"], one["body"]) for one in forum.answers("zhao")][1] == (post, "hidden", None)
    assert SECRET not in everything_told(forum, "zhao", post)
    forum.do("li", "DELETE", post, "hiding")
    assert forum.see("zhao", forum.question)["answer_count"] == 2
    assert forum.answers("zhao")[1]["body"] == SECRET


def test_a_hidden_question_without_answers_is_seen_by_nobody_else(forum: Forum) -> None:
    post = forum.asked("wang", SECRET)
    forum.do("li", "PUT", post, "hiding", reason="不友善")
    shown = {person: post in [one["id"] for one in forum.questions(person)["items"]] for person in EVERYBODY}
    assert {person for person, is_shown in shown.items() if is_shown} == {"wang", "li", "chen", "lin"}
    assert forum.questions("zhao")["question_count"] == 1


def test_the_author_is_told_why_and_when_it_is_shown_again_and_each_deed_leaves_a_trace(forum: Forum, session: Any, world: World) -> None:
    post = forum.asked("wang", SECRET)
    for _ in range(2):
        hidden = forum.do("li", "PUT", post, "hiding", reason="不够友善").json
    assert (hidden["state"], hidden["hidden_reason"], hidden["can"]) == ("hidden", "不够友善", ["show"])
    mine = forum.see("wang", post)
    assert (mine["body"], mine["hidden_reason"], mine["can"]) == (SECRET, "不够友善", ["delete"])
    for _ in range(2):
        shown = forum.do("li", "DELETE", post, "hiding").json
    assert (shown["state"], shown["hidden_reason"]) == ("shown", None)
    told = forum.notices("wang")
    assert [one["kind"] for one in told] == ["post_shown", "post_hidden"]
    assert told[1]["about"] == {"lesson_id": world["lesson"], "title": "lesson", "question_id": post, "reason": "不够友善"}
    traces = [(one.deed, one.actor_id, one.member_id) for one in session.query(Trace).order_by(Trace.id)]
    assert traces == [("post_hidden", world["li"], world["wang"]), ("post_shown", world["li"], world["wang"])]
    assert session.query(Trace).first().note == f"{post} · lesson: 不够友善"


def test_what_somebody_above_has_hidden_is_shown_again_by_nobody_below(forum: Forum) -> None:
    post = forum.asked("wang", SECRET)
    forum.do("chen", "PUT", post, "hiding", reason="不友善")
    assert forum.do("li", "DELETE", post, "hiding").json["code"] == "hidden_from_above"
    assert forum.see("zhao", post)["body"] is None
    assert forum.do("lin", "DELETE", post, "hiding").json["state"] == "shown"


def test_hidden_words_can_be_deleted_by_their_author_but_not_changed(forum: Forum) -> None:
    post = forum.asked("wang", SECRET)
    forum.do("li", "PUT", post, "hiding", reason="不友善")
    assert forum.do("wang", "PATCH", post, body="好话").json["code"] == "post_gone"
    assert forum.do("wang", "DELETE", post).json["state"] == "deleted"
    assert all(SECRET not in everything_told(forum, person, post) for person in EVERYBODY)
    assert forum.do("li", "DELETE", post, "hiding").json["state"] == "deleted"
    assert "post_shown" not in [one["kind"] for one in forum.notices("wang")]


def test_a_reason_is_asked_of_whoever_hides(forum: Forum) -> None:
    for reason in ({}, {"reason": " "}, {"reason": "x" * 201}):
        assert forum.do("li", "PUT", forum.question, "hiding", **reason).status_code == 422


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


def test_who_moved_is_looked_after_by_the_new_secretary(forum: Forum, world: World, session: Any) -> None:
    post = forum.asked("zhao")
    assert forum.do("li", "PUT", post, "hiding", reason="不友善").status_code == 403
    session.get_one(Post, post).author.branch_id = world["qingfeng"]
    session.commit()
    assert forum.do("li", "PUT", post, "hiding", reason="不友善").status_code == 200
