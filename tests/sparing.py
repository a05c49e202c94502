"""What is dear by design, and decides nothing in most tests, is spared there: a process to look into each file, a slow hash."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from backend.auth import passwords
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


@pytest.fixture(scope="session", autouse=True)
def light_hashes() -> Iterator[None]:
    """Passwords of the tests' own people; the stand-in for people that are not there keeps its weight, which a test looks at."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield
