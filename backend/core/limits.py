"""A general limit on requests, so that one runaway client can't take the server from the others.

Wide on purpose: a hall of two thousand phones shares one address. Guessed passwords and digits have limits of their own.
"""

import time

from flask import Flask, Response, request
from limits import RateLimitItem, parse
from limits.storage import RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter
from redis import RedisError

from backend.core.count_in_process import CountInProcess
from backend.core.errors import Refused, problem

# Two thousand phones of one hall, three requests each, within seconds, and all from one address.
PER_ADDRESS = "30000 per minute"
REDIS_RESTS = 5.0  # seconds in which a Redis that did not answer is not asked again


def register(app: Flask, redis_url: str) -> None:
    """Counted in Redis when there is one; while it is away, each process counts for itself."""
    shared = RedisStorage(redis_url, socket_connect_timeout=1, socket_timeout=1) if redis_url else None
    app.before_request(Counter(parse(PER_ADDRESS), shared).count)


class Counter:
    def __init__(self, limit: RateLimitItem, shared: Storage | None) -> None:
        self.limit = limit
        self.shared = FixedWindowRateLimiter(shared) if shared else None
        self.own = FixedWindowRateLimiter(CountInProcess())
        self.asks_redis_from = 0.0

    def count(self) -> Response | None:
        """Count this request; the refusal, if it is one too many."""
        address = request.remote_addr or ""
        if self.shared and time.monotonic() >= self.asks_redis_from:
            try:
                return self._count(self.shared, address)
            except RedisError:
                self.asks_redis_from = time.monotonic() + REDIS_RESTS
        return self._count(self.own, address)

    def _count(self, counter: FixedWindowRateLimiter, address: str) -> Response | None:
        if counter.hit(self.limit, address):
            return None
        wait = max(1, round(counter.get_window_stats(self.limit, address).reset_time - time.time()))
        detail = "Too many requests from this address: wait a little."
        return problem(Refused("too_many_requests", detail, status=429, headers={"Retry-After": str(wait)}))
