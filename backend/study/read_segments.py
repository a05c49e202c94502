"""Read a batch of segments quickly: a sound one is recognised at a glance, and only an unsound one is taken apart for its error.

marshmallow looks at each field of each segment by itself; for 60 segments that costs more than all the rest of an upload.
"""

import re
from typing import Any

from marshmallow import fields

from backend.core.shapes import LARGEST_ID

LATEST_MOMENT = 2**52
LARGEST_VERSION = 2**31 - 1
DAY_SECONDS = 86_400
# As crypto.randomUUID() writes it; other spellings of a UUID take the longer way.
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NEEDED = frozenset({"id", "lesson_id", "lesson_version", "device", "started_ms", "ended_ms", "media_from", "media_to", "rate", "anchor"})
_OPTIONAL = frozenset({"monotonic_from_ms", "monotonic_to_ms", "boot_id", "signature"})
_KNOWN = _NEEDED | _OPTIONAL
_WHOLE: tuple[tuple[str, int, int], ...] = (
    ("lesson_id", 1, LARGEST_ID),
    ("lesson_version", 1, LARGEST_VERSION),
    ("started_ms", 0, LATEST_MOMENT),
    ("ended_ms", 0, LATEST_MOMENT),
)
_NUMBERS: tuple[tuple[str, float, float], ...] = (("media_from", 0, DAY_SECONDS), ("media_to", 0, DAY_SECONDS), ("rate", 0.25, 2))
_MEASURED = ("monotonic_from_ms", "monotonic_to_ms")


class Segments(fields.List[Any]):
    """A list of segments, each with its id as text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        if isinstance(value, list) and all(map(is_sound, value)):
            return [_as_read(one) for one in value]
        taken: list[dict[str, Any]] = super()._deserialize(value, attr, data, **options)  # type: ignore[assignment]
        return [{**one, "id": str(one["id"])} for one in taken]


class Ready(fields.List[Any]):
    """A list that is in its shape already."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **options: Any) -> Any:
        return value


def is_sound(one: Any) -> bool:
    """Does the schema surely accept it as it stands? False means only: look closer."""
    if type(one) is not dict or not _NEEDED <= one.keys() <= _KNOWN:
        return False
    if type(one["id"]) is not str or not _ID.fullmatch(one["id"]):
        return False
    for name, least, most in _WHOLE:
        if type(one[name]) is not int or not least <= one[name] <= most:
            return False
    for name, smallest, largest in _NUMBERS:
        if type(one[name]) not in (int, float) or not smallest <= one[name] <= largest:
            return False
    return _line(one["device"], 64) and _line(one["anchor"], 80) and _is_measured_soundly(one)


def _is_measured_soundly(one: dict[str, Any]) -> bool:
    """What an older app leaves out may be missing or null."""
    for name in _MEASURED:
        value = one.get(name)
        if value is not None and (type(value) is not int or not 0 <= value <= LATEST_MOMENT):
            return False
    boot_id, signature = one.get("boot_id"), one.get("signature")
    return (boot_id is None or _line(boot_id, 36)) and (signature is None or _line(signature, 90))


def _as_read(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "media_from": float(one["media_from"]), "media_to": float(one["media_to"]), "rate": float(one["rate"])}


def _line(value: Any, longest: int) -> bool:
    return type(value) is str and 0 < len(value) <= longest and value.isascii() and value.isprintable() and value[0] != " " != value[-1]
