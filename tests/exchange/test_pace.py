"""So much an hour and so much a day; who writes more is told how long to wait."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from backend.exchange import pace
from backend.exchange.models import Post
from tests.exchange.conftest import Forum
from tests.hall import Clock

AN_HOUR = next(most for window, most in pace.POSTS if window == timedelta(hours=1))
A_DAY = next(most for window, most in pace.POSTS if window == timedelta(days=1))


def test_so_many_posts_an_hour_and_then_it_is_said_how_long_to_wait(forum: Forum, time: Clock) -> None:
    for _ in range(AN_HOUR):
        assert forum.write("mei").status_code == 201
        time.now += timedelta(minutes=2)
    refused = forum.write("mei")
    wait = 3600 - 2 * AN_HOUR * 60
    assert (refused.status_code, refused.json["code"], refused.headers["Retry-After"]) == (429, "too_many_posts", str(wait))
    assert forum.write("mei", "答", under=forum.question).json["code"] == "too_many_posts"  # answers count alike
    time.now += timedelta(seconds=wait - 1)
    assert forum.write("mei").status_code == 429
    time.now += timedelta(seconds=1)
    assert forum.write("mei").status_code == 201


def test_so_many_posts_a_day(forum: Forum, time: Clock) -> None:
    begun = time.now
    for n in range(A_DAY):
        assert forum.write("mei").status_code == 201
        time.now += timedelta(minutes=61 if n % AN_HOUR == AN_HOUR - 1 else 0)
    refused = forum.write("mei")
    wait = (begun + timedelta(days=1) - time.now).total_seconds()
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, str(int(wait)))
    time.now += timedelta(seconds=wait)
    assert forum.write("mei").status_code == 201


def test_one_members_pace_is_nobody_elses(forum: Forum) -> None:
    for _ in range(AN_HOUR + 1):
        last = forum.write("mei")
    assert (last.status_code, forum.write("wang").status_code) == (429, 201)


def test_a_repeated_operation_counts_once_and_is_answered_also_when_the_pace_is_reached(forum: Forum, session: Any) -> None:
    operation = str(uuid4())
    first = forum.write("mei", operation_id=operation)
    for _ in range(AN_HOUR - 1):
        assert forum.write("mei").status_code == 201
    assert forum.write("mei").status_code == 429
    assert forum.write("mei", operation_id=operation).json == first.json
    assert session.query(Post).filter_by(author_id=forum.world["mei"]).count() == AN_HOUR


def test_deleting_makes_no_room(forum: Forum) -> None:
    for _ in range(AN_HOUR):
        forum.do("mei", "DELETE", forum.asked("mei"))
    assert forum.write("mei").status_code == 429


def test_so_many_reports_a_day(forum: Forum, session: Any, time: Clock) -> None:
    (most,) = [most for _, most in pace.REPORTS]
    where = {"lesson_id": forum.world["lesson"], "author_id": forum.world["wang"], "body": "字"}
    posts = [Post(**where, operation_id=str(n)) for n in range(most + 1)]
    session.add_all(posts)
    session.commit()
    ids = [post.id for post in posts]
    assert {forum.do("zhao", "POST", post, "reports", reason="other").status_code for post in ids[:most]} == {204}
    refused = forum.do("zhao", "POST", ids[most], "reports", reason="other")
    assert (refused.status_code, refused.json["code"]) == (429, "too_many_reports")
    assert forum.do("zhao", "POST", ids[0], "reports", reason="other").status_code == 204  # said before
    time.now += timedelta(days=1)
    assert forum.do("zhao", "POST", ids[most], "reports", reason="other").status_code == 204
