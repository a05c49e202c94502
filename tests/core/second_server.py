"""Another server over the same database, with other settings, for as long as a test needs it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from backend.app import create_app
from backend.core.config import Settings
from backend.core.db import db


@contextmanager
def second_server(settings: Settings) -> Iterator[Flask]:
    """The server; or what `create_app` raises. Its connections are closed, or SQLite's file could not be set back."""
    try:
        yield create_app(settings)
    finally:
        for engines in list(db._app_engines.values()):
            for engine in engines.values():
                engine.dispose()
