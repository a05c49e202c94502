"""A general limit on requests, so that one runaway client can't take the server from the others.

Wide on purpose: a hall of two hundred phones shares one address. Guessed passwords and digits have limits of their own.
"""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

PER_ADDRESS = "6000 per minute"


def register(app: Flask, redis_url: str) -> None:
    """Counted in Redis when there is one; when it dies, each process counts for itself."""
    Limiter(
        get_remote_address,
        app=app,
        default_limits=[PER_ADDRESS],
        storage_uri=redis_url or "memory://",
        storage_options={"socket_connect_timeout": 1, "socket_timeout": 1} if redis_url else {},
        strategy="fixed-window",
        in_memory_fallback_enabled=bool(redis_url),
        swallow_errors=True,
        headers_enabled=True,  # a refusal says when to come back
    )
