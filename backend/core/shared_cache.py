"""What many ask for and takes long to make: made once for all processes and kept for some seconds. Redis carries it from
process to process; while Redis is away each process keeps its own. Never for what must be right at once."""

import hashlib
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import uuid4

import orjson
from flask import current_app
from redis import Redis

from backend.core.shared_redis import Away, SharedRedis, shared_redis

Make = Callable[[], Any]
MOST_KEYS = 2_000
PATIENCE = 2.0  # seconds to wait for another thread or process that makes it; then one makes it oneself
LOOKS_EVERY = 0.02
MAKING = 10_000  # milliseconds after which a maker that died is forgotten
# Only one's own lock is let go: ours may have run out, and another have taken it.
LET_GO = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"


def cached(key: str, seconds: float, make: Make) -> Any:
    """What `make` answered within these seconds, in this process or another; else it is asked now, once for all who wait.
    It must be what JSON can carry (lists, and dictionaries with texts as keys), and is nobody's to change. What `make`
    raises is raised, and not kept."""
    return _cache().get(key, seconds, make)


def forget(key: str) -> None:
    """Make it anew at the next asking, here and in the other processes that have not read it yet."""
    _cache().forget(key)


class SharedCache:
    """Values with the moment until which they are good: {key: (value, epoch seconds)}."""

    def __init__(self, redis: SharedRedis | None, prefix: str) -> None:
        self.redis, self.prefix = redis, prefix
        self.own: dict[str, tuple[Any, float]] = {}
        self.lines: dict[str, threading.Lock] = {}

    def get(self, key: str, seconds: float, make: Make) -> Any:
        if (kept := self._kept(key)) is not None:
            return kept[0]
        line = self.lines.setdefault(key, threading.Lock())
        first = line.acquire(timeout=PATIENCE)
        try:
            if (kept := self._kept(key)) is not None:
                return kept[0]
            value, until = self._fetch(key, seconds, make)
            self._keep(key, value, until)
            return value
        finally:
            if first:
                line.release()

    def forget(self, key: str) -> None:
        self.own.pop(key, None)
        if self.redis:  # what the others keep ends by itself
            self._tell(lambda redis: redis.delete(self._name(key)))

    def _fetch(self, key: str, seconds: float, make: Make) -> tuple[Any, float]:
        """From Redis, or made by whoever takes the key's lock there; without Redis, made here."""
        if self.redis is None:
            return _made(make, seconds)
        token, until = uuid4().hex, time.monotonic() + PATIENCE
        try:
            while (found := self.redis.ask(self._read(key))) is None:
                if self.redis.ask(lambda redis: redis.set(self._lock(key), token, nx=True, px=MAKING)) or time.monotonic() > until:
                    return self._make_for_all(key, seconds, make, token)
                time.sleep(LOOKS_EVERY)
        except Away:
            return _made(make, seconds)
        value, good_until = orjson.loads(found)
        return value, good_until

    def _make_for_all(self, key: str, seconds: float, make: Make, token: str) -> tuple[Any, float]:
        try:
            value, until = _made(make, seconds)
            self._tell(lambda redis: redis.set(self._name(key), orjson.dumps([value, until]), px=max(1, int(seconds * 1000))))
        finally:
            self._tell(lambda redis: redis.eval(LET_GO, 1, self._lock(key), token))
        return value, until

    def _read(self, key: str) -> Callable[[Redis], Any]:
        return lambda redis: redis.get(self._name(key))

    def _tell(self, what: Callable[[Redis], Any]) -> None:
        assert self.redis
        with suppress(Away):  # it died meanwhile; what was made is good all the same
            self.redis.ask(what)

    def _kept(self, key: str) -> tuple[Any, float] | None:
        kept = self.own.get(key)
        return kept if kept and kept[1] > time.time() else None

    def _keep(self, key: str, value: Any, until: float) -> None:
        if len(self.own) >= MOST_KEYS:
            now = time.time()
            self.own = {name: kept for name, kept in list(self.own.items()) if kept[1] > now}
            self.lines = {name: line for name, line in list(self.lines.items()) if line.locked()}
        if len(self.own) < MOST_KEYS:
            self.own[key] = value, until

    def _name(self, key: str) -> str:
        return f"{self.prefix}:{key}"

    def _lock(self, key: str) -> str:
        return f"{self.prefix}:making:{key}"


def _made(make: Make, seconds: float) -> tuple[Any, float]:
    """Made now, in the shape in which another process would read it."""
    until = time.time() + seconds
    return orjson.loads(orjson.dumps(make())), until


def _cache() -> SharedCache:
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    found: SharedCache | None = app.extensions.get("muster.cache")
    if found is None:
        # Two deployments may share a Redis: the secret is what only one deployment's machines share.
        deployment = hashlib.sha256(b"cache|" + str(app.config["SECRET_KEY"]).encode()).hexdigest()[:12]
        found = app.extensions.setdefault("muster.cache", SharedCache(shared_redis(app), f"muster:{deployment}"))
    return found
