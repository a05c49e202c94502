"""The same file is looked into by a process of its own only once: to start one takes longer than most tests."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from backend.courses import media


@pytest.fixture(scope="session", autouse=True)
def look_once() -> Iterator[None]:
    """What was found is remembered by content and ending; a reader that broke or was stopped is asked again."""
    look_inside, found = media.look_inside, dict[tuple[bytes, str], dict[str, Any]]()

    def look(path: Path, ending: str) -> dict[str, Any]:
        key = (sha256(path.read_bytes()).digest(), ending)
        if not found.get(key):
            found[key] = look_inside(path, ending)
        return dict(found[key])

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(media, "look_inside", look)
        yield
