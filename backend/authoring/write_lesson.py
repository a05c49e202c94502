"""Change a lesson that stands: its text or medium, captions, length. Members go on seeing what was published."""

from typing import Any

from backend.authoring.drafts import lay_over, lesson_in_hand, lesson_state
from backend.authoring.hold import hold_lesson, refuse_old_state
from backend.authoring.known_media import known_medium
from backend.authoring.lengths import detected_seconds, refuse_length
from backend.authoring.write_course import content_of
from backend.core.db import db
from backend.core.errors import Refused
from backend.courses.models import KINDS, Lesson

PLAYED = ("video", "audio")


def save_lesson(lesson: Lesson, author_id: int, *, seen: str, changes: dict[str, Any]) -> Lesson:
    """Keep changes. `body` makes it a text, `media_name` a lesson of that medium; `nominal_seconds` None means the detected length.
    Raises Refused (409) when somebody else saved since `seen`; saving twice is saving once."""
    lesson = hold_lesson(lesson.id)
    now = lesson_in_hand(lesson)
    wanted = _laid_out(now, changes)
    if wanted != now:
        refuse_old_state(seen, lesson_state(lesson))
        lay_over(lesson, {name: value for name, value in wanted.items() if value != now[name]}, author_id)
    return lesson


def remove_lesson(lesson: Lesson, author_id: int) -> None:
    """A lesson that was never published goes at once; any other with the next publication, and what was studied stays."""
    lesson = hold_lesson(lesson.id)
    if lesson.version == 0:
        db.session.delete(lesson)
    else:
        lay_over(lesson, {"removed": True}, author_id)


def _laid_out(now: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The lesson as it would be. Where its content changes, so does its length, unless the author says one."""
    plain: dict[str, Any] = {name: changes[name] for name in ("title", "optional", "removed") if name in changes}
    wanted: dict[str, Any] = {**now, **plain, **_content(now, changes)}
    if "captions" in changes:
        wanted["captions"] = _captions(changes["captions"])
    if wanted["captions"] and wanted["kind"] not in PLAYED:
        wanted["captions"] = []
    if changes.get("nominal_seconds"):
        wanted["nominal_seconds"] = changes["nominal_seconds"]
    if wanted["nominal_seconds"] != now["nominal_seconds"]:
        _refuse_length(wanted)
    return wanted


def _content(now: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    if changes.get("media_name") and changes["media_name"] != now["media_name"]:
        medium = known_medium(changes["media_name"])
        if medium.kind not in KINDS:
            raise Refused("not_a_lesson", "A lesson is a video, a sound or a PDF: this file is none of them.", status=422)
        return content_of(medium.kind, media=medium)
    if changes.get("body") is not None and changes["body"] != now["body"]:
        return content_of("text", body=changes["body"])
    if "nominal_seconds" in changes and changes["nominal_seconds"] is None:
        return {"nominal_seconds": _detected(now) or 1}
    return {}


def _captions(asked: list[dict[str, str]]) -> list[dict[str, str]]:
    """{language, name} of each. Raises Refused for what are no captions, and for two of one language."""
    if any(known_medium(one["media_name"]).kind != "captions" for one in asked):
        raise Refused("captions_unreadable", "Captions are WebVTT files.", status=422)
    if len({one["language"] for one in asked}) < len(asked):
        raise Refused("captions_twice", "There are captions in this language already: take those away first.", status=422)
    return [{"language": one["language"], "name": one["media_name"]} for one in asked]


def _refuse_length(wanted: dict[str, Any]) -> None:
    if detected := _detected(wanted):
        refuse_length(wanted, detected)


def _detected(content: dict[str, Any]) -> int:
    return detected_seconds(content["kind"], content["body"], content["media_name"])
