"""Everything that CI runs, as a list to be read. Goes on after a failure, and names all failures at the end."""

import time
from pathlib import Path

import _setup
from _setup import LOG, PWA, PYTHON, tools
from _steps import ROOT, Command, Steps, begin, show

SCRIPTS = Path(__file__).parent
CHECKS: list[tuple[str, Command, Path]] = [
    ("Python is formatted", [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."], ROOT),
    ("Python is clean", [PYTHON, "-m", "ruff", "check", "--quiet", "."], ROOT),
    ("Python's types agree", [PYTHON, "-m", "mypy", "--no-error-summary"], ROOT),
    ("TypeScript's types agree", ["npm", "run", "--silent", "typecheck"], PWA),
    ("TypeScript is clean and formatted", ["npm", "run", "--silent", "lint"], PWA),
    ("Locks name no registry", [PYTHON, SCRIPTS / "_lock.py", "--check"], ROOT),
    ("docs/openapi.json is fresh", [PYTHON, "-m", "flask", "--app", "backend.app", "openapi", "write", "--check"], ROOT),
    ("pwa/src/core/api.d.ts is fresh", ["npm", "run", "--silent", "types", "--", "--check"], PWA),
    ("Tests pass", [SCRIPTS / "test"], ROOT),
]


def main() -> int:
    _setup.prepare(Steps(_setup.STEPS, LOG), "test")
    failed = [name for number, (name, command, folder) in enumerate(CHECKS, 1) if not _passes(number, name, command, folder)]
    print(f"\nFailed: {'; '.join(failed)}." if failed else f"\nAll {len(CHECKS)} checks passed.")
    return 1 if failed else 0


def _passes(number: int, name: str, command: Command, folder: Path) -> bool:
    print(f"\n── {number}/{len(CHECKS)} {name}", flush=True)
    began = time.monotonic()
    ok = show(command, cwd=folder, env=tools())
    print(f"   {'yes' if ok else 'NO'}, {time.monotonic() - began:.0f} s", flush=True)
    return ok


if __name__ == "__main__":
    begin(main)
