"""A member's own notes: kept, changed, deleted, found again; and nobody else's business."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from backend.core import clock
from backend.courses.models import Lesson
from backend.notes import keep
from backend.notes.models import Note
from tests.asker import Asker
from tests.cast import World

ID = str(UUID(int=7))
EVERYBODY_ELSE = ("zhao", "li", "chen", "lin", "mei")


class Pad:
    """Somebody's notes on the first lesson."""

    def __init__(self, ask: Asker, world: World) -> None:
        self.ask, self.lesson = ask, f"/api/lessons/{world['lesson']}"

    def put(self, text: str = "先看安全", person: str = "wang", note: str = ID, **changes: Any) -> Any:
        body = {"text": text, "position_seconds": 65, "changed_ms": clock.now_ms(), **changes}
        return self.ask(person, "PUT", f"{self.lesson}/notes/{note}", json=body)

    def delete(self, person: str = "wang", note: str = ID, changed_ms: int | None = None) -> Any:
        return self.ask(person, "DELETE", f"{self.lesson}/notes/{note}?changed_ms={changed_ms or clock.now_ms()}")

    def texts(self, person: str = "wang") -> list[str]:
        return [note["text"] for note in self.ask(person, "GET", f"{self.lesson}/notes").json["items"]]


@pytest.fixture
def pad(ask: Asker, world: World) -> Pad:
    return Pad(ask, world)


def test_a_note_is_kept_with_its_mark(pad: Pad) -> None:
    kept = pad.put(position_seconds=65).json
    assert (kept["id"], kept["text"], kept["position_seconds"], kept["part"], kept["deleted"]) == (ID, "先看安全", 65, None, False)
    assert pad.texts() == ["先看安全"]


def test_the_same_note_sent_again_is_one_note_and_answers_alike(pad: Pad) -> None:
    assert pad.put(changed_ms=1000).json == pad.put(changed_ms=1000).json
    assert pad.texts() == ["先看安全"]


def test_notes_stand_along_the_lesson(pad: Pad) -> None:
    for at in (90, 5, 40):
        pad.put(str(at), note=str(uuid4()), position_seconds=at)
    assert pad.texts() == ["5", "40", "90"]


def test_a_note_may_be_a_mark_alone_on_a_page(pad: Pad) -> None:
    kept = pad.put("", position_seconds=None, part=3).json
    assert (kept["text"], kept["position_seconds"], kept["part"]) == ("", None, 3)


def test_the_newer_change_stands_although_the_older_one_comes_later(pad: Pad) -> None:
    pad.put("新", changed_ms=2000)
    assert pad.put("旧", changed_ms=1000).json["text"] == "新"
    assert pad.texts() == ["新"]


def test_a_deleted_note_is_gone_and_its_words_are_forgotten(pad: Pad, session: Any) -> None:
    pad.put(changed_ms=1000)
    assert [pad.delete(changed_ms=2000).status_code for _ in range(2)] == [204, 204]
    assert pad.texts() == []
    (row,) = session.query(Note)
    assert (row.text, row.position_seconds, row.deleted) == ("", None, True)


def test_a_late_state_does_not_bring_a_deleted_note_back_but_a_newer_one_does(pad: Pad) -> None:
    pad.delete(changed_ms=2000)
    assert pad.put(changed_ms=1000).json["deleted"]
    assert pad.texts() == []
    pad.put("又写了", changed_ms=3000)
    assert pad.texts() == ["又写了"]


@pytest.mark.parametrize("person", EVERYBODY_ELSE)
def test_nobody_else_finds_changes_or_deletes_a_note(person: str, pad: Pad) -> None:
    pad.put("我的", changed_ms=1000)
    assert pad.texts(person) == []
    assert pad.ask(person, "GET", "/api/me/notes").json["items"] == []
    assert pad.put("别人的", person=person, changed_ms=3000).json["text"] == "别人的"
    assert pad.delete(person=person, changed_ms=4000).status_code == 204
    assert (pad.texts(), pad.texts(person)) == (["我的"], [])


def test_a_stranger_and_who_has_a_first_password_keep_no_notes(pad: Pad, ask: Asker) -> None:
    assert ask(None, "GET", f"{pad.lesson}/notes").status_code == 401
    assert pad.put(person="ning").status_code == 403


def test_where_a_lesson_does_not_exist_for_me_there_are_no_notes(pad: Pad, session: Any, world: World) -> None:
    session.execute(update(Lesson).where(Lesson.id == world["lesson"]).values(withdrawn_at=clock.now()))
    session.commit()
    assert pad.put().status_code == 404
    assert pad.delete().status_code == 404
    for gone in (10**9, 2**63, 10**30):
        assert pad.ask("wang", "DELETE", f"/api/lessons/{gone}/notes/{ID}?changed_ms=1").status_code == 404


def test_notes_outlive_their_lesson_and_can_still_be_deleted(pad: Pad, session: Any, world: World) -> None:
    pad.put(changed_ms=1000)
    session.execute(update(Lesson).where(Lesson.id == world["lesson"]).values(withdrawn_at=clock.now()))
    session.commit()
    (note,) = pad.ask("wang", "GET", "/api/me/notes").json["items"]
    assert (note["text"], note["lesson"]["can_open"], note["course"]["title"]) == ("先看安全", False, "急救入门")
    assert pad.delete(changed_ms=2000).status_code == 204
    assert pad.ask("wang", "GET", "/api/me/notes").json["items"] == []


def test_my_notes_stand_course_by_course_and_lesson_by_lesson(pad: Pad, ask: Asker, world: World) -> None:
    other = f"/api/lessons/{world['second lesson']}/notes"
    ask("wang", "PUT", f"{other}/{ID}", json={"text": "第二课", "part": 1, "changed_ms": 1})
    pad.put("第一课")
    first = ask("wang", "GET", "/api/me/notes?limit=1").json
    rest = ask("wang", "GET", f"/api/me/notes?limit=1&after={first['next']}").json
    assert [note["text"] for note in first["items"] + rest["items"]] == ["第一课", "第二课"]
    assert rest["items"][0]["lesson"] == {"id": world["second lesson"], "title": "second lesson", "kind": "text", "can_open": True}


def test_a_change_from_the_future_is_refused(pad: Pad) -> None:
    far = clock.now_ms() + 120_000
    assert pad.put(changed_ms=far).json["code"] == "changed_in_the_future"
    assert pad.delete(changed_ms=far).json["code"] == "changed_in_the_future"
    assert pad.put(changed_ms=clock.now_ms() + 30_000).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "长" * 2001},
        {"text": "a\0b"},
        {"position_seconds": -1},
        {"position_seconds": 86_401},
        {"part": 0},
        {"changed_ms": 0},
        {"changed_ms": 2**63},
        {"deleted": True},
    ],
)
def test_what_no_note_can_be_is_refused(changes: dict[str, Any], pad: Pad) -> None:
    assert pad.put(**changes).status_code == 422


def test_a_lesson_takes_many_notes_but_not_any_number(pad: Pad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep, "MOST_A_LESSON", 2)
    assert [pad.put(note=str(uuid4())).status_code for _ in range(3)] == [200, 200, 409]
    assert pad.put(person="zhao").status_code == 200
