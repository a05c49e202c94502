"""Captions of a video or sound: WebVTT, checked, and written anew as times and plain text."""

import hashlib
import html
import re
from pathlib import Path
from uuid import uuid4

import webvtt
from webvtt.errors import MalformedFileError

from backend.core.errors import Refused
from backend.courses.media import LONGEST_SECONDS, Medium, media_folder

LARGEST_FILE = 2 * 2**20
MOST_CUES = 10_000
LONGEST_CUE = 1000
MARKUP = re.compile(r"<[^<>]*>")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
# How the languages call themselves; of any other, its code is shown.
LANGUAGES = {
    "zh": "中文",
    "zh-Hant": "繁體中文",
    "yue": "粵語",
    "en": "English",
    "bo": "བོད་ཡིག",
    "ug": "ئۇيغۇرچە",
    "mn": "ᠮᠣᠩᠭᠣᠯ",
    "kk": "قازاقشا",
    "ko": "조선말",
    "ii": "ꆈꌠꉙ",
    "za": "Vahcuengh",
}


def store_captions(path: Path) -> Medium:
    """Keep a WebVTT file: its cues alone, without markup, styles, notes or positions. Raises Refused `captions_unreadable`."""
    text = _written_anew(_cues(path))
    content_hash = hashlib.sha256(text.encode()).hexdigest()
    name = content_hash[:32] + ".vtt"
    target = media_folder() / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(f".{uuid4().hex}.part")
        part.write_text(text, "utf-8")
        part.replace(target)
    return Medium(name, "captions", 0, len(text.encode()), content_hash)


def _cues(path: Path) -> list[webvtt.Caption]:
    if path.stat().st_size > LARGEST_FILE:
        raise unreadable()
    try:
        cues = webvtt.from_string(path.read_text("utf-8-sig")).captions
    except (MalformedFileError, UnicodeDecodeError, ValueError, IndexError) as error:
        raise unreadable() from error
    times = [(cue.start_time.in_milliseconds(), cue.end_time.in_milliseconds()) for cue in cues]
    sound = all(start < end <= LONGEST_SECONDS * 1000 for start, end in times)
    if not cues or len(cues) > MOST_CUES or not sound:
        raise unreadable()
    return list(cues)


def unreadable() -> Refused:
    return Refused("captions_unreadable", "This is no WebVTT file we can read: it begins with WEBVTT and is UTF-8 text.", status=422)


def _written_anew(cues: list[webvtt.Caption]) -> str:
    said = ((cue.start, cue.end, _plain(cue.raw_text)) for cue in cues)
    return "WEBVTT\n\n" + "\n".join(f"{start} --> {end}\n{text}\n" for start, end, text in said if text)


def _plain(text: str) -> str:
    """What a cue says. Entities first, so that markup in disguise is taken away as well; then all that is left is escaped."""
    bare = html.unescape(text[: 4 * LONGEST_CUE])
    while (fewer := MARKUP.sub("", bare)) != bare:
        bare = fewer
    lines = [CONTROL.sub("", line).strip() for line in bare.splitlines()]
    return html.escape("\n".join(line for line in lines if line)[:LONGEST_CUE], quote=False)
