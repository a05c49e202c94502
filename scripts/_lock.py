"""Makes the locks in requirements/ anew from pyproject.toml, each package at the newest version allowed there.

`--check` only says whether the locks name a registry: where packages come from is each reader's own choice, and no lock's.
The npm lock is made by `npm install --package-lock-only` in pwa/; to raise its packages too, remove package-lock.json before.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from _steps import ROOT, Command, Stuck, begin

EXPORT = ["export", "-q", "--frozen", "--no-emit-project", "--no-header", "--no-annotate"]
GROUPS = {
    "run": ["--no-default-groups"],
    "node": ["--only-group", "node"],
    "test": ["--no-default-groups", "--group", "node", "--group", "test", "--group", "lint"],
}
LOCKS = [ROOT / "requirements" / f"{name}.lock" for name in GROUPS]
NPM_LOCK = ROOT / "pwa" / "package-lock.json"


def main() -> int:
    about = argparse.ArgumentParser(prog="scripts/lock", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    about.add_argument("--check", action="store_true", help="change nothing")
    if not about.parse_args().check:
        with tempfile.TemporaryDirectory() as folder:
            _make(_uv(Path(folder)))
    _must_name_no_registry()
    return 0


def _uv(folder: Path) -> Path:
    """The uv on the PATH, or one of our own for the moment."""
    if found := shutil.which("uv"):
        return Path(found)
    print("Installing uv …", flush=True)
    _call([sys.executable, "-m", "venv", folder])
    _call([folder / "bin" / "python", "-m", "pip", "install", "--quiet", "uv"])
    return folder / "bin" / "uv"


def _make(uv: Path) -> None:
    # uv keeps the versions of an existing uv.lock, which is not committed, for it names the registry.
    _call([uv, "lock", "--quiet", "--upgrade"])
    for name, groups in GROUPS.items():
        print(f"requirements/{name}.lock", flush=True)
        _call([uv, *EXPORT, *groups, "-o", f"requirements/{name}.lock"])


def _call(command: Command) -> None:
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False).returncode:
        raise Stuck(f"{' '.join(map(str, command))} failed, as said above: the locks may be half made; mend it and run this again.")


def _must_name_no_registry() -> None:
    """Raises Stuck when a lock holds an address to download from."""
    named = [lock for lock in LOCKS if re.search(r"https?://|--(extra-)?index-url|--find-links", lock.read_text())]
    if re.search(r'"resolved": "(https?:|file:/)', NPM_LOCK.read_text()):
        named.append(NPM_LOCK)
    if named:
        names = ", ".join(str(lock.relative_to(ROOT)) for lock in named)
        raise Stuck(f"{names} names a registry: make it again without that (for npm, pwa/.npmrc says so).")


if __name__ == "__main__":
    begin(main)
