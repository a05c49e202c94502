"""A phone that studies, for the tests: it makes segments as the PWA does, honest or not."""

from typing import Any
from uuid import uuid4

from backend.core import clock
from backend.study.check_signatures import signed_message
from tests.a_phone import Phone as KeyHolder
from tests.asker import Asker
from tests.cast import World

MINUTE = 60_000
HOUR = 60 * MINUTE  # the medium starts again every hour


class Phone:
    def __init__(self, ask: Asker, world: World, person: str = "wang", device: str = "phone") -> None:
        self.ask, self.world, self.person, self.device = ask, world, person, device
        self.anchor = ask.anchor(person)

    @property
    def anchored_ms(self) -> int:
        return int(self.anchor.partition(".")[0])

    def segment(self, start: int, end: int, *, lesson: str = "lesson", **changes: Any) -> dict[str, Any]:
        """A segment from `start` to `end` milliseconds after the anchor, played at normal speed from there."""
        return {
            "id": str(uuid4()),
            "lesson_id": self.world[lesson],
            "lesson_version": 1,
            "device": self.device,
            "started_ms": self.anchored_ms + start,
            "ended_ms": self.anchored_ms + end,
            "media_from": start % HOUR / 1000,
            "media_to": (start % HOUR + max(0, end - start)) / 1000,
            "rate": 1.0,
            "anchor": self.anchor,
            **changes,
        }

    def measured(self, start: int, end: int, **changes: Any) -> dict[str, Any]:
        """The same with the page's own clock, loaded at the anchor."""
        clock_values = {"monotonic_from_ms": start, "monotonic_to_ms": end, "boot_id": "page"}
        return self.segment(start, end, **{**clock_values, **changes})

    def minutes(self, count: int, *, first: int = 0, **changes: Any) -> list[dict[str, Any]]:
        return [self.segment(n * MINUTE, (n + 1) * MINUTE, **changes) for n in range(first, first + count)]

    def send(self, segments: list[dict[str, Any]]) -> dict[str, Any]:
        answer = self.ask(self.person, "POST", "/api/study/segments", json={"segments": segments})
        assert answer.status_code == 200, answer.json
        return dict(answer.json)


class KeyedPhone(Phone):
    """A phone with a key that the server knows; it signs what it measured."""

    def __init__(self, ask: Asker, world: World, person: str = "wang") -> None:
        self.holder = KeyHolder(ask)
        assert self.holder.register(person).status_code == 200
        super().__init__(ask, world, person)

    def signed(self, start: int, end: int, **changes: Any) -> dict[str, Any]:
        segment = self.measured(start, end, **changes)
        return {**segment, "signature": self.holder.sign(signed_message(segment))}

    def signed_minutes(self, count: int, *, first: int = 0, **changes: Any) -> list[dict[str, Any]]:
        return [self.signed(n * MINUTE, (n + 1) * MINUTE, **changes) for n in range(first, first + count)]


class Clock:
    """Moves the server's clock, so that hours of study pass in no time."""

    def __init__(self, monkeypatch: Any) -> None:
        self.real, self.ahead_ms = clock.now, 0
        monkeypatch.setattr(clock, "now", lambda: clock.from_ms(clock.to_ms(self.real()) + self.ahead_ms))

    def pass_minutes(self, minutes: float) -> None:
        self.ahead_ms += int(minutes * MINUTE)


def outcomes(answer: dict[str, Any]) -> list[tuple[str, int, str | None]]:
    return [(item["outcome"], item["counted_seconds"], item["reason"]) for item in answer["items"]]
