"""The one Redis that all processes share, which may be away at any time: nobody waits for it, and it is asked again later."""

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

import redis
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

# All that one request may wait for a Redis that doesn't answer. One in the same room answers within a millisecond.
ANSWERS_WITHIN = 0.05
RESTS = 5.0  # seconds in which a Redis that did not answer is not asked again
# Once: the library's own patience of several tries would be a request's wait.
ASKING = {"socket_connect_timeout": ANSWERS_WITHIN, "socket_timeout": ANSWERS_WITHIN, "retry": Retry(NoBackoff(), 0)}

T = TypeVar("T")


class Away(Exception):
    """Redis is away, or was a moment ago: do without it."""


class SharedRedis:
    """A client that rests after a failure. Then one thread asks whether Redis is back, and the others follow it."""

    def __init__(self, url: str) -> None:
        self.client: Redis = redis.from_url(url, **ASKING)
        self.lock = threading.Lock()
        self.rests_until = 0.0

    def ask(self, question: Callable[[Redis], T]) -> T:
        """What Redis answers. Raises Away, at once while it rests."""
        failed_before = self._may_ask()
        try:
            answer = question(self.client)
        except RedisError as error:
            self.rests_until = time.monotonic() + RESTS
            raise Away from error
        if failed_before:
            self.rests_until = 0.0
        return answer

    def _may_ask(self) -> bool:
        """Whether this is the one that tries again after a rest."""
        if not self.rests_until:
            return False
        with self.lock:
            if time.monotonic() < self.rests_until:
                raise Away
            self.rests_until = time.monotonic() + RESTS
        return True


def shared_redis(app: Any) -> SharedRedis | None:
    """The application's Redis; None where no setting names one."""
    found: SharedRedis | None = app.extensions.get("muster.redis")
    return found


def register(app: Any, redis_url: str) -> None:
    app.extensions["muster.redis"] = SharedRedis(redis_url) if redis_url else None
