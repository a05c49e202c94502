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
_MOMENTS = ("started_ms", "ended_ms")
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
    return (
        type(one) is dict
        and one.keys() >= _NEEDED
        and one.keys() <= _KNOWN
        and type(one["id"]) is str
        and _ID.fullmatch(one["id"]) is not None
        and _whole(one["lesson_id"], 1, LARGEST_ID)
        and _whole(one["lesson_version"], 1, LARGEST_VERSION)
        and all(_whole(one[name], 0, LATEST_MOMENT) for name in _MOMENTS)
        and all(one.get(name) is None or _whole(one[name], 0, LATEST_MOMENT) for name in _MEASURED)
        and _number(one["media_from"], 0, DAY_SECONDS)
        and _number(one["media_to"], 0, DAY_SECONDS)
        and _number(one["rate"], 0.25, 2)
        and _line(one["device"], 64)
        and _line(one["anchor"], 80)
        and (one.get("boot_id") is None or _line(one["boot_id"], 36))
        and (one.get("signature") is None or _line(one["signature"], 90))
    )


def _as_read(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "media_from": float(one["media_from"]), "media_to": float(one["media_to"]), "rate": float(one["rate"])}


def _whole(value: Any, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most


def _number(value: Any, least: float, most: float) -> bool:
    return type(value) in (int, float) and least <= value <= most


def _line(value: Any, longest: int) -> bool:
    return type(value) is str and 0 < len(value) <= longest and value.isascii() and value.isprintable() and value[0] != " " != value[-1]
