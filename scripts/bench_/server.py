"""The production server under measurement: gunicorn with deploy/gunicorn.conf.py, as behind one nginx."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench_.databases import Database
from bench_.postgresql import free_port
from bench_.processes import family

ROOT = Path(__file__).resolve().parents[2]
HOST = "muster.example.org"
PATIENCE = 180  # seconds: a busy machine starts slowly


class Server:
    """A gunicorn of our own. `kill` and `start` may follow one another, as a service manager would start it again."""

    def __init__(self, name: str, configuration: Path, settings: dict[str, str], folder: Path, *app: str) -> None:
        self.port, self.log = free_port(), folder / f"{name}.log"
        self.command = [sys.executable, "-m", "gunicorn", "--config", str(configuration), "--bind", f"127.0.0.1:{self.port}", *app]
        self.environment = {**_plain_environment(), **settings}
        self.program: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.program = subprocess.Popen(self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def wait_until_ready(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self._answers():
            ended = self.program is None or self.program.poll() is not None
            if ended or time.monotonic() > until:
                raise RuntimeError(f"the server {'ended' if ended else 'does not answer'}: {self.log.read_text()[-2000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        if self.program and self.program.poll() is None:
            self.program.terminate()
            self.program.wait(timeout=30)

    def kill_all(self) -> None:
        """kill -9 of the master and its workers, as systemd leaves none behind."""
        assert self.program
        for pid in family(self.pid):
            with suppress(ProcessLookupError):  # it may have ended with its parent
                os.kill(pid, signal.SIGKILL)
        self.program.wait()

    @property
    def pid(self) -> int:
        assert self.program
        return self.program.pid

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5).close()
        except OSError:
            return False
        return True


@contextmanager
def run_muster(
    database: Database, folder: Path, secret: str, *, mode: str = "production", url: str = f"https://{HOST}"
) -> Iterator[Server]:
    """Muster in production, on a database that is migrated already."""
    settings = muster_settings(database, folder, secret, mode=mode, url=url)
    with running(Server("muster", ROOT / "deploy" / "gunicorn.conf.py", settings, folder)) as server:
        yield server


@contextmanager
def run_bare(database: Database, folder: Path, secret: str, **more: str) -> Iterator[Server]:
    """The yardstick (bare.py) with as many workers and threads."""
    settings = {"BARE_DATABASE": database.url, "BARE_SECRET": secret, "PYTHONPATH": f"{ROOT}:{ROOT / 'scripts'}", **more}
    with running(Server("bare", Path(__file__).parent / "bare.conf.py", settings, folder)) as server:
        yield server


@contextmanager
def running(server: Server) -> Iterator[Server]:
    server.start()
    try:
        server.wait_until_ready()
        yield server
    finally:
        server.stop()


def muster_settings(
    database: Database, folder: Path, secret: str, *, mode: str = "production", url: str = f"https://{HOST}"
) -> dict[str, str]:
    return {
        "MUSTER_MODE": mode,
        "MUSTER_PUBLIC_URL": url,
        "MUSTER_DATABASE_URL": database.url,
        "MUSTER_DATA_DIR": str(folder / "data"),
        "MUSTER_SECRET_KEY": secret,
        "MUSTER_PROXIES": "1",
    }


def _plain_environment() -> dict[str, str]:
    """Nothing of the machine's own settings reaches what is measured."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("MUSTER_", "PYTHONPATH"))}
