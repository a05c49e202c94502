"""The built app: compressed, kept for ever where the name holds a hash, and nothing served beside it."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.core import pwa
from tests.cast import World

INDEX = b"<!doctype html><title>Muster</title>"
SCRIPT = b"console.log('hello')" * 50


@pytest.fixture
def built(app: Flask, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An app with a folder of built files, and a secret beside that folder."""
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_bytes(INDEX)
    (dist / "sw.js").write_bytes(b"// worker")
    (dist / "manifest.webmanifest").write_bytes(b"{}")
    (dist / "assets" / "app-1a2b.js").write_bytes(SCRIPT)
    (dist / "assets" / "app-1a2b.js.br").write_bytes(b"as brotli")
    (dist / "assets" / "app-1a2b.js.gz").write_bytes(b"as gzip")
    (tmp_path / "secret.key").write_bytes(b"hush")
    monkeypatch.setattr(pwa, "DIST", dist)
    return app


def get(app: Flask, path: str, accepts: str | None = None, base_url: str = "http://localhost") -> Any:
    headers = {"Accept-Encoding": accepts} if accepts is not None else {}
    return app.test_client().get(path, headers=headers, base_url=base_url)


def test_every_address_of_the_app_is_its_page(built: Flask) -> None:
    for path in ("/", "/courses/7", "/S/ABC123", "/s/abc", "/meetings/1/board", "/healthzz"):
        answer = get(built, path)
        assert (answer.status_code, answer.mimetype, answer.data) == (200, "text/html", INDEX), path
        assert answer.headers["Cache-Control"] == "no-cache"


def test_what_belongs_to_the_server_is_never_the_page(built: Flask) -> None:
    for path in (
        "/api/nothing",
        "/api",
        "/api/",
        "/media/7",
        "/media",
        "/assets/gone-9z.js",
        "/assets/gone",
        "/assets/",
        "/robots.txt",
        "/x.php",
    ):
        answer = get(built, path)
        assert (answer.status_code, answer.content_type) == (404, "application/problem+json"), path
        assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_a_name_with_a_hash_is_kept_for_ever(built: Flask) -> None:
    answer = get(built, "/assets/app-1a2b.js")
    assert answer.data == SCRIPT
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_name_without_is_asked_for_again(built: Flask) -> None:
    for path, kind in (("/sw.js", "text/javascript"), ("/manifest.webmanifest", "application/manifest+json")):
        answer = get(built, path)
        assert (answer.headers["Cache-Control"], answer.mimetype) == ("no-cache", kind)
    tag = get(built, "/sw.js").headers["ETag"]
    assert built.test_client().get("/sw.js", headers={"If-None-Match": tag}).status_code == 304


def test_the_smallest_form_that_the_browser_takes_is_sent(built: Flask) -> None:
    chosen = {
        "gzip, deflate, br": ("br", b"as brotli"),
        "br": ("br", b"as brotli"),
        "gzip": ("gzip", b"as gzip"),
        "identity": (None, SCRIPT),
        "": (None, SCRIPT),
        "br;q=0, gzip": ("gzip", b"as gzip"),
        "br;q=0, gzip;q=0": (None, SCRIPT),
    }
    for accepts, (encoding, content) in chosen.items():
        answer = get(built, "/assets/app-1a2b.js", accepts)
        assert (answer.headers.get("Content-Encoding"), answer.data) == (encoding, content), accepts
        assert answer.mimetype == "text/javascript"
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_file_without_a_twin_is_sent_as_it_is(built: Flask) -> None:
    answer = get(built, "/sw.js", "br, gzip")
    assert (answer.headers.get("Content-Encoding"), answer.data) == (None, b"// worker")


def test_nothing_outside_the_folder_is_served(built: Flask) -> None:
    for path in (
        "/../secret.key",
        "/..%2fsecret.key",
        "/assets/..%2f..%2fsecret.key",
        "/%2e%2e/secret.key",
        "//etc/passwd",
        "/..%5csecret.key",
    ):
        answer = get(built, path)
        assert b"hush" not in answer.data, path
        assert b"root:" not in answer.data, path


def test_names_that_no_file_can_have_break_nothing(built: Flask) -> None:
    for path in ("/%00", "/a%00.js", "/" + "a" * 300, "/" + "a" * 5000, "/" + "a/" * 3000, "/%FF%FE", "/assets/%00"):
        assert get(built, path).status_code in (200, 404), path[:20]


def test_a_link_out_of_the_folder_is_not_followed(built: Flask, tmp_path: Path) -> None:
    (tmp_path / "dist" / "assets" / "key").symlink_to(tmp_path / "secret.key")
    assert get(built, "/assets/key").status_code == 404


def test_every_answer_says_what_a_browser_may_do_with_it(built: Flask) -> None:
    for path in ("/", "/assets/app-1a2b.js", "/api/deployment", "/api/nothing", "/healthz"):
        headers = get(built, path).headers
        policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'self'"
        assert "'unsafe-inline'" not in policy["script-src"]
        assert "'unsafe-eval'" not in policy["script-src"].split()
        assert (policy["object-src"], policy["base-uri"], policy["frame-ancestors"]) == ("'none'", "'none'", "'none'")
        assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "same-origin")
        assert "camera=(self)" in headers["Permissions-Policy"]


def test_only_over_https_is_https_promised(built: Flask) -> None:
    assert "Strict-Transport-Security" not in get(built, "/").headers
    assert "max-age=" in get(built, "/", base_url="https://muster.test").headers["Strict-Transport-Security"]


def test_answers_of_the_api_are_kept_by_nobody(built: Flask) -> None:
    for path in ("/api/deployment", "/api/me", "/api/nothing"):
        assert get(built, path).headers["Cache-Control"] == "no-store"


def test_an_app_that_is_not_built_says_so(built: Flask, tmp_path: Path) -> None:
    (tmp_path / "dist" / "index.html").unlink()
    answer = get(built, "/")
    assert answer.status_code == 404
    assert "not built" in answer.json["detail"]
