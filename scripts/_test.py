"""Sets up what the tests need and runs them: the backend's on SQLite and PostgreSQL, the app's own, journeys in a real browser,
and every operation of the bench in its small size.

scripts/test                            everything
scripts/test backend|pwa|browser|bench  one part
scripts/test tests/points -k ranking    whatever pytest understands
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import _setup
from _setup import LOG, PWA, PYTHON, tools
from _steps import ROOT, Command, Step, Steps, Stuck, begin, show

PYTEST: Command = [PYTHON, "-m", "pytest"]
# Two processes, as CI has two cores; each keeps to the files it began, as far as it can, for what a file's tests share.
IN_TWO: Command = ["-q", "-n", "2", "--dist", "worksteal"]
PARTS = ("backend", "pwa", "browser", "bench")


class Package(NamedTuple):
    """A Debian package, how to tell that it is there, and whether a Python wheel stands in where it is not."""

    name: str
    is_there: Callable[[], bool]
    has_stand_in: bool = False


DEBIAN = (
    Package("chromium", lambda: any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))),
    Package("fonts-noto-cjk", lambda: any(Path("/usr/share/fonts").rglob("NotoSansCJK*"))),
    Package("postgresql", lambda: any(Path("/usr/lib/postgresql").glob("*/bin/initdb")), has_stand_in=True),
    Package("redis-server", lambda: bool(shutil.which("redis-server")), has_stand_in=True),
)


def main() -> int:
    if {"-h", "--help"} & set(sys.argv[1:]):
        print(__doc__)
        return 0
    part, options = (sys.argv[1], sys.argv[2:]) if sys.argv[1:2] and sys.argv[1] in PARTS else (None, sys.argv[1:])
    steps = Steps(_setup.STEPS + 1, LOG)
    with steps.step("Debian packages") as step:
        _debian(step, needs_browser=part in (None, "browser", "bench"))
    _setup.prepare(steps, "test")
    results = [(name, *_run(name, command, folder)) for name, command, folder in _suites(part, options)]
    if len(results) > 1:
        print()
        for name, ok, seconds in results:
            print(f"{name}: {'passed' if ok else 'FAILED'} in {seconds:.0f} s")
    return 0 if all(ok for _, ok, _ in results) else 1


def _suites(part: str | None, options: list[str]) -> list[tuple[str, Command, Path]]:
    if options and not part:
        return [("The tests you chose", [*PYTEST, *options], ROOT)]
    suites: dict[str, tuple[str, Command, Path]] = {
        "backend": ("Backend tests", [*PYTEST, *IN_TWO, "--ignore=tests/browser", "--ignore=tests/bench", "tests", *options], ROOT),
        "pwa": ("PWA tests", ["npm", "test", *(["--", *options] if options else [])], PWA),
        # Two at a time: one waits for a code to die or a film to end while the other works. Each process has a server of its own.
        "browser": ("Browser journeys", [*PYTEST, *IN_TWO, "tests/browser", *options], ROOT),
        "bench": ("Bench, small sizes", [*PYTEST, "-q", "tests/bench", *options], ROOT),
    }
    return [suites[name] for name in PARTS if part in (None, name)]


def _run(name: str, command: Command, folder: Path) -> tuple[bool, float]:
    """Run one suite before the reader's eyes; answers whether it passed, and its seconds."""
    print(f"\n── {name}", flush=True)
    began = time.monotonic()
    ok = show(command, cwd=folder, env=tools())
    return ok, time.monotonic() - began


def _debian(step: Step, *, needs_browser: bool) -> None:
    """Install what is missing, if that is allowed; else name it."""
    missing = {package.name: package for package in DEBIAN if not package.is_there()}
    root = _as_root() if missing else None
    if root is not None and shutil.which("apt-get"):
        quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        failure = f"{', '.join(missing)} could not be installed"
        step.run([*root, "apt-get", "-qq", "update"], failure, env=quietly)
        step.run([*root, "apt-get", "-qq", "install", "--yes", "--no-install-recommends", *missing], failure, env=quietly)
        return
    needed = [name for name, package in missing.items() if needs_browser and not package.has_stand_in]
    if needed:
        raise Stuck(f"The browser tests need what is not here: install it (Debian, Ubuntu: apt-get install {' '.join(needed)}).")
    if missing:
        step.note = f"without {', '.join(missing)}"


def _as_root() -> list[str] | None:
    """What to put before a command so that it runs as root; None where nobody lets us."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0:
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    return None


if __name__ == "__main__":
    begin(main)
