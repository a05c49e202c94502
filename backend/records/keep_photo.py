"""Where photos lie: in the data folder, by meeting, each under the hash of its content."""

from pathlib import Path

from backend.core.config import settings


def photo_folder() -> Path:
    return settings().data / "photos"


def photo_path(meeting_id: int, sha256: str) -> Path:
    return photo_folder() / str(meeting_id) / f"{sha256}.jpg"
