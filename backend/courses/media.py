"""Media files of lessons: looked through, measured and kept under the name of their content."""

import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from backend.core.config import settings
from backend.core.errors import Refused
from backend.courses.look_inside import look_inside

# What a lesson may be, by ending: (kind, first bytes). A file that is not what it says is refused.
SIGNS: dict[str, tuple[str, bytes, int]] = {
    ".webm": ("video", b"\x1aE\xdf\xa3", 0),
    ".mp4": ("video", b"ftyp", 4),
    ".mp3": ("audio", b"", 0),
    ".m4a": ("audio", b"ftyp", 4),
    ".ogg": ("audio", b"OggS", 0),
    ".pdf": ("pdf", b"%PDF-", 0),
}
FORMATS = {
    ".webm": ("WebM",),
    ".mp4": ("MPEG-4",),
    ".mp3": ("MPEG Audio",),
    ".m4a": ("MPEG-4",),
    ".ogg": ("Ogg",),
    ".pdf": (),
}
SECONDS_A_PAGE = 120
LONGEST_SECONDS = 24 * 3600
NAME = re.compile(r"[0-9a-f]{32}\.[0-9a-z]{3,4}")
MP3_STARTS = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")


def media_folder() -> Path:
    return settings().data / "media"


def kind_of_file(path: Path, name: str = "") -> str | None:
    """The kind of lesson a file can be, judged by its (or the given) name's ending and its first bytes; None: not what it says."""
    ending = _ending(name or path.name)
    kind, sign, offset = SIGNS.get(ending, (None, b"", 0))
    with path.open("rb") as file:
        start = file.read(16)
    fits = start.startswith(MP3_STARTS) if ending == ".mp3" else start[offset : offset + len(sign)] == sign
    return kind if fits else None


@dataclass(frozen=True)
class Medium:
    """A medium among the media: its name there, what kind of lesson it makes, its length in seconds and its size."""

    name: str
    kind: str
    seconds: int
    bytes: int
    content_hash: str


def store_medium(path: Path, original_name: str) -> Medium:
    """Look a video, sound or PDF through and keep it under the name of its content. Takes a second and needs no database:
    hold no lock meanwhile. Raises Refused (`not_what_it_says`, `length_unknown`, `locked_pdf`, `too_long`)."""
    kind = kind_of_file(path, original_name)
    if kind is None:
        raise not_what_it_says()
    seconds = _length(look_inside(path, _ending(original_name)), kind, FORMATS[_ending(original_name)])
    content_hash = _hash_of(path)
    name = _keep(path, content_hash, _ending(original_name))
    return Medium(name, kind, seconds, path.stat().st_size, content_hash)


def look_up(name: str) -> Medium | None:
    """A medium that is there already, looked through again. The name is checked: it may come from anybody."""
    path = media_folder() / name
    if not NAME.fullmatch(name) or not path.is_file():
        return None
    try:
        return store_medium(path, name)
    except Refused:  # it came with a folder of courses, where whoever runs the server vouches for it
        return None


def keep_media(source: Path) -> str:
    """Copy a file into the media folder under the name of its content; answers that name."""
    return _keep(source, _hash_of(source), source.suffix.lower())


def not_what_it_says() -> Refused:
    sentence = "This file is not what its name says, or it is damaged. Use MP4 or WebM, MP3, M4A or OGG, or PDF."
    return Refused("not_what_it_says", sentence, status=422)


def _length(found: dict[str, Any], kind: str, formats: tuple[str, ...]) -> int:
    """The length in seconds that a medium counts for; of a PDF, two minutes a page."""
    if kind == "pdf":
        return _reading_time(found)
    tracks = found.get("tracks", [])
    if found.get("format") not in formats or kind.title() not in tracks or (kind == "audio" and "Video" in tracks):
        raise not_what_it_says()
    if not found["milliseconds"]:
        raise Refused("length_unknown", "The file does not say how long it plays: save it anew with a video or sound editor.", status=422)
    return _bounded(max(1, round(found["milliseconds"] / 1000)))


def _reading_time(found: dict[str, Any]) -> int:
    if found.get("locked"):
        raise Refused("locked_pdf", "This PDF is locked by a password: save it without one.", status=422)
    if not found.get("pages"):
        raise not_what_it_says()
    return _bounded(found["pages"] * SECONDS_A_PAGE)


def _bounded(seconds: int) -> int:
    if seconds > LONGEST_SECONDS:
        raise Refused("too_long", "A lesson lasts at most 24 hours: split it.", status=422)
    return seconds


def _ending(name: str) -> str:
    return Path(name).suffix.lower()


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(source: Path, content_hash: str, ending: str) -> str:
    name = content_hash[:32] + ending
    target = media_folder() / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        # Written beside and moved: a reader never sees half a file, and two writers not each other's.
        part = target.with_suffix(f".{uuid4().hex}.part")
        shutil.copyfile(source, part)
        part.replace(target)
    return name
