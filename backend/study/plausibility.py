"""Marks of doubt: what may be true but does not look it is held for the secretary, never silently dropped."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

UNEVEN_S = 3.0  # players report their place unevenly; the phone itself cuts at jumps of a second
UNEVEN_MS = 2_000
TAB_LIVES_MS = 12 * 3600 * 1000  # of a page that does not say when it was loaded
FORGETFUL_MS = 2 * 60_000
BEFORE_FIRST_SIGN_IN_MS = 3600 * 1000


@dataclass(frozen=True)
class KnownPhone:
    """What the server knows of the browser that sends. `proved_ms` is the newest anchor that it has named before."""

    device_hash: str
    public_key: str | None
    known_since_ms: int
    proved_ms: int | None


class Claim(NamedTuple):
    """A segment with the moment of its anchor and the lesson's place, seen by the rules below."""

    segment: dict[str, Any]
    anchor_ms: int
    offered: bool

    @property
    def length_ms(self) -> int:
        return int(self.segment["ended_ms"] - self.segment["started_ms"])

    @property
    def measured_ms(self) -> int | None:
        """How long it took by the clock that nobody can set; None of an older app."""
        begin, end = self.segment.get("monotonic_from_ms"), self.segment.get("monotonic_to_ms")
        return None if begin is None or end is None else end - begin

    @property
    def loaded_ms(self) -> int:
        """When the page was loaded that measured it: its monotonic clock begins there."""
        return int(self.segment["started_ms"] - (self.segment.get("monotonic_from_ms") or TAB_LIVES_MS))


def doubt(claim: Claim, phone: KnownPhone) -> str | None:
    """The first mark that fits, or None. Each looks at one segment alone, so that no split into batches changes it."""
    for reason, fits in _MARKS:
        if fits(claim, phone):
            return reason
    return None


def _lacks_signature(claim: Claim, phone: KnownPhone) -> bool:
    return phone.public_key is not None and not claim.segment.get("signature")


def _outruns_its_clock(claim: Claim, phone: KnownPhone) -> bool:
    """More time is claimed than the phone's own monotonic clock saw pass: somebody moved the other clock."""
    return claim.measured_ms is not None and claim.length_ms > claim.measured_ms + UNEVEN_MS


def _plays_too_fast(claim: Claim, phone: KnownPhone) -> bool:
    """More of the medium went by than can play in that time: a dragged playhead, or a script."""
    segment = claim.segment
    played = claim.length_ms / 1000 * segment["rate"]
    return bool(segment["media_to"] - segment["media_from"] > played + UNEVEN_S)


def _has_forgotten(claim: Claim, phone: KnownPhone) -> bool:
    """A page loaded after this phone had named a newer anchor would know that one: this one comes from an older backup."""
    proved = phone.proved_ms
    return proved is not None and claim.anchor_ms < proved and claim.loaded_ms > proved + FORGETFUL_MS


def _was_not_mine_yet(claim: Claim, phone: KnownPhone) -> bool:
    """The anchor was given before the member ever signed in on this phone: it was carried here."""
    return claim.anchor_ms < phone.known_since_ms - BEFORE_FIRST_SIGN_IN_MS


def _is_of_elsewhere(claim: Claim, phone: KnownPhone) -> bool:
    return not claim.offered


_MARKS: tuple[tuple[str, Callable[[Claim, KnownPhone], bool]], ...] = (
    ("unsigned", _lacks_signature),
    ("clock_disagrees", _outruns_its_clock),
    ("impossible_rate", _plays_too_fast),
    ("older_anchor", _has_forgotten),
    ("unknown_phone", _was_not_mine_yet),
    ("lesson_elsewhere", _is_of_elsewhere),
)
REASONS = ("bad_signature", *(reason for reason, _ in _MARKS))
