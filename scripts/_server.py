"""The server that scripts/run starts, watches and stops: gunicorn, in a session of its own."""

import json
import ssl
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

from _lan import EVERYWHERE, Lan
from _setup import PYTHON
from _steps import ROOT, Stuck, stop

PATIENCE = 60  # seconds until it must answer
CONFIGURATION = ROOT / "deploy" / "gunicorn.conf.py"


class Server:
    def __init__(self, port: int, log: Path, lan: Lan | None) -> None:
        self.port, self.log, self.lan = port, log, lan
        self.program: subprocess.Popen[bytes] | None = None
        # It asks its own server: by its own certificate, and never through a proxy.
        trust = ssl.create_default_context(cafile=lan.authority if lan else None)
        self.ask = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trust)).open

    def start(self, settings: dict[str, str], lock: int) -> None:
        """Start it and wait until it answers. `lock` is the hold on the data folder, which it shares."""
        host = EVERYWHERE if self.lan else "127.0.0.1"
        command: list[str | Path] = [PYTHON, "-m", "gunicorn", "--config", CONFIGURATION, "--bind", f"{host}:{self.port}"]
        command += ["--graceful-timeout", "2"]  # who presses Ctrl-C does not want to wait for a browser that keeps its connections open
        if self.lan:
            command += ["--certfile", self.lan.certificate, "--keyfile", self.lan.key]
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("wb") as log:
            self.program = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=ROOT, env=settings, pass_fds=[lock], start_new_session=True
            )
        self._wait_until_ready()

    def wait(self) -> None:
        """Wait until it ends, which it does not do by itself."""
        assert self.program
        self.program.wait()
        raise Stuck(f"The server ended by itself: {self.log} says why.")

    def stop(self) -> None:
        if self.program:
            stop(self.program)

    def demo_sign_ins(self) -> list[dict[str, str]]:
        """One sign-in for each kind of person; none but in demo mode."""
        people: list[dict[str, str]] = json.loads(self._get("/api/deployment"))["demo_sign_ins"]
        return people

    def _wait_until_ready(self) -> None:
        assert self.program
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.program.poll() is not None:
                raise Stuck(f"The server could not start: {self._last_words()}. The whole story: {self.log}")
            try:
                self._get("/readyz")
                return
            except OSError:  # not listening yet, or not ready yet
                time.sleep(0.05)
        raise Stuck(f"The server did not answer within {PATIENCE} seconds: {self.log} says why.")

    def _get(self, path: str) -> bytes:
        scheme = "https" if self.lan else "http"
        answer: Any = self.ask(f"{scheme}://127.0.0.1:{self.port}{path}", timeout=5)
        with answer:
            body: bytes = answer.read()
        return body

    def _last_words(self) -> str:
        lines = [line for line in self.log.read_text(errors="replace").splitlines() if line.strip()]
        errors = [line.partition(": ")[2] for line in lines if line.startswith(("backend.", "OSError", "RuntimeError"))]
        return (errors or lines or ["it said nothing"])[-1].rstrip(".")
