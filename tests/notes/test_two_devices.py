"""Two devices change the same note or place: any order, repetition and moment gives the same."""

import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend.core import clock
from backend.notes import keep
from backend.notes.newest import NOTE, PLACE, newest
from tests.asker import Asker
from tests.cast import World
from tests.slow import side_by_side, slow_down

ID = str(UUID(int=7))
on_postgresql = pytest.mark.parametrize("stand", ["postgresql"], indirect=True)  # SQLite takes one writer at a time anyway

NOTHING = {"position_seconds": None, "part": None, "text": "", "deleted": True}
moments = some.integers(1, 4)  # few, so that many states are of the same millisecond
marks = some.one_of(some.none(), some.integers(0, 2))
notes = some.fixed_dictionaries(
    {
        "position_seconds": marks,
        "part": marks,
        "text": some.sampled_from(["", "甲", "乙"]),
        "deleted": some.just(False),
        "changed_ms": moments,
    }
)
deletions = some.builds(lambda at: {**NOTHING, "changed_ms": at}, moments)
places = some.fixed_dictionaries({"lesson_version": some.integers(1, 2), "position_seconds": marks, "part": marks, "changed_ms": moments})


def one_by_one(states: list[Any], fields: tuple[str, ...]) -> Any:
    """What stands when they arrive in this order."""
    stands = states[0]
    for state in states:
        stands = newest([stands, state], fields)
    return stands


@given(some.lists(some.one_of(notes, deletions), min_size=1, max_size=8), some.randoms())
def test_any_order_and_repetition_of_a_notes_states_leaves_the_same_note(states: list[Any], dice: random.Random) -> None:
    again = dice.choices(states, k=4) + dice.sample(states, len(states))
    assert one_by_one(states, NOTE) == one_by_one(again, NOTE)
    assert one_by_one(states, NOTE)["changed_ms"] == max(state["changed_ms"] for state in states)


@given(some.lists(places, min_size=1, max_size=8), some.randoms())
def test_any_order_of_places_leaves_the_same_place(states: list[Any], dice: random.Random) -> None:
    assert one_by_one(states, PLACE) == one_by_one(dice.sample(states, len(states)), PLACE)


def test_the_moment_alone_would_leave_what_came_first() -> None:
    """The control: two devices within one millisecond."""
    one, other = ({**NOTHING, "text": text, "deleted": False, "changed_ms": 1} for text in "甲乙")
    assert one_by_one([one, other], ("changed_ms",)) != one_by_one([other, one], ("changed_ms",))
    assert one_by_one([one, other], NOTE) == one_by_one([other, one], NOTE)


@pytest.mark.parametrize("seed", range(4))
def test_the_server_keeps_the_same_whatever_the_order(seed: int, ask: Asker, world: World) -> None:
    dice = random.Random(seed)
    note, place = f"/api/lessons/{world['lesson']}/notes/{ID}", f"/api/lessons/{world['lesson']}/place"
    deeds: list[tuple[str, str, dict[str, Any]]] = [
        ("DELETE", f"{note}?changed_ms={dice.randrange(1, 6)}", {}),
        *(("PUT", note, {"json": {"text": dice.choice("甲乙丙"), "changed_ms": dice.randrange(1, 6)}}) for _ in range(5)),
        *(
            ("PUT", place, {"json": {"lesson_version": 1, "position_seconds": dice.randrange(9), "changed_ms": dice.randrange(1, 6)}})
            for _ in range(5)
        ),
    ]
    for person in ("wang", "zhao"):
        for method, path, options in dice.sample(deeds, len(deeds)) + dice.choices(deeds, k=3):
            assert ask(person, method, path, **options).status_code in (200, 204)
    stands = [(ask(person, "GET", note.rpartition("/")[0]).json, ask(person, "GET", place).json) for person in ("wang", "zhao")]
    assert stands[0] == stands[1]


def write_at_once(ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch) -> str:
    """The older state looks at what stands while the newer one is being written; what stands after both."""
    path = f"/api/lessons/{world['lesson']}/notes/{ID}"
    headers = {"Authorization": f"Bearer {ask.token('wang')}"}

    def put(text: str, changed_ms: int) -> Callable[[], Any]:
        body = {"text": text, "changed_ms": changed_ms}
        return lambda: ask.app.test_client().open(path, method="PUT", headers=headers, json=body)

    put("最早", 1)()
    slow_down(monkeypatch, keep, "newest")  # between the look at what stands and the writing
    answers = side_by_side(put("平板", 3), put("手机", 2))
    assert [answer.status_code for answer in answers] == [200, 200]
    return str(ask("wang", "GET", path.rpartition("/")[0]).json["items"][0]["text"])


def test_two_devices_at_once_leave_the_newer_state(ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert write_at_once(ask, world, monkeypatch) == "平板"


@on_postgresql
def test_without_the_members_lock_the_older_state_overwrites_the_newer(ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep, "lock_member", lambda member_id: None)
    assert write_at_once(ask, world, monkeypatch) == "手机"


def test_the_place_of_the_device_that_studied_last_stands(ask: Asker, world: World) -> None:
    place = f"/api/lessons/{world['lesson']}/place"
    nowhere = {"lesson_version": 0, "position_seconds": None, "part": None, "changed_ms": 0}
    assert ask("wang", "GET", place).json == nowhere
    here = {"lesson_version": 1, "position_seconds": 300, "part": None, "changed_ms": 2000}
    assert ask("wang", "PUT", place, json=here).json == here
    assert ask("wang", "PUT", place, json={**here, "position_seconds": 900, "changed_ms": 1000}).json == here
    assert ask("wang", "GET", place).json == here
    assert ask("li", "GET", place).json == nowhere


def test_a_place_from_the_future_would_stand_for_ever_and_is_refused(ask: Asker, world: World) -> None:
    body = {"lesson_version": 1, "part": 2, "changed_ms": clock.now_ms() + 120_000}
    refusal = ask("wang", "PUT", f"/api/lessons/{world['lesson']}/place", json=body)
    assert (refusal.status_code, refusal.json["code"]) == (409, "changed_in_the_future")
