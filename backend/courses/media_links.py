"""Links to the media of a lesson that end, and answers to range requests."""

import mimetypes
from urllib.parse import quote

from flask import Response, abort, request, send_file
from sqlalchemy import select

from backend.auth.identify import load_actor
from backend.core import clock
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.keys import signature, signed_well
from backend.core.one_writer import reading
from backend.courses.media import media_folder
from backend.courses.models import Lesson

LINK_LIVES_MS = 6 * 3600 * 1000


def media_link(lesson: Lesson, *, member_id: int, session_id: int) -> str | None:
    """A link to the lesson's medium, for this member's session and a few hours: a player sends no access token."""
    if lesson.media_name is None:
        return None
    until = clock.now_ms() + LINK_LIVES_MS
    proof = signature("media", _message(lesson.id, member_id, session_id, until))
    return f"/media/{lesson.id}/{quote(lesson.media_name)}?for={member_id}.{session_id}.{until}.{proof}"


def serve_media(lesson_id: int, name: str) -> Response:
    """The medium, or the part of it that a Range header asks for. The link must be right, live, and its session too."""
    reading.set(True)
    member_id, session_id = _holder(lesson_id, request.args.get("for", ""))
    load_actor(session_id, member_id)
    stored = db.session.scalar(select(Lesson.media_name).where(Lesson.id == lesson_id, Lesson.withdrawn_at.is_(None)))
    if stored is None or stored != name:
        abort(404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    answer = send_file(media_folder() / stored, mimetype=kind, conditional=True, etag=stored, max_age=LINK_LIVES_MS // 1000)
    answer.headers["Cache-Control"] = "private, max-age=21600"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


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
