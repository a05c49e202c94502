"""The learning record store at the other end: take a batch of statements, with patience; say what became of it."""

import base64
import http.client
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from backend.xapi.statements import VERSION

SECONDS_TO_ANSWER = 30
PAUSES = (1.0, 4.0, 15.0)  # seconds before the second, third and fourth attempt
LONGEST_PAUSE = 60.0
TAKEN = (200, 204)


class Unreachable(Exception):
    """The store can't be reached, or will not talk to us; later perhaps."""


@dataclass(frozen=True)
class Store:
    url: str
    user: str
    password: str

    def post(self, statements: list[dict[str, Any]]) -> tuple[int, str]:
        """Send a batch. Answers status and text of the answer."""
        return self._patiently("POST", "/statements", statements)

    def put(self, statement: dict[str, Any]) -> tuple[int, str]:
        """Send one statement under its own id."""
        return self._patiently("PUT", f"/statements?statementId={quote(statement['id'])}", statement)

    def _patiently(self, method: str, path: str, body: Any) -> tuple[int, str]:
        """Again after a pause while the store is busy, broken or away: a statement sent twice is one, by its id."""
        said = ""
        for pause in (0.0, *PAUSES):
            time.sleep(pause)
            try:
                status, said, wait = self._once(method, path, body)
            except (OSError, http.client.HTTPException) as error:
                said = f"{type(error).__name__}: {error}"
                continue
            if status in (401, 403):
                raise Unreachable(f"The store refuses us ({status}): check MUSTER_XAPI_USER and MUSTER_XAPI_PASSWORD.")
            if status != 429 and status < 500:
                return status, said
            time.sleep(min(wait, LONGEST_PAUSE))
        raise Unreachable(f"The store does not take statements now: {said[:200]}")

    def _once(self, method: str, path: str, body: Any) -> tuple[int, str, float]:
        secret = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        headers = {"Content-Type": "application/json", "X-Experience-API-Version": VERSION, "Authorization": f"Basic {secret}"}
        # The address is a setting that begins with http:// or https://.
        request = urllib.request.Request(self.url.rstrip("/") + path, json.dumps(body).encode(), headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=SECONDS_TO_ANSWER) as answer:  # noqa: S310
                return answer.status, answer.read().decode(errors="replace"), 0.0
        except urllib.error.HTTPError as error:
            wait = error.headers.get("Retry-After", "")
            return error.code, error.read().decode(errors="replace"), float(wait) if wait.isdecimal() else 0.0
