"""Two requests at once, one of which is made slow where it hurts most."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

PAUSE = 0.4  # seconds; the other request begins after a quarter of it


RESTING = threading.Event()


def slow_down(monkeypatch: pytest.MonkeyPatch, place: Any, name: str, *, first_alone: bool = False) -> None:
    """Let whoever comes to this function rest before it, and say so; or only the first who comes."""
    swift = getattr(place, name)
    RESTING.clear()

    def slow(*things: Any, **more: Any) -> Any:
        if not (first_alone and RESTING.is_set()):
            RESTING.set()
            time.sleep(PAUSE)
        return swift(*things, **more)

    monkeypatch.setattr(place, name, slow)


def side_by_side(slow: Callable[[], Any], quick: Callable[[], Any]) -> tuple[Any, Any]:
    """The answers of both; the quick one begins while the slow one rests."""
    answers: dict[str, Any] = {}
    first = threading.Thread(target=lambda: answers.update(slow=slow()))
    first.start()
    RESTING.wait(10)
    second = threading.Thread(target=lambda: answers.update(quick=quick()))
    second.start()
    first.join()
    second.join()
    return answers["slow"], answers["quick"]


def at_once(deeds: list[Callable[[], Any]]) -> list[Any]:
    """The answers of many who all wait for one another first."""
    gate, answers = threading.Barrier(len(deeds)), []

    def go(deed: Callable[[], Any]) -> None:
        gate.wait()
        answers.append(deed())

    threads = [threading.Thread(target=go, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
