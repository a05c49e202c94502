"""One text for one content, and the hash of that text: so that anybody can prove that nothing was changed."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any


def canonical(content: Any) -> str:
    """JSON with sorted keys and no spaces; hashed as UTF-8."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def instant(moment: datetime) -> str:
    """An instant to the microsecond, as the database keeps it: 2026-11-24T11:00:00.000000Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant_or_none(moment: datetime | None) -> str | None:
    return instant(moment) if moment else None
