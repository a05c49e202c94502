"""Many at once: one like each, one post an operation, counts that are right. Without the lock, the same race is lost."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from backend.core.db import db, run
from backend.exchange import like as liking
from backend.exchange import moderate, pace, write
from backend.exchange.models import Like, Post, PostReport
from backend.exchange.thread import reread
from backend.members import models as members
from backend.members.models import Member
from backend.notices.models import Notice
from tests.exchange.conftest import Forum
from tests.slow import at_once, rest, slow_down

on_postgresql = pytest.mark.parametrize("stand", ["postgresql"], indirect=True)  # SQLite takes one writer at a time anyway
LIKERS = ("li", "zhao", "mei", "chen", "sun", "lin")


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads are read and not held: the control."""
    for place in (liking, moderate, write):
        monkeypatch.setattr(place, "hold_thread", reread)


def request(forum: Forum, person: str, method: str, path: str, body: Any = None) -> Callable[[], Any]:
    """A request from any thread; bodies of GET and DELETE are left out."""
    headers, options = {"Authorization": f"Bearer {forum.ask.token(person)}"}, {} if body is None else {"json": body}
    return lambda: forum.ask.app.test_client().open(path, method=method, headers=headers, **options)


def meet(monkeypatch: pytest.MonkeyPatch, place: Any, name: str, of: int) -> None:
    """Let so many wait for one another before this function: nobody has committed when the first one counts."""
    swift, gate = getattr(place, name), threading.Barrier(of, timeout=20)

    def together(*things: Any, **more: Any) -> Any:
        gate.wait()
        return swift(*things, **more)

    monkeypatch.setattr(place, name, together)


def like_at_once(forum: Forum) -> list[int]:
    path = f"/api/posts/{forum.question}/like"
    return [answer.status_code for answer in at_once([request(forum, person, "PUT", path, {}) for person in LIKERS])]


def test_likes_at_once_are_all_counted(forum: Forum, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    slow_down(monkeypatch, liking, "recount_likes")  # between one's own like, and the count
    assert like_at_once(forum) == [200] * len(LIKERS)
    assert session.query(Like).count() == session.get_one(Post, forum.question).like_count == len(LIKERS)


@on_postgresql
@pytest.mark.usefixtures("free")
def test_without_the_lock_likes_at_once_are_miscounted(forum: Forum, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    meet(monkeypatch, liking, "recount_likes", len(LIKERS))
    assert like_at_once(forum) == [200] * len(LIKERS)
    assert session.get_one(Post, forum.question).like_count < session.query(Like).count() == len(LIKERS)


def test_one_members_like_from_many_phones_is_one(forum: Forum, session: Any) -> None:
    path = f"/api/posts/{forum.question}/like"
    answers = at_once([request(forum, "zhao", "PUT", path, {})] * 6)
    assert {(one.status_code, one.json["like_count"], one.json["liked"]) for one in answers} == {(200, 1, True)}
    deeds = [request(forum, "zhao", "PUT", path, {}), request(forum, "zhao", "DELETE", path)] * 4
    assert {one.status_code for one in at_once(deeds)} == {200}
    assert session.get_one(Post, forum.question).like_count == session.query(Like).count()


def test_the_database_itself_takes_no_second_like(forum: Forum, session: Any) -> None:
    forum.do("zhao", "PUT", forum.question, "like")
    session.add(Like(post_id=forum.question, member_id=forum.world["zhao"]))
    with pytest.raises(Exception, match=r"(?i)unique"):
        session.flush()
    session.rollback()


def test_one_operation_from_many_phones_at_once_is_one_post(forum: Forum, session: Any) -> None:
    body = {"operation_id": str(uuid4()), "body": "压住。"}
    answers = at_once([request(forum, "mei", "POST", f"/api/posts/{forum.question}/replies", body)] * 6)
    assert {(one.status_code, one.json["id"]) for one in answers} == {(201, answers[0].json["id"])}
    assert session.query(Post).filter_by(author_id=forum.world["mei"]).count() == 1
    assert session.get_one(Post, forum.question).answer_count == 2
    assert session.query(Notice).filter_by(member_id=forum.world["wang"]).count() == 1


def test_answers_deletions_and_hidings_at_once_are_counted_right(forum: Forum, session: Any) -> None:
    path = f"/api/posts/{forum.question}/replies"
    ours = [forum.answered("wang"), forum.answered("mei"), forum.answered("li")]
    deeds = [request(forum, person, "POST", path, {"operation_id": str(uuid4()), "body": "答"}) for person in LIKERS]
    deeds += [request(forum, person, "DELETE", f"/api/posts/{post}") for person, post in zip(("wang", "mei", "li"), ours, strict=True)]
    deeds += [request(forum, "chen", "PUT", f"/api/posts/{post}/hiding", {"reason": "不友善"}) for post in ours]
    assert {answer.status_code for answer in at_once(deeds)} <= {200, 201, 409}
    shown = session.scalar(select(func.count()).select_from(Post).where(Post.question_id == forum.question, Post.is_shown()))
    assert session.get_one(Post, forum.question).answer_count == shown == 1 + len(LIKERS)


def answer_at_once(forum: Forum) -> list[int]:
    path = f"/api/posts/{forum.question}/replies"
    deeds = [request(forum, person, "POST", path, {"operation_id": str(uuid4()), "body": "答"}) for person in LIKERS[:3]]
    return [answer.status_code for answer in at_once(deeds)]


def test_answers_at_once_are_all_counted(forum: Forum, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    slow_down(monkeypatch, write, "recount_answers")  # between one's own answer, and the count
    assert answer_at_once(forum) == [201] * 3
    assert session.get_one(Post, forum.question).answer_count == 4


@on_postgresql
@pytest.mark.usefixtures("free")
def test_without_the_lock_answers_at_once_are_miscounted(forum: Forum, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    meet(monkeypatch, write, "recount_answers", 3)
    assert answer_at_once(forum) == [201] * 3
    assert session.get_one(Post, forum.question).answer_count < 4


def look_and_rest(member_id: int) -> None:
    """Between the look at what was written, and one more."""
    pace.refuse_too_many_posts(member_id)
    rest()


def write_too_much_at_once(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    monkeypatch.setattr(pace, "POSTS", tuple((window, 2) for window, _ in pace.POSTS))
    monkeypatch.setattr(write, "refuse_too_many_posts", look_and_rest)
    deeds = [request(forum, "mei", "POST", forum.lesson, {"operation_id": str(uuid4()), "body": "问"}) for _ in range(5)]
    return sorted(answer.status_code for answer in at_once(deeds))


def test_nobody_passes_the_pace_by_writing_at_once(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    assert write_too_much_at_once(forum, monkeypatch) == [201] * 2 + [429] * 3


@on_postgresql
def test_without_the_members_lock_the_pace_is_passed(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "lock_member", lambda member_id: None)
    assert write_too_much_at_once(forum, monkeypatch).count(201) > 2


def answer_one_another(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Two answer each other's question at the same moment: each is written by one, and tells the other."""
    theirs = {"mei": forum.asked("zhao"), "zhao": forum.asked("mei")}
    slow_down(monkeypatch, write, "tell")
    body = {"operation_id": str(uuid4()), "body": "答"}
    deeds = [request(forum, person, "POST", f"/api/posts/{post}/replies", body) for person, post in theirs.items()]
    return sorted(answer.status_code for answer in at_once(deeds))


def test_two_who_answer_one_another_at_once_do_not_wait_in_a_circle(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer_one_another(forum, monkeypatch) == [201, 201]
    assert [one["kind"] for person in ("mei", "zhao") for one in forum.notices(person)] == ["answered"] * 2


@on_postgresql
def test_were_the_members_key_locked_too_they_would(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    def lock_whole(member_id: int) -> None:
        run(select(Member.id).where(Member.id == member_id).with_for_update())

    assert write.lock_member is members.lock_member
    monkeypatch.setattr(write, "lock_member", lock_whole)
    assert answer_one_another(forum, monkeypatch) == [201, 500]


def test_reports_and_decisions_at_once_leave_no_report_open(forum: Forum, session: Any) -> None:
    path = f"/api/posts/{forum.question}"
    deeds = [request(forum, person, "POST", f"{path}/reports", {"reason": "other"}) for person in ("zhao", "mei", "sun")]
    deeds += [request(forum, person, "PUT", f"{path}/hiding", {"reason": "不友善"}) for person in ("li", "chen", "lin")]
    assert {answer.status_code for answer in at_once(deeds)} <= {200, 204, 409}
    assert session.query(PostReport).filter(PostReport.settled_at.is_(None)).count() == 0
    assert [one["kind"] for one in forum.notices("wang")] == ["post_hidden"]
    db.session.rollback()
