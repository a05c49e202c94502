"""Links to the media of a lesson that end, and answers to range requests."""

from pathlib import Path
from urllib.parse import quote

from flask import Response, abort, request, send_file

from backend.auth.identify import load_actor
from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.keys import signature, signed_well
from backend.core.one_writer import reading
from backend.courses.captions import LANGUAGES
from backend.courses.media import media_folder
from backend.courses.models import Lesson
from backend.permissions import administers_it

LINK_LIVES_MS = 6 * 3600 * 1000
# Said by us and not guessed by the browser: nothing among the media is ever run as a page.
TYPES = {
    ".webm": "video/webm",
    ".mp4": "video/mp4",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".pdf": "application/pdf",
    ".vtt": "text/vtt",
}


def media_link(lesson: Lesson, *, member_id: int, session_id: int) -> str | None:
    """A link to the lesson's medium, for this member's session and a few hours: a player sends no access token."""
    return lesson.media_name and link_to(lesson.id, lesson.media_name, member_id=member_id, session_id=session_id)


def caption_links(lesson_id: int, captions: list[dict[str, str]], *, member_id: int, session_id: int) -> list[dict[str, str]]:
    """Captions for the people: language, what it calls itself, and a link like the medium's own."""
    return [
        {
            "language": one["language"],
            "label": LANGUAGES.get(one["language"], one["language"]),
            "url": link_to(lesson_id, one["name"], member_id=member_id, session_id=session_id),
        }
        for one in captions
    ]


def link_to(lesson_id: int, name: str, *, member_id: int, session_id: int) -> str:
    until = clock.now_ms() + LINK_LIVES_MS
    proof = signature("media", _message(lesson_id, member_id, session_id, until))
    return f"/media/{lesson_id}/{quote(name)}?for={member_id}.{session_id}.{until}.{proof}"


def serve_media(lesson_id: int, name: str) -> Response:
    """The medium, or the part of it that a Range header asks for. The link must be right, live, and its session too."""
    reading.set(True)
    member_id, session_id = _holder(lesson_id, request.args.get("for", ""))
    if not _is_shown(load_actor(session_id, member_id), lesson_id, name):
        abort(404)
    kind = TYPES.get(Path(name).suffix, "application/octet-stream")
    answer = send_file(media_folder() / name, mimetype=kind, conditional=True, etag=name, max_age=LINK_LIVES_MS // 1000)
    answer.headers["Cache-Control"] = "private, max-age=21600"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _is_shown(actor: Actor, lesson_id: int, name: str) -> bool:
    """What a lesson plays as published, to whom it exists for; what its draft plays, to its authors."""
    offered = db.session.scalars(Lesson.visible_to(actor).where(Lesson.id == lesson_id)).unique().one_or_none()
    if offered and name in _names(offered.media_name, offered.captions):
        return True
    lesson = db.session.get(Lesson, lesson_id)
    if lesson is None or lesson.withdrawn_at or not administers_it(actor, lesson):
        return False
    in_hand = {"media_name": lesson.media_name, "captions": lesson.captions, **(lesson.draft or {})}
    return name in _names(in_hand["media_name"], in_hand["captions"])


def _names(media_name: str | None, captions: list[dict[str, str]]) -> set[str | None]:
    return {media_name, *(one["name"] for one in captions)}


def _holder(lesson_id: int, text: str) -> tuple[int, int]:
    parts = text.split(".")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts[:3]):
        raise _link_ended()
    member_id, session_id, until = (int(part) for part in parts[:3])
    if not signed_well("media", _message(lesson_id, member_id, session_id, until), parts[3]) or until < clock.now_ms():
        raise _link_ended()
    return member_id, session_id


def _link_ended() -> Refused:
    return Refused("media_link_ended", "Open the lesson again.", status=403)


def _message(lesson_id: int, member_id: int, session_id: int, until: int) -> str:
    return f"{lesson_id}|{member_id}|{session_id}|{until}"
