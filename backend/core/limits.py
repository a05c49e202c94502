"""A general limit on requests, so that one runaway client can't take the server from the others.

Wide on purpose: a hall of two thousand phones shares one address. Guessed passwords and digits have limits of their own.
"""

import time

from flask import Flask, Response, request
from limits import RateLimitItem, parse
from limits.storage import RedisStorage
from limits.strategies import FixedWindowRateLimiter

from backend.core.count_in_process import CountInProcess
from backend.core.errors import Refused, problem
from backend.core.shared_redis import Away, SharedRedis, shared_redis

# Two thousand phones of one hall, three requests each, within seconds, and all from one address.
PER_ADDRESS = "30000 per minute"


def register(app: Flask, redis_url: str) -> None:
    """Counted in Redis when there is one; while it is away, each process counts for itself."""
    app.before_request(Counter(parse(PER_ADDRESS), redis_url, shared_redis(app)).count)


class Counter:
    def __init__(self, limit: RateLimitItem, redis_url: str, redis: SharedRedis | None) -> None:
        self.limit, self.redis = limit, redis
        # One pool of connections, so that what one finds out about Redis all know.
        shared = RedisStorage(redis_url, redis.client.connection_pool) if redis else None
        self.shared = FixedWindowRateLimiter(shared) if shared else None
        self.own = FixedWindowRateLimiter(CountInProcess())

    def count(self) -> Response | None:
        """Count this request; the refusal, if it is one too many."""
        address, shared = request.remote_addr or "", self.shared
        if self.redis and shared:
            try:
                return self.redis.ask(lambda redis: self._count(shared, address))
            except Away:
                pass
        return self._count(self.own, address)

    def _count(self, counter: FixedWindowRateLimiter, address: str) -> Response | None:
        if counter.hit(self.limit, address):
            return None
        wait = max(1, round(counter.get_window_stats(self.limit, address).reset_time - time.time()))
        detail = "Too many requests from this address: wait a little."
        return problem(Refused("too_many_requests", detail, status=429, headers={"Retry-After": str(wait)}))
