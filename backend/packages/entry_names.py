"""The names of a ZIP's entries: read as their writer meant them, refused where they point anywhere else."""

import re
import stat
from unicodedata import category, normalize
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from backend.core.errors import Refused

IS_UTF8 = 0x800
IS_ENCRYPTED = 0x1 | 0x40
MADE_ON_UNIX = 3
LONGEST_NAME = 500
BESIDE = ("__MACOSX/",)  # what a Mac packs beside the files
DRIVE = re.compile(r"[A-Za-z]:")


def refused(code: str, detail: str) -> Refused:
    return Refused(code, detail, status=422)


def name_of(entry: ZipInfo) -> str:
    """The entry's safe name, from the package's root. Raises Refused for one that could lie anywhere else."""
    name = _written_name(entry)
    unreadable = "\0" in entry.orig_filename or len(name) > LONGEST_NAME or any(category(sign) in ("Cc", "Cs") for sign in name)
    if unreadable or "\\" in name or name.startswith("/") or DRIVE.match(name) or ".." in name.split("/"):
        raise refused("package_unsafe_name", f"The package holds a file with an unsafe name: {name[:80]!a}.")
    return "/".join(part for part in name.split("/") if part not in ("", "."))


def check_entry(entry: ZipInfo) -> None:
    """Raises Refused for an entry that is locked, a link, or packed in a way that may take all memory to unpack."""
    if entry.flag_bits & IS_ENCRYPTED:
        raise refused("package_encrypted", "The package is locked with a password: pack it again without one.")
    # Also when its maker says it is no Unix: whoever unpacks it may look at the mode alone.
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR) and (entry.create_system == MADE_ON_UNIX or kind == stat.S_IFLNK):
        raise refused("package_link", f"The package holds a link instead of a file: {entry.filename[:80]!a}.")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise refused("package_unreadable", "The package is packed in an unusual way: pack it again as an ordinary ZIP.")


def _written_name(entry: ZipInfo) -> str:
    """Older Windows tools write names in their own encoding, in China GBK, and do not say so."""
    if entry.flag_bits & IS_UTF8 or entry.filename.isascii() or entry.filename != entry.orig_filename:
        return normalize("NFC", entry.filename)
    return normalize("NFC", decode_name(entry.filename.encode("cp437", "replace")))


def decode_name(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")
