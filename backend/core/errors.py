"""Refusals: every error leaves as application/problem+json (RFC 9457) with a stable code."""

from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, json
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException

CODES = {
    400: "bad_request",
    401: "token_missing",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    416: "range_not_satisfiable",
    422: "invalid_input",
    429: "too_many_requests",
    503: "busy",
}


class Refused(Exception):
    """A request the server understood and will not carry out. `code` is stable; `detail` is for people."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        status: int = 409,
        errors: list[dict[str, str]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail, self.status = code, detail, status
        self.errors, self.headers = errors or [], headers or {}


class NotFound(Refused):
    """Nothing here for this person: the same answer whether it never was or is somebody else's."""

    def __init__(self) -> None:
        super().__init__("not_found", "There is nothing here for you.", status=404)


def problem(refusal: Refused) -> Response:
    """The refusal as an answer. Returned rather than raised where what was counted must still be committed."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.detail,
        "errors": refusal.errors,
        "request_id": g.get("request_id"),
    }
    return Response(json.dumps(body), refusal.status, refusal.headers, content_type="application/problem+json")


def show_http_error(error: HTTPException) -> Response:
    """The framework's own errors in the same shape, with its headers (a 405 says what is allowed)."""
    status = error.code or 500
    messages = getattr(error, "data", {}).get("messages", {})
    headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After", "Content-Range")}
    refusal = Refused(CODES.get(status, "server_error"), _detail(error), status=status, errors=_pointers(messages), headers=headers)
    return problem(refusal)


def show_too_deep(error: RecursionError) -> Response:
    """JSON nested by the hundred thousand: the parser gives up, and says so like any bad request."""
    return problem(Refused("bad_request", "The body is nested too deeply.", status=400))


def show_gone(error: Exception) -> Response:
    """What the request is about was deleted between its reading and its writing."""
    return problem(NotFound())


def register(app: Flask) -> None:
    app.register_error_handler(Refused, problem)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(RecursionError, show_too_deep)
    for gone in (ObjectDeletedError, StaleDataError):
        app.register_error_handler(gone, show_gone)


def _detail(error: HTTPException) -> str:
    return "Some of the input can't be used." if error.code == 422 else (error.description or "")


def _pointers(messages: Any, path: str = "") -> list[dict[str, str]]:
    """marshmallow's nested messages as JSON pointers (RFC 6901), e.g. /segments/0/rate."""
    if isinstance(messages, dict):
        inside = ("json", "query", "form", "files")
        return [row for key, value in messages.items() for row in _pointers(value, path if not path and key in inside else f"{path}/{key}")]
    return [{"pointer": path or "/", "detail": str(text)} for text in (messages if isinstance(messages, list) else [messages])]
