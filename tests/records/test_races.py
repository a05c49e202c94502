"""Two at once: closings, corrections, minutes and photos. Without the hold, the same race is lost."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from backend.core.db import db
from backend.meetings.models import Meeting
from backend.records import chain, photos
from backend.records import close as closing
from backend.records import correct as correcting
from backend.records import minutes as writing
from backend.records.models import Correction, Record
from backend.records.verify import verify
from tests.records import pictures
from tests.records.paper import Paper
from tests.slow import at_once, side_by_side, slow_down

AT_ONCE = 6
on_postgresql = pytest.mark.parametrize("stand", ["postgresql"], indirect=True)  # SQLite takes one writer at a time anyway


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> None:
    """Meetings are looked at and not held: the control."""

    def look(meeting_id: int) -> Meeting:
        return db.session.scalars(select(Meeting).where(Meeting.id == meeting_id)).unique().one()

    for place, name in ((closing, "hold_alone"), (correcting, "hold"), (writing, "hold_begun"), (photos, "hold_begun")):
        monkeypatch.setattr(place, name, look)


def request(paper: Paper, method: str, path: str, **options: Any) -> Callable[[], Any]:
    """A request of Li's from any thread."""
    headers = {"Authorization": f"Bearer {paper.ask.token('li')}"}
    return lambda: paper.ask.app.test_client().open(f"{paper.hall.meeting}/{path}", method=method, headers=headers, **options)


def close_at_once(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    paper.mark("wang")
    slow_down(monkeypatch, closing, "sha256_of")  # between the look whether there is a record, and the record
    return [answer.status_code for answer in at_once([request(paper, "PUT", "closing", json={})] * 3)]


def test_many_closings_at_once_make_one_record_and_answer_alike(paper: Paper, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert close_at_once(paper, monkeypatch) == [200] * 3
    assert session.query(Record).count() == 1


@on_postgresql
@pytest.mark.usefixtures("free")
def test_without_the_hold_closings_at_once_are_in_each_others_way(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sorted(close_at_once(paper, monkeypatch)) == [200, 500, 500]


def correct_at_once(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    paper.close()
    slow_down(monkeypatch, chain, "hash_of")  # between the look at the last correction, and the next
    asked = [{"kind": "add", "reason": "忘记登记", "member_id": paper.world[name]} for name in ("wang", "mei", "ning")]
    return sorted(answer.status_code for answer in at_once([request(paper, "POST", "corrections", json=one) for one in asked]))


def test_corrections_at_once_make_one_chain(paper: Paper, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert correct_at_once(paper, monkeypatch) == [201] * 3
    assert [row.number for row in session.query(Correction.number).order_by(Correction.number)] == [1, 2, 3]
    assert verify() == []


@on_postgresql
@pytest.mark.usefixtures("free")
def test_without_the_hold_corrections_at_once_are_in_each_others_way(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    assert correct_at_once(paper, monkeypatch) == [201, 500, 500]


def add_the_same(paper: Paper) -> list[int]:
    paper.close()
    asked = {"kind": "add", "reason": "忘记登记", "member_id": paper.world["mei"]}
    return sorted(answer.status_code for answer in at_once([request(paper, "POST", "corrections", json=asked)] * AT_ONCE))


def test_the_same_correction_at_once_is_one(paper: Paper, session: Any) -> None:
    assert add_the_same(paper) == [200] * (AT_ONCE - 1) + [201]
    assert session.query(Correction).count() == 1
    assert paper.hours("mei") == 5400


def write_while_closing(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    slow_down(monkeypatch, writing, "write_minutes")
    write = request(paper, "PUT", "minutes", json={"body": "最后一句", "version": 0})
    return side_by_side(write, request(paper, "PUT", "closing", json={}))


def test_minutes_that_are_saved_while_the_meeting_closes_stand_in_the_record(
    paper: Paper, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved, closed = write_while_closing(paper, monkeypatch)
    assert (saved.status_code, closed.status_code) == (200, 200)
    assert verify() == []


@on_postgresql
@pytest.mark.usefixtures("free")
def test_without_the_hold_saved_minutes_are_missing_in_the_record(paper: Paper, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    saved, closed = write_while_closing(paper, monkeypatch)
    assert (saved.status_code, closed.status_code) == (200, 200)
    assert "the minutes are not those of the record" in verify()[0]


def add_photo_while_closing(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    slow_down(monkeypatch, photos, "keep")
    add = request(paper, "POST", "photos", data={"file": (io.BytesIO(pictures.jpeg()), "photo.jpg")})
    return side_by_side(add, request(paper, "PUT", "closing", json={}))


def test_a_photo_that_is_added_while_the_meeting_closes_stands_in_the_record(
    paper: Paper, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    added, closed = add_photo_while_closing(paper, monkeypatch)
    assert (added.status_code, closed.status_code) == (201, 200)
    assert verify() == []


@on_postgresql
@pytest.mark.usefixtures("free")
def test_without_the_hold_an_added_photo_is_missing_in_the_record(paper: Paper, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    added, closed = add_photo_while_closing(paper, monkeypatch)
    assert (added.status_code, closed.status_code) == (201, 200)
    assert verify() == [f"meeting {paper.world['meeting']}: the photos are not those of the record"]


def add_one_too_many(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    monkeypatch.setattr(photos, "MOST_PHOTOS", 1)
    slow_down(monkeypatch, photos, "keep")
    scenes = [pictures.jpeg(picture=pictures.scene(width)) for width in (100, 120)]
    adds = [request(paper, "POST", "photos", data={"file": (io.BytesIO(content), "photo.jpg")}) for content in scenes]
    return sorted(answer.status_code for answer in side_by_side(*adds))


def test_two_photos_at_once_fill_one_place_once(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    assert add_one_too_many(paper, monkeypatch) == [201, 409]


@on_postgresql
@pytest.mark.usefixtures("free")
def test_without_the_hold_two_photos_fill_one_place_twice(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    assert add_one_too_many(paper, monkeypatch) == [201, 201]
