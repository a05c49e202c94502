"""The OpenAPI 3.1 document, made from the endpoints themselves, and a page to read it."""

from typing import Any

from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask, Response
from flask_smorest import Api

from backend.core.config import Settings
from backend.core.errors import show_http_error
from backend.core.shapes import Problem

PAGE = "text/html; charset=utf-8"


class MusterApi(Api):
    """flask-smorest, with our one shape of errors."""

    ERROR_SCHEMA = Problem

    def handle_http_exception(self, error: Any) -> Response:
        return show_http_error(error)


def make_api(app: Flask, settings: Settings) -> MusterApi:
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
    app.add_url_rule("/api/docs", "docs", lambda: Response(_page(api.spec.to_dict()), content_type=PAGE))
    return api


def _name(schema: Any) -> str | None:
    """MeetingShape is Meeting in the document; a shape changed by its place there stays nameless."""
    kind = schema if isinstance(schema, type) else type(schema)
    return kind.__name__.removesuffix("Shape")


def _page(document: dict[str, Any]) -> str:
    """A plain page: every endpoint with its method, its rule in a sentence and its shapes. No script, no foreign host."""
    rows = []
    for path, methods in document["paths"].items():
        for method, facts in methods.items():
            if method in ("get", "post", "put", "patch", "delete"):
                rows.append(
                    f"<tr><td><code>{method.upper()}</code></td><td><code>{path}</code></td><td>{facts.get('summary', '')}</td></tr>"
                )
    style = "body{font:16px/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}td{padding:.3rem .6rem;border-top:1px solid #ddd}code{font-size:.9em}"
    head = f"<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'><title>Muster API</title><style>{style}</style>"
    return f"{head}<h1>Muster API</h1><p>The whole document: <a href=openapi.json>openapi.json</a> (OpenAPI 3.1).</p><table>{''.join(rows)}</table></html>"
