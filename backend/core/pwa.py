"""Serve the built PWA: compressed where the build left a compressed twin, for ever where the name holds a hash,
and index.html for every address of the app."""

import mimetypes
from pathlib import Path

from flask import Flask, Response, abort, request, send_file

from backend.core.config import settings

DIST = Path(__file__).resolve().parents[2] / "pwa" / "dist"
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
YEAR = 365 * 24 * 3600
# Answers of the server itself; an address below them that is not there is a 404, never the app.
NOT_THE_APP = ("api/", "media/", "assets/")
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self' blob:; worker-src 'self' blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
SECURE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
}
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("text/javascript", ".mjs")


def register(app: Flask) -> None:
    app.add_url_rule("/", "pwa", show, defaults={"path": "index.html"})
    app.add_url_rule("/<path:path>", "pwa", show)
    app.after_request(_secure)


def show(path: str) -> Response:
    file = _find(path)
    is_the_servers = f"{path}/".startswith(NOT_THE_APP) or (path != "index.html" and Path(path).suffix)
    if file is None and is_the_servers:
        abort(404)
    return _send(file or DIST / "index.html")


def _find(path: str) -> Path | None:
    """The built file at this address. A name that no file system takes (too long, a NUL byte) is nothing, too."""
    try:
        file = (DIST / path).resolve()
        return file if file.is_relative_to(DIST) and file.is_file() else None
    except (ValueError, OSError):
        return None


def _send(file: Path) -> Response:
    if not file.is_file():
        abort(404, "The app is not built yet: run scripts/run.")
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    hashed = file.is_relative_to(DIST / "assets")
    encoding, twin = _twin(file)
    answer = send_file(twin, mimetype=kind, conditional=True, etag=True, max_age=YEAR if hashed else None)
    answer.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if hashed else "no-cache"
    answer.headers["Vary"] = "Accept-Encoding"
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    return answer


def _twin(file: Path) -> tuple[str | None, Path]:
    for encoding, ending in ENCODINGS:
        twin = file.with_name(file.name + ending)
        if request.accept_encodings.quality(encoding) > 0 and twin.is_file():
            return encoding, twin
    return None, file


def _secure(answer: Response) -> Response:
    wanted = dict(SECURE)
    if request.is_secure and settings().mode != "demo":  # a demo on localhost must not bind every other port to HTTPS
        wanted["Strict-Transport-Security"] = "max-age=31536000"
    if request.path.startswith("/api/"):
        wanted["Cache-Control"] = "no-store"
    there = {name.lower() for name, _ in answer.headers}
    answer.headers.extend((name, value) for name, value in wanted.items() if name.lower() not in there)
    return answer
