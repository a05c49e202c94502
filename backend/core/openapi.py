"""The OpenAPI 3.1 document, made from the endpoints themselves, and a page to read it."""

import json
from typing import Any

from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask, Response
from flask_smorest import Api
from markupsafe import escape

from backend.core.errors import show_http_error
from backend.core.shapes import Problem

PAGE = "text/html; charset=utf-8"
METHODS = ("get", "post", "put", "patch", "delete")
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Muster API</title>
<style>
body { font: 16px/1.5 system-ui; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
td { padding: .3rem .6rem; border-top: 1px solid #ddd }
</style>
<h1>Muster API</h1><p>The whole document: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p><table>"""


def as_text(app: Flask) -> str:
    """The document as docs/openapi.json holds it."""
    return json.dumps(app.extensions["muster.openapi"].to_dict(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


class MusterApi(Api):  # type: ignore[misc] # flask-smorest has no types
    """flask-smorest, with our one shape of errors."""

    ERROR_SCHEMA = Problem

    def handle_http_exception(self, error: Any) -> Response:
        return show_http_error(error)


def make_api(app: Flask) -> MusterApi:
    app.config.update(
        API_TITLE="Muster",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "info": {"description": "Study, meetings and membership for organisations built as a tree."},
            "components": {"securitySchemes": {"access": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}},
        },
    )
    api = MusterApi(app, spec_kwargs={"marshmallow_plugin": MarshmallowPlugin(schema_name_resolver=_name)})
    app.extensions["muster.openapi"] = api.spec
    app.add_url_rule("/api/docs", "docs", lambda: Response(_page(api.spec.to_dict()), content_type=PAGE))
    return api


def _name(schema: Any) -> str:
    """MeetingShape is Meeting in the document; a shape changed by its place there stays nameless."""
    kind = schema if isinstance(schema, type) else type(schema)
    return kind.__name__.removesuffix("Shape")


def _page(document: dict[str, Any]) -> str:
    """A plain page: every endpoint with its method and what it is for. No script, no foreign host."""
    endpoints = ((path, *endpoint) for path, methods in document["paths"].items() for endpoint in methods.items())
    rows = [_row(path, method, facts) for path, method, facts in endpoints if method in METHODS]
    return HEAD + "".join(rows) + "</table></html>"


def _row(path: str, method: str, facts: dict[str, Any]) -> str:
    about = escape(facts.get("summary", ""))
    return f"<tr><td><code>{method.upper()}</code></td><td><code>{escape(path)}</code></td><td>{about}</td></tr>"
