"""Were these segments signed by the key of the phone that sends them?"""

import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from backend.auth.devices import is_signed_by

SIGNED = ("id", "lesson_id", "lesson_version", "device", "started_ms", "ended_ms", "media_from", "media_to", "rate", "anchor")
MEASURED = ("boot_id", "monotonic_from_ms", "monotonic_to_ms")
DRAWN = 4
_LOT = random.SystemRandom()


def badly_signed(segments: Sequence[dict[str, Any]], public_key: str) -> set[str]:
    """The ids of those whose signature is not by this key. Of a large batch some are drawn by lot and, where one is bad, all
    are checked: who has the key can sign anything, and who has not is found at the first draw."""
    if len(segments) > DRAWN and not any(map(_is_bad(public_key), _LOT.sample(list(segments), DRAWN))):
        return set()
    return {segment["id"] for segment in segments if _is_bad(public_key)(segment)}


def signed_message(segment: dict[str, Any]) -> str:
    """What the phone signs: the segment's values between bars, numbers as its JavaScript writes them."""
    return "muster.segment|" + "|".join(_write(segment.get(name)) for name in (*SIGNED, *MEASURED))


def _is_bad(public_key: str) -> Any:
    return lambda segment: not is_signed_by(public_key, signed_message(segment), segment["signature"] or "")


def _write(value: Any) -> str:
    return "" if value is None else write_number(value) if isinstance(value, float) else str(value)


def write_number(value: float) -> str:
    """A number as JavaScript's String() writes it: 1 for 1.0, 0.00001 for 1e-05 (ECMA-262, Number::toString)."""
    if value == int(value):
        return str(int(value))
    text = repr(value)
    if "e" not in text:
        return text
    return format(Decimal(text), "f") if abs(value) >= 1e-6 else text.replace("e-0", "e-")
