"""Say what a media file holds. Run as a process of its own, with bounds: a hostile file can break no more than that process.

`python look_inside.py FILE ENDING` prints one JSON object: `tracks`, `format` and `milliseconds` of audio and video, `pages` of a PDF.
"""

import contextlib
import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

MOST_SECONDS = 20  # of the processor; twice that by the clock
MOST_MEMORY = 2**30  # bytes
LONGEST_ANSWER = 10_000


def look_inside(path: Path, ending: str) -> dict[str, Any]:
    """What the file holds; empty for a file that breaks its reader, takes too long or too much memory."""
    command = [sys.executable, "-I", __file__, str(path.resolve()), ending]
    try:
        done = subprocess.run(command, capture_output=True, timeout=2 * MOST_SECONDS, check=True)  # noqa: S603 # our own file
        return dict(json.loads(done.stdout[:LONGEST_ANSWER]))
    except (subprocess.SubprocessError, ValueError):
        return {}


def _pages(path: Path) -> dict[str, Any]:
    from pypdf import PdfReader

    with path.open("rb") as file:
        reader = PdfReader(file)
        return {"pages": 0 if reader.is_encrypted else len(reader.pages), "locked": reader.is_encrypted}


def _tracks(path: Path) -> dict[str, Any]:
    from pymediainfo import MediaInfo

    info: Any = MediaInfo.parse(path)
    if not _length(info):  # some recorders write none: read the whole file for it
        info = MediaInfo.parse(path, parse_speed=1.0)
    kinds = [track.track_type for track in info.tracks]
    return {"tracks": kinds[:100], "format": info.general_tracks[0].format, "milliseconds": _length(info)}


def _length(info: Any) -> int:
    return round(float(info.general_tracks[0].duration or 0)) if info.general_tracks else 0


if __name__ == "__main__":
    with contextlib.suppress(ValueError, OSError):  # not every system has every bound
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    look = _pages if sys.argv[2] == ".pdf" else _tracks
    sys.stdout.write(json.dumps(look(Path(sys.argv[1]))))
