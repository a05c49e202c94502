"""Logs: one JSON line a request, with its id; never a body, a token or a phone number."""

import json
import logging
import re
import sys
import time
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from flask import Flask, Response, g, request

log = logging.getLogger("muster")
HARMLESS = re.compile(r"[\w.-]{1,64}")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def register(app: Flask, level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for logger in (log, app.logger):
        logger.handlers = [handler]
        logger.setLevel(level)
        logger.propagate = False
    # What no line shows need not be found out for each of them.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    app.before_request(_number)
    app.after_request(_write)


def _number() -> None:
    """Take the proxy's request id when it is harmless, else make one; people quote it when they ask for help."""
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if HARMLESS.fullmatch(given) else uuid4().hex[:12]
    g.began = time.monotonic()


def _write(answer: Response) -> Response:
    answer.headers["X-Request-Id"] = g.request_id
    if log.isEnabledFor(logging.INFO):
        log.info("request", extra={"facts": _facts(answer)})
    return answer


def _facts(answer: Response) -> dict[str, Any]:
    # The rule, not the path: a sign-in code or a signed media link in a path is a secret for a while.
    where = request.url_rule.rule if request.url_rule else "?"
    return {
        "request_id": g.request_id,
        "method": request.method,
        "route": where,
        "status": answer.status_code,
        "ms": round((time.monotonic() - g.began) * 1000, 1),
    }
