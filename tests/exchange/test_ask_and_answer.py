"""Questions and answers: written, changed, deleted, told; nothing of it where the lesson does not exist."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.courses.models import Course, Lesson
from backend.exchange.models import Post
from tests.asker import Asker
from tests.cast import World
from tests.exchange.conftest import Forum
from tests.hall import Clock


@pytest.fixture
def branch_lesson(world: World, session: Any) -> int:
    """A lesson that Zhao's branch alone offers."""
    course = Course(key="own", organisation_id=world["wangjiang"], title="本支部", search_text="", published_at=None, category_id=1)
    course.published_at = session.get_one(Course, world["course"]).published_at
    session.add(course)
    session.flush()
    lesson = Lesson(course_id=course.id, key="own", position=1, title="本支部的课", kind="text", nominal_seconds=60, content_hash="x")
    session.add(lesson)
    session.commit()
    return int(lesson.id)


def test_a_question_is_asked_and_answered_and_who_asked_is_told(forum: Forum, world: World) -> None:
    asked = forum.write("wang", "扭伤先冷敷还是热敷？").json
    assert (asked["body"], asked["state"], asked["mine"], asked["question_id"]) == ("扭伤先冷敷还是热敷？", "shown", True, None)
    answer = forum.write("zhao", "先冷敷。", under=asked["id"]).json
    assert (answer["question_id"], answer["author"]) == (asked["id"], {"name": "Zhao", "branch": "望江支部"})
    (seen, *_) = forum.questions("mei")["items"]
    assert (seen["id"], seen["answer_count"], seen["author"]) == (asked["id"], 1, {"name": "Wang", "branch": "青枫里支部"})
    (told,) = forum.notices("wang")
    about = {"lesson_id": world["lesson"], "title": "lesson", "question_id": asked["id"], "name": "Zhao"}
    assert (told["kind"], told["about"]) == ("answered", about)


def test_nobody_is_told_of_an_answer_of_ones_own(forum: Forum) -> None:
    forum.answered("wang")
    assert forum.notices("wang") == []


def test_the_same_operation_is_one_post_however_often_it_is_sent(forum: Forum, session: Any) -> None:
    operation = str(uuid4())
    first, *others = (forum.write("wang", operation_id=operation) for _ in range(4))
    assert {(one.status_code, one.json["id"]) for one in others} == {(201, first.json["id"])}
    answers = [forum.write("zhao", "压住。", under=first.json["id"], operation_id=operation) for _ in range(3)]
    assert len({one.json["id"] for one in answers}) == 1  # somebody else's operation of the same name is another
    assert session.query(Post).count() == 4
    assert forum.see("wang", first.json["id"])["answer_count"] == 1
    assert len(forum.notices("wang")) == 1


def test_an_answer_has_no_answers(forum: Forum) -> None:
    refused = forum.write("wang", "谢谢", under=forum.answer)
    assert (refused.status_code, refused.json["code"]) == (409, "not_a_question")


def test_a_lesson_one_may_not_see_has_no_exchange(ask: Asker, forum: Forum, branch_lesson: int) -> None:
    path, body = f"/api/lessons/{branch_lesson}/posts", {"operation_id": str(uuid4()), "body": "问一下"}
    asked = ask("zhao", "POST", path, json=body).json["id"]
    deeds = (("GET", ""), ("GET", "replies"), ("PUT", "like"), ("DELETE", ""), ("POST", "reports"), ("PUT", "hiding"))
    for person in ("wang", "sun"):
        assert ask(person, "GET", path).status_code == 404
        assert ask(person, "POST", path, json=body).status_code == 404
        assert {forum.do(person, method, asked, what, reason="other").status_code for method, what in deeds} == {404}
        assert forum.write(person, "答", under=asked).status_code == 404
    assert forum.see("chen", asked)["body"] == "问一下"


def test_who_looks_after_the_author_may_read_but_not_take_part_where_the_lesson_is_not_theirs(
    ask: Asker, forum: Forum, branch_lesson: int, session: Any, world: World
) -> None:
    """A lesson that was withdrawn exists for nobody; its posts can still be looked after."""
    asked = ask("zhao", "POST", f"/api/lessons/{branch_lesson}/posts", json={"operation_id": str(uuid4()), "body": "问一下"}).json["id"]
    lesson = session.get_one(Lesson, branch_lesson)
    lesson.withdrawn_at = lesson.course.published_at
    session.commit()
    assert ask("chen", "GET", f"/api/lessons/{branch_lesson}/posts").status_code == 404
    assert forum.see("chen", asked)["can"] == ["hide"]
    assert forum.write("chen", "答", under=asked).status_code == 404
    assert forum.do("chen", "PUT", asked, "like").status_code == 404
    assert forum.do("chen", "PUT", asked, "hiding", reason="不友善").json["state"] == "hidden"
    assert forum.do("zhao", "DELETE", asked).json["state"] == "deleted"


def test_own_words_can_be_changed_for_a_quarter_of_an_hour(forum: Forum, time: Clock) -> None:
    post = forum.asked()
    assert "edit" in forum.see("wang", post)["can"]
    time.now += timedelta(minutes=15)
    changed = forum.do("wang", "PATCH", post, body="怎么包扎？").json
    assert (changed["body"], bool(changed["edited_at"])) == ("怎么包扎？", True)
    assert forum.do("wang", "PATCH", post, body="怎么包扎？").json == changed
    time.now += timedelta(seconds=1)
    assert "edit" not in forum.see("wang", post)["can"]
    assert forum.do("wang", "PATCH", post, body="算了").json["code"] == "edit_too_late"
    assert forum.see("wang", post)["body"] == "怎么包扎？"


@pytest.mark.parametrize("person", ["zhao", "li", "chen", "lin"])
def test_nobody_changes_or_deletes_the_words_of_others(person: str, forum: Forum) -> None:
    post = forum.asked()
    assert forum.do(person, "PATCH", post, body="别的话").status_code == 403
    assert forum.do(person, "DELETE", post).status_code == 403
    assert not {"edit", "delete"} & set(forum.see(person, post)["can"])


def test_deleted_words_are_gone_and_the_thread_still_makes_sense(forum: Forum, session: Any) -> None:
    post = forum.asked("wang", "我删掉的话")
    forum.answered("zhao", "这样做。", under=post)
    assert forum.do("wang", "DELETE", post).json["state"] == "deleted"
    assert forum.do("wang", "DELETE", post).status_code == 200
    for person in ("wang", "zhao", "li", "lin"):
        seen = next(one for one in forum.questions(person)["items"] if one["id"] == post)
        assert (seen["state"], seen["body"], seen["author"], seen["can"]) == ("deleted", None, None, [])
    assert [one["body"] for one in forum.answers("wang", post)] == ["这样做。"]
    assert session.get_one(Post, post).body == ""


def test_a_deleted_question_without_answers_leaves_nothing_behind(forum: Forum) -> None:
    before = forum.questions()
    post = forum.asked()
    assert forum.questions()["question_count"] == before["question_count"] + 1
    forum.do("wang", "DELETE", post)
    assert forum.questions() == before


def test_a_deleted_answer_is_not_counted_and_stays_as_a_line(forum: Forum) -> None:
    answer = forum.answered()
    assert forum.see("wang", forum.question)["answer_count"] == 2
    forum.do("zhao", "DELETE", answer)
    assert forum.see("wang", forum.question)["answer_count"] == 1
    assert [(one["id"], one["state"]) for one in forum.answers()] == [(forum.answer, "shown"), (answer, "deleted")]


@pytest.mark.parametrize("what", ["like", "reports", "replies", "", "hiding"])
def test_nothing_more_is_done_to_a_deleted_post(what: str, forum: Forum) -> None:
    forum.do("wang", "DELETE", forum.question)
    person, method, body = {
        "like": ("zhao", "PUT", {}),
        "reports": ("zhao", "POST", {"reason": "other"}),
        "replies": ("zhao", "POST", {"operation_id": str(uuid4()), "body": "答"}),
        "": ("wang", "PATCH", {"body": "改"}),
        "hiding": ("li", "PUT", {"reason": "不友善"}),
    }[what]
    assert forum.do(person, method, forum.question, what, **body).json["code"] == "post_gone"


def test_who_asked_says_which_answer_helped_and_it_stands_first(forum: Forum) -> None:
    helpful = forum.answered("mei", "找人帮忙。")
    assert [one["id"] for one in forum.answers()] == [forum.answer, helpful]
    assert "mark_helpful" in forum.answers("wang")[1]["can"]
    for _ in range(2):
        assert forum.do("wang", "PUT", helpful, "helpful").json["helpful"]
    assert [one["id"] for one in forum.answers("zhao")] == [helpful, forum.answer]
    assert [one["kind"] for one in forum.notices("mei")] == ["marked_helpful"]
    assert not forum.do("wang", "DELETE", helpful, "helpful").json["helpful"]
    assert [one["id"] for one in forum.answers("zhao")] == [forum.answer, helpful]


@pytest.mark.parametrize("person", ["zhao", "mei", "li", "lin"])
def test_nobody_else_says_which_answer_helped(person: str, forum: Forum) -> None:
    assert forum.do(person, "PUT", forum.answer, "helpful").status_code == 403
    assert all("mark_helpful" not in one["can"] for one in forum.answers(person))


def test_a_question_is_not_helpful(forum: Forum) -> None:
    assert forum.do("wang", "PUT", forum.question, "helpful").status_code == 403
