"""Shows step by step what a script does, and ends it with one sentence when it cannot go on."""

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

Command = Sequence[str | Path]
ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 15  # seconds that a program gets to end by itself

# What a failed program's log says, and what it means. The first that fits is told.
MEANINGS = (
    (r"no space left|ENOSPC", "the disk is full: make room, then run this again"),
    (
        r"read-only file system|permission denied|readonly database|EROFS|EACCES",
        "a folder may not be written: run this as the user who owns it",
    ),
    (
        r"name resolution|getaddrinfo|NewConnection|(Connect|Read)Timeout|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRE|no matching distribution",
        "the package registry does not answer: check the network and the proxy, then run this again",
    ),
    (r"do not match the hashes|EINTEGRITY", "a downloaded package is not the one in the lock: check the mirror it comes from"),
)


class Stuck(Exception):
    """The script cannot go on. The message is one sentence that says what to do."""


def begin(main: Callable[[], int]) -> None:
    """Run a script's main. People who stop it, and mistakes they can mend, never get to see a traceback."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr] # a terminal without UTF-8 shows ? for …
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # All three alike, also where a shell that started us in the background had told us to ignore the first.
        signal.signal(stop, signal.default_int_handler)
    try:
        sys.exit(main())
    except Stuck as sentence:
        sys.exit(f"\n{sentence}")
    except KeyboardInterrupt:
        print("\nStopped. The next start goes on from here.")
        sys.exit(130)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC):
            raise
        full = error.errno == errno.ENOSPC
        advice = "the disk is full: make room" if full else "it may not be written: run this as its owner, or choose another folder"
        sys.exit(f"\n{error.filename or ROOT}: {advice}.")


class Steps:
    """Prints `[2/7] Python packages … 21 s` for each step; what the programs say goes to a log."""

    def __init__(self, total: int, log: Path) -> None:
        self.total, self.log, self.done = total, log, 0
        self.live = sys.stdout.isatty()
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_bytes(b"")

    @contextmanager
    def step(self, name: str) -> Iterator["Step"]:
        self.done += 1
        step = Step(self, f"[{self.done}/{self.total}] {name} … ")
        print(step.title, end="", flush=True)
        again = f"\r\033[K{step.title}" if self.live else ""
        try:
            yield step
        except BaseException as end:
            print(again + ("stopped" if isinstance(end, KeyboardInterrupt) else "failed"))
            raise
        print(again + step.outcome(), flush=True)


class Step:
    def __init__(self, steps: Steps, title: str) -> None:
        self.steps, self.title = steps, title
        self.began, self.worked, self.note = time.monotonic(), False, ""

    def outcome(self) -> str:
        """How long it took, or that there was nothing to do."""
        took = f"{time.monotonic() - self.began:.0f} s" if self.worked else "ready"
        return f"{took} ({self.note})" if self.note else took

    def run(self, command: Command, failure: str, *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
        """Run a program with its output in the log. Raises Stuck with `failure` and the reason when it fails."""
        self.worked = True
        with self.steps.log.open("ab") as log:
            log.write(f"$ {' '.join(map(str, command))}\n".encode())
            log.flush()
            start = log.tell()
            # A session of its own, so that all it started can be stopped with it.
            program = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=cwd, env=env, start_new_session=True)
            try:
                self._watch(program)
            finally:
                stop(program)
        if program.returncode:
            raise Stuck(f"{failure}: {self._reason(start)}. The whole story: {self.steps.log}")

    def _watch(self, program: subprocess.Popen[bytes]) -> None:
        while program.poll() is None:
            if self.steps.live:
                line = f"{self.title}{time.monotonic() - self.began:.0f} s  {self._last_line()}"
                print("\r\033[K" + line[: shutil.get_terminal_size().columns - 1], end="", flush=True)
            with suppress(subprocess.TimeoutExpired):
                program.wait(0.2)

    def _last_line(self) -> str:
        lines = self._said(max(0, self.steps.log.stat().st_size - 1000))
        return lines[-1] if lines and not lines[-1].startswith("$") else ""

    def _reason(self, start: int) -> str:
        lines = self._said(start)
        said = "\n".join(lines)
        for pattern, meaning in MEANINGS:
            if re.search(pattern, said, re.IGNORECASE):
                return meaning
        first = next((at for at, line in enumerate(lines) if re.match(r"(npm )?error\b(?! code)", line, re.IGNORECASE)), -1)
        telling = [line for line in lines[first:] if not line.endswith(":")]
        return telling[0].removeprefix("Error: ").rstrip(".") if telling else "it said nothing"

    def _said(self, start: int) -> list[str]:
        with self.steps.log.open("rb") as log:
            log.seek(start)
            text = log.read().decode(errors="replace")
        plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
        return [line.strip() for line in plain.splitlines() if line.strip()]


def show(command: Command, *, cwd: Path, env: Mapping[str, str]) -> bool:
    """Run a program before the reader's eyes; answers whether it succeeded. Ctrl-C leaves it the time to put away what it has started."""
    # A session of its own: Ctrl-C must reach it once, from us, and not a second time from the terminal amid its tidying up.
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL, cwd=cwd, env=env, start_new_session=True)
    try:
        return program.wait() == 0
    finally:
        stop(program, signal.SIGINT)


def stop(program: subprocess.Popen[bytes], politely: signal.Signals = signal.SIGTERM) -> None:
    """End a program that leads a session of its own, gently at first, and whatever it left behind."""
    try:
        if program.poll() is None:
            program.send_signal(politely)
            program.wait(PATIENCE)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        pass  # it does not listen, or somebody has no patience
    with suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()
