"""Reported by any member, hidden and shown again by those who look after the author; hidden words reach nobody else."""

import json
from typing import Any

import pytest

from backend.exchange.models import Post
from backend.members.models import Trace
from tests.cast import World
from tests.exchange.conftest import Forum

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
    assert all(SECRET not in everything_told(forum, person, post) for person in ("wang", "zhao", "li"))
    assert forum.do("li", "DELETE", post, "hiding").json["state"] == "deleted"
    assert "post_shown" not in [one["kind"] for one in forum.notices("wang")]


def test_a_reason_is_asked_of_whoever_hides(forum: Forum) -> None:
    for reason in ({}, {"reason": " "}, {"reason": "x" * 201}):
        assert forum.do("li", "PUT", forum.question, "hiding", **reason).status_code == 422


def test_who_moved_is_looked_after_by_the_new_secretary(forum: Forum, world: World, session: Any) -> None:
    post = forum.asked("zhao")
    assert forum.do("li", "PUT", post, "hiding", reason="不友善").status_code == 403
    session.get_one(Post, post).author.branch_id = world["qingfeng"]
    session.commit()
    assert forum.do("li", "PUT", post, "hiding", reason="不友善").status_code == 200
