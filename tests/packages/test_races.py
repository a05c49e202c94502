"""One package asked for many times at once is one course. Without the hold on its upload, the same race is lost."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from backend.core.db import db
from backend.courses.models import Course, Lesson
from backend.packages import api
from tests.asker import Asker
from tests.cast import World
from tests.packages.packing import SCORM_12, item, manifest, pack, page, resource
from tests.packages.sending import upload
from tests.slow import at_once, slow_down

on_postgresql = pytest.mark.parametrize("stand", ["postgresql"], indirect=True)  # SQLite takes one writer at a time anyway
TITLE = "同一个课程包"


def package() -> bytes:
    files = {"imsmanifest.xml": manifest(SCORM_12, items=item("一", "R"), resources=resource("R", "1.html"), title=TITLE)}
    return pack({**files, "1.html": page("<p>先看安全。</p>")})


def asking(ask: Asker, world: World, upload_id: int, operation: str) -> Callable[[], Any]:
    headers, body = {"Authorization": f"Bearer {ask.token('chen')}"}, {"upload_id": upload_id, "operation_id": operation}
    path = f"/api/organisations/{world['binjiang']}/packages"
    return lambda: ask.app.test_client().post(path, json=body, headers=headers)


def ask_at_once(ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch, operations: list[str]) -> list[Any]:
    number = upload(ask, "chen", package())
    slow_down(monkeypatch, api, "write_course")  # between the look whether there is a course, and the course
    return at_once([asking(ask, world, number, operation) for operation in operations])


def courses(session: Any) -> list[int]:
    session.rollback()
    lessons = select(func.count()).select_from(Lesson).where(Lesson.course_id == Course.id).scalar_subquery()
    return list(session.scalars(select(lessons).where(Course.title == TITLE)))


def test_one_operation_many_times_at_once_is_one_course(ask: Asker, world: World, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ask_at_once(ask, world, monkeypatch, [str(uuid4())] * 4)
    assert sorted(one.status_code for one in answers) == [200, 200, 200, 201]
    assert len({one.json["id"] for one in answers}) == 1
    assert courses(session) == [1]


def test_one_upload_by_many_operations_at_once_is_one_course(
    ask: Asker, world: World, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ask_at_once(ask, world, monkeypatch, [str(uuid4()) for _ in range(3)])
    assert sorted(one.status_code for one in answers) == [201, 422, 422]
    assert courses(session) == [1]


@on_postgresql
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # the upload is forgotten by each of them
def test_without_the_hold_one_upload_becomes_several_courses(
    ask: Asker, world: World, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "hold_upload", lambda mine: db.session.scalar(mine))
    ask_at_once(ask, world, monkeypatch, [str(uuid4()) for _ in range(3)])
    assert len(courses(session)) > 1
