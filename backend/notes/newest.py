"""Two devices changed the same thing: the newest state stands, in whatever order the states arrive."""

from collections.abc import Iterable, Mapping
from typing import Any

from backend.core import clock
from backend.core.errors import Refused

# Phones know the server's time to a second or two; a state from further ahead would stand against all that come after it.
AHEAD_MS = 60_000

State = Mapping[str, Any]
NOTE = ("changed_ms", "deleted", "position_seconds", "part", "text")
PLACE = ("changed_ms", "lesson_version", "position_seconds", "part")


def newest(states: Iterable[State], fields: tuple[str, ...]) -> State:
    """The state that stands. States of the same millisecond are told apart by what they say, so this is a maximum in a
    total order: order, repetition and batches can't change it."""
    return max(states, key=lambda state: _rank(state, fields))


def _rank(state: State, fields: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(-1 if state[name] is None else state[name] for name in fields)


def refuse_from_ahead(changed_ms: int) -> None:
    """Raises Refused for a moment that has not come: the device sets its clock by this answer and sends again."""
    if changed_ms > clock.now_ms() + AHEAD_MS:
        raise Refused("changed_in_the_future", "The device's clock is ahead: set it by this answer and send again.")
