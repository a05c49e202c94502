"""Write a file so that what stands under its name is whole, also after a power cut; and take it away."""

import os
from pathlib import Path


def keep(path: Path, content: bytes) -> None:
    """Written beside, forced to the disk, and moved."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:  # a full disk: leave none of it
        part.unlink(missing_ok=True)
        raise
    force_name(path.parent)


def throw_away(path: Path) -> None:
    path.unlink(missing_ok=True)


def force_name(folder: Path) -> None:
    """Let a name that was just given survive a power cut too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
