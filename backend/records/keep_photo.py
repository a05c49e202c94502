"""Where photos lie: in the data folder, by meeting, each under the hash of its content."""

import os
from pathlib import Path

from backend.core.config import settings


def photo_folder() -> Path:
    return settings().data / "photos"


def photo_path(meeting_id: int, sha256: str) -> Path:
    return photo_folder() / str(meeting_id) / f"{sha256}.jpg"


def keep(path: Path, content: bytes) -> None:
    """Written beside, forced to the disk, and moved: what stands under this name is whole, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    _force_name(path.parent)


def throw_away(path: Path) -> None:
    path.unlink(missing_ok=True)


def _force_name(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
