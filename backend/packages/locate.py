"""Find the file of a package that an address on one of its pages or in its manifest means."""

import posixpath
import re
from collections.abc import Iterator
from unicodedata import normalize
from urllib.parse import unquote_to_bytes

from backend.packages.entry_names import decode_name
from backend.packages.unpack import Package

ELSEWHERE = re.compile(r"^([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
# Where Canvas, Moodle and the standard say that the cartridge's own files begin.
OWN_FILES = re.compile(r"^(\$|%24)IMS[-_]CC[-_]FILEBASE(\$|%24)/?", re.IGNORECASE)


def is_elsewhere(href: str) -> bool:
    """Does the address lead out of the package: another site, a mail address, a script?"""
    return bool(ELSEWHERE.match(href.strip()))


def locate(package: Package, href: str, page: str = "") -> str | None:
    """The name of the file that `href` means on `page` (a name, too). None: no file of the package."""
    href = href.strip().replace("\\", "/")
    if not href or is_elsewhere(href):
        return None
    found = (package.find(name) for name in _candidates(href, posixpath.dirname(page)))
    return next((name for name in found if name), None)


def _candidates(href: str, folder: str) -> Iterator[str]:
    """The names that the address may mean, the likeliest first. Exporters differ in what they encode."""
    for written in dict.fromkeys((re.split(r"[?#]", href, maxsplit=1)[0], href)):
        own = OWN_FILES.sub("", written)
        for path in dict.fromkeys((_decoded(own), own)):
            if own != written:
                yield from (_inside(path), _inside(f"web_resources/{path}"), _inside(f"web_resources/{path.removeprefix('files/')}"))
            yield _inside(posixpath.join(folder, path))
            yield _inside(path)


def _decoded(path: str) -> str:
    return normalize("NFC", decode_name(unquote_to_bytes(path)))


def _inside(path: str) -> str:
    """The path without steps up: those that would leave the package end at its root."""
    return posixpath.normpath("/" + path).lstrip("/")
