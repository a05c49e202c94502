"""Pages of questions and answers: in which order, and how often the database is asked."""

from typing import Any

from backend.exchange.models import Post
from tests.cast import World
from tests.counting import statements
from tests.exchange.conftest import Forum
from tests.hall import Clock


def test_questions_come_newest_or_most_liked_first_and_in_pages(forum: Forum) -> None:
    posts = [forum.question, *(forum.asked("wang", f"第{n}问") for n in range(6))]
    for person, post in (("li", posts[2]), ("zhao", posts[2]), ("zhao", posts[5])):
        forum.do(person, "PUT", post, "like")
    newest = [posts[n] for n in (6, 5, 4, 3, 2, 1, 0)]
    liked = [posts[n] for n in (2, 5, 0, 6, 4, 3, 1)]  # then those with answers, then the newest
    for order, expected in (("newest", newest), ("helpful", liked)):
        first = forum.questions("mei", order=order, limit=3)
        second = forum.questions("mei", order=order, limit=3, after=first["next"])
        third = forum.questions("mei", order=order, limit=3, after=second["next"])
        shown = [one["id"] for page in (first, second, third) for one in page["items"]]
        assert (shown, third["next"], first["question_count"]) == (expected, None, 7)


def test_answers_come_in_pages_too(forum: Forum) -> None:
    answers = [forum.answer, *(forum.answered("mei", f"第{n}答") for n in range(4))]
    forum.do("wang", "PUT", answers[3], "helpful")
    forum.do("li", "PUT", answers[2], "like")
    path = f"/api/posts/{forum.question}/replies"
    first = forum.ask("wang", "GET", f"{path}?limit=2").json
    rest = forum.ask("wang", "GET", path, query_string={"limit": 10, "after": first["next"]}).json
    shown = [one["id"] for one in (*first["items"], *rest["items"])]
    assert shown == [answers[3], answers[2], answers[0], answers[1], answers[4]]
    assert [one["id"] for one in forum.answers(order="newest")] == answers[::-1]


def count(forum: Forum, *asked: Any) -> int:
    with statements() as sent:
        assert forum.ask(*asked).status_code < 300
    return len(sent)


def test_a_page_asks_the_database_as_often_for_many_posts_as_for_one(forum: Forum, world: World, session: Any, time: Clock) -> None:
    looks = [("GET", forum.lesson), ("GET", f"{forum.lesson}?order=helpful"), ("GET", f"/api/posts/{forum.question}/replies")]
    looks.append(("GET", f"/api/organisations/{world['qingfeng']}/reported-posts"))
    forum.do("zhao", "POST", forum.question, "reports", reason="other")
    few = [count(forum, "li", *look) for look in looks]
    for n in range(9):
        post = forum.asked("mei" if n % 2 else "wang", f"第{n}问")
        forum.do("li", "PUT", post, "like")
        forum.do("zhao", "POST", post, "reports", reason="other")
        forum.answered("zhao" if n % 2 else "sun", f"第{n}答")
    assert len(forum.queue()) == 10
    assert [count(forum, "li", *look) for look in looks] == few
    assert max(few) <= 8


def test_writing_asks_the_database_as_often_in_a_long_thread_as_in_a_short_one(forum: Forum, session: Any) -> None:
    def answer(n: int) -> int:
        with statements() as sent:
            forum.answered("mei", f"第{n}答")
        return len(sent)

    first = answer(0)
    for n in range(40):
        where = {"lesson_id": forum.world["lesson"], "question_id": forum.question}
        session.add(Post(**where, author_id=forum.world["sun"], operation_id=str(n), body="答"))
    session.commit()
    assert answer(1) == first
