"""Where the bytes of uploads lie until all are there, and how large a file of each kind may be."""

import os
import shutil
from pathlib import Path

from backend.core.config import settings
from backend.core.errors import Refused

MB = 2**20
LARGEST_PART = 8 * MB
# By ending, in megabytes; None: the deployment's MUSTER_UPLOAD_MEGABYTES.
LARGEST: dict[str, int | None] = {
    ".mp4": None,
    ".webm": None,
    ".mp3": 500,
    ".m4a": 500,
    ".ogg": 500,
    ".pdf": 200,
    ".zip": None,
    ".imscc": None,
    ".jpg": 20,
    ".jpeg": 20,
    ".png": 20,
    ".webp": 20,
    ".vtt": 2,
}
PICTURES = (".jpg", ".jpeg", ".png", ".webp")
KEPT_FREE = 500 * MB  # of the disk, for the database and everything else


def upload_path(upload_id: int) -> Path:
    return settings().data / "uploads" / f"{upload_id}.part"


def ending_of(name: str) -> str:
    return Path(name).suffix.lower()


def refuse_size(name: str, size: int) -> None:
    """Raises Refused for a kind of file that has no place here (422), and for one that is too large (413)."""
    ending = ending_of(name)
    if ending not in LARGEST:
        known = ", ".join(one.removeprefix(".").upper() for one in LARGEST)
        raise Refused("unknown_kind_of_file", f"Use one of these kinds of file: {known}.", status=422)
    largest = LARGEST[ending] or settings().upload_megabytes
    if size > largest * MB:
        raise Refused("file_too_large", f"A file of this kind may have {largest} MB.", status=413)


def refuse_full_disk(size: int) -> None:
    folder = upload_path(0).parent
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < size + KEPT_FREE:
        raise Refused("storage_full", "The server has no room for this file: tell whoever looks after it.", status=507)


def write_part(upload_id: int, offset: int, content: bytes) -> None:
    """On the disk before anybody is told so. The same bytes at the same place again change nothing."""
    path = upload_path(upload_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        written = 0
        while written < len(content):
            written += os.pwrite(descriptor, content[written:], offset + written)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
