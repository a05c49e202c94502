"""Flask's own cookie session, switched off: who asks stands in a token, and nothing else is kept about a browser."""

from typing import Any

from flask import Flask
from flask.sessions import SessionInterface


class NoSessions(SessionInterface):
    def open_session(self, app: Flask, request: Any) -> None:
        return None

    def save_session(self, app: Flask, session: Any, response: Any) -> None:
        """Nothing to save."""
