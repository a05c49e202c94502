"""How long a lesson counts: detected from its content; its author may correct that within bounds."""

from typing import Any

from backend.authoring.known_media import known_medium
from backend.core.errors import Refused
from backend.courses.render_text import reading_seconds

# A medium lasts as long as it lasts: less may count (silence, credits), more may not. Reading is slower for some texts than for others.
LEAST_SHARE = 0.5
MOST_SHARE = {"video": 1.0, "audio": 1.0, "text": 3.0, "pdf": 3.0}


def detected_seconds(kind: str, body: str | None, media_name: str | None) -> int:
    """The length of a text, or of a medium; 0 for a lesson that has neither yet."""
    if kind == "text":
        return reading_seconds(body) if body else 0
    return known_medium(media_name).seconds if media_name else 0


def bounds(kind: str, detected: int) -> tuple[int, int]:
    """The least and the most that an author may say."""
    return max(1, int(detected * LEAST_SHARE)), min(24 * 3600, max(1, round(detected * MOST_SHARE[kind])))


def refuse_length(content: dict[str, Any], detected: int) -> None:
    """Raises Refused for a length that the content does not bear out."""
    least, most = bounds(content["kind"], detected)
    if not least <= content["nominal_seconds"] <= most:
        sentence = f"This lesson may count between {least} and {most} seconds."
        pointed = [{"pointer": "/nominal_seconds", "detail": sentence}]
        raise Refused("length_out_of_bounds", sentence, status=422, errors=pointed)
