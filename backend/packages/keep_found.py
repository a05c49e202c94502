"""Keep the media, captions and pictures of a course that was found in a package. What is not what it says is left out with its reason.

This takes its time and needs no database: hold no lock meanwhile.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from unicodedata import category

from backend.core.errors import Refused
from backend.courses.captions import store_captions
from backend.courses.media import Medium, store_medium
from backend.courses.pictures import known_picture, picture_path, store_picture
from backend.packages.found import Captions, Found, FoundLesson

PICTURE = re.compile(r"!\[([^\[\]]*)\]\(picture-(\d{1,4})\)|\]\(\s*picture-(\d{1,4})")
LARGEST_PICTURE = 20 * 2**20
TRADITIONAL = ("zh-tw", "zh-hk", "zh-mo", "zh-hant")
MOST_CAPTIONS = 12


@dataclass(frozen=True)
class KeptLesson:
    """A lesson whose files are among the media. `files` are its captions and pictures."""

    title: str
    kind: str
    body: str | None = None
    medium: Medium | None = None
    captions: list[dict[str, str]] = field(default_factory=list)
    files: list[Medium] = field(default_factory=list)
    seconds: int | None = None
    optional: bool = False


def keep_found(found: Found) -> list[KeptLesson]:
    """The lessons that can be kept, in their order; the others are added to what was left out."""
    kept = (_keep_text(found, lesson) if lesson.kind == "text" else _keep_medium(found, lesson) for lesson in found.lessons)
    return [lesson for lesson in kept if lesson]


def _keep_text(found: Found, lesson: FoundLesson) -> KeptLesson | None:
    kept = [_keep_picture(found, lesson.title, path) for path in lesson.pictures]

    def show(match: re.Match[str]) -> str:
        digits = match[2] or match[3]
        picture = kept[int(digits)] if int(digits) < len(kept) else None
        if picture is None:
            return match[1] if match[2] else match[0]
        before, _, after = match[0].rpartition(f"picture-{digits}")
        return f"{before}picture:{picture.name}{after}"

    body = PICTURE.sub(show, _plain(lesson.body or "")).strip()
    if not body:
        found.leave_out(lesson.title, "empty_page")
        return None
    files = [picture for picture in kept if picture]
    return KeptLesson(lesson.title or "?", "text", body=body, files=files, seconds=lesson.seconds, optional=lesson.optional)


def _keep_picture(found: Found, title: str, path: Path) -> Medium | None:
    if path.stat().st_size > LARGEST_PICTURE:
        found.leave_out(title, "picture_unreadable")
        return None
    try:
        content = path.read_bytes()
        name = known_picture(content) or store_picture(content)
    except Refused:
        found.leave_out(title, "picture_unreadable")
        return None
    return Medium(name, "picture", 0, picture_path(name).stat().st_size, name.partition(".")[0])


def _keep_medium(found: Found, lesson: FoundLesson) -> KeptLesson | None:
    assert lesson.medium is not None, "a lesson is a text or a medium"
    try:
        medium = store_medium(lesson.medium, lesson.medium_name)
    except Refused as refusal:
        found.leave_out(lesson.title, refusal.code)
        return None
    if lesson.kind not in ("medium", medium.kind):
        found.leave_out(lesson.title, "not_what_it_says")
        return None
    captions, files = _keep_captions(found, lesson.title, lesson.captions if medium.kind in ("video", "audio") else ())
    kept = KeptLesson(lesson.title or "?", medium.kind, medium=medium, captions=captions, files=files)
    return replace(kept, seconds=lesson.seconds, optional=lesson.optional)


def _keep_captions(found: Found, title: str, captions: tuple[Captions, ...]) -> tuple[list[dict[str, str]], list[Medium]]:
    """One file a language, the first."""
    kept: dict[str, Medium] = {}
    for one in captions[:MOST_CAPTIONS]:
        language = language_of(one.language)
        try:
            kept.setdefault(language, store_captions(one.path))
        except Refused as refusal:
            found.leave_out(f"{title}: {one.language}", refusal.code)
    return [{"language": language, "name": medium.name} for language, medium in kept.items()], list(kept.values())


def language_of(tag: str) -> str:
    """A language as captions are called here: zh, zh-Hant, en, … from the many ways in which platforms write it."""
    tag = tag.strip().replace("_", "-").lower()
    if tag.startswith(TRADITIONAL):
        return "zh-Hant"
    first = tag.split("-")[0]
    known = {"cn": "zh", "chi": "zh", "zho": "zh", "eng": "en", "chs": "zh", "cht": "zh-Hant"}
    return known.get(first, first if re.fullmatch("[a-z]{2,3}", first) else "zh")


def _plain(text: str) -> str:
    """Without control characters, which no database takes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or category(sign) not in ("Cc", "Cs"))
