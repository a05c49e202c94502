"""Pictures in texts: made anew from their pixels, kept and linked under a name that nobody can guess.

A text stands in caches and on phones for weeks, so its pictures can't have links that end, as media have. Their names are a keyed
hash of their content instead: whoever was not shown the text finds no picture, not even one he has a copy of.
"""

import hashlib
import re
from pathlib import Path
from uuid import uuid4

from flask import Response, abort, send_file

from backend.core.clean_photo import clean_photo
from backend.core.config import settings
from backend.core.keys import mac

NAME = re.compile(r"[0-9a-f]{32}\.jpg")
IN_TEXT = re.compile(r"\(\s*picture:([0-9a-f]{32}\.jpg)")
A_YEAR = 365 * 24 * 3600


def picture_path(name: str) -> Path:
    return settings().data / "pictures" / name


def picture_link(name: str) -> str:
    return f"/media/pictures/{name}"


def pictures_in(markdown: str) -> list[str]:
    """The names of the pictures that a text shows, each once."""
    return list(dict.fromkeys(IN_TEXT.findall(markdown)))


def store_picture(content: bytes) -> str:
    """Keep a JPEG, PNG or WebP picture as a JPEG that holds pixels and nothing else; its name, for `![…](picture:NAME)`.
    Raises Refused for everything else, SVG among it."""
    clean = clean_photo(content)
    name = _name_of(clean.sha256)
    path = picture_path(name)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{uuid4().hex}.part")
        part.write_bytes(clean.content)
        part.replace(path)
    return name


def known_picture(content: bytes) -> str | None:
    """The name of a picture that was made here and comes back as it went out, with a course in a package; None for any other."""
    name = _name_of(hashlib.sha256(content).hexdigest())
    return name if picture_path(name).exists() else None


def _name_of(sha256: str) -> str:
    return mac("pictures", sha256.encode()).hex()[:32] + ".jpg"


def serve_picture(name: str) -> Response:
    """A picture, to whoever knows its name; browsers keep it, since what has this name never changes."""
    if not NAME.fullmatch(name) or not picture_path(name).exists():
        abort(404)
    answer = send_file(picture_path(name), mimetype="image/jpeg", conditional=True, etag=name, max_age=A_YEAR)
    answer.headers["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
