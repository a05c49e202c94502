"""Media files of lessons: where they lie, links that end, and answers to range requests."""

import hashlib
import mimetypes
from pathlib import Path
from urllib.parse import quote

from flask import Response, abort, request, send_file
from sqlalchemy import select

from backend.auth.identify import load_actor
from backend.core import clock
from backend.core.config import settings
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.keys import signature, signed_well
from backend.core.one_writer import reading
from backend.courses.models import Lesson

LINK_LIVES_MS = 6 * 3600 * 1000
# What a lesson may be, by ending: (kind, first bytes). A file that is not what it says is refused.
SIGNS: dict[str, tuple[str, bytes, int]] = {
    ".webm": ("video", b"\x1aE\xdf\xa3", 0),
    ".mp4": ("video", b"ftyp", 4),
    ".mp3": ("audio", b"", 0),
    ".m4a": ("audio", b"ftyp", 4),
    ".ogg": ("audio", b"OggS", 0),
    ".pdf": ("pdf", b"%PDF-", 0),
}
MP3_STARTS = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")


def media_folder() -> Path:
    return settings().data / "media"


def kind_of_file(path: Path) -> str | None:
    """The kind of lesson a file can be, judged by its ending and its first bytes; None: not what it says."""
    kind, sign, offset = SIGNS.get(path.suffix.lower(), (None, b"", 0))
    with path.open("rb") as file:
        start = file.read(16)
    fits = start.startswith(MP3_STARTS) if path.suffix.lower() == ".mp3" else start[offset : offset + len(sign)] == sign
    return kind if fits else None


def keep_media(source: Path) -> str:
    """Copy a file into the media folder under the name of its content; answers that name."""
    content = source.read_bytes()
    name = hashlib.sha256(content).hexdigest()[:32] + source.suffix.lower()
    target = media_folder() / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        # Written beside and moved: a reader never sees half a file.
        part = target.with_suffix(".part")
        part.write_bytes(content)
        part.replace(target)
    return name


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
