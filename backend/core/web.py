"""The one way a request takes: who asks, which thing, may they, is the body sound, answer, commit."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, wraps
from typing import Any

from flask import Response, current_app, g
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from backend.core import anchor
from backend.core.actor import Actor
from backend.core.along import Along
from backend.core.db import begin_request, begin_writing, commit_request
from backend.core.errors import Refused
from backend.core.one_writer import reading
from backend.core.pages import Listing, Ready, read_page
from backend.core.quick_show import QuickShow, as_json
from backend.core.read_request import reader_of
from backend.core.shapes import PageQuery, Shape
from backend.core.versions import Version, answer_once, tagging
from backend.core.visible import glimpsed
from backend.core.visible import visible as visible

Rule = Callable[[Any, Any], bool]
Parts = list[tuple[Schema, str]]
Show = Callable[[Any], Any]
Readers = list[Callable[[], Any]]


@dataclass
class Facts:
    """What an endpoint's line says about it; the law tests read it, and take rules away to see that it shows."""

    method: str
    path: str
    may: Rule
    on: type | None
    lists: bool
    seen_as: type | None = None

    @property
    def needs_sign_in(self) -> bool:
        return not getattr(self.may, "open_to_strangers", False)

    @cached_property
    def thing_id(self) -> str:
        """The part of the path that names the thing."""
        return f"{self.on.__name__.lower()}_id" if self.on else ""

    def find(self, thing_id: int, actor: Actor) -> Any:
        return glimpsed(self.on, self.seen_as, thing_id, actor) if self.seen_as else visible(self.on, thing_id, actor)


class Feature:
    """A feature's endpoints. `may` has no default: an endpoint without a rule does not import."""

    def __init__(self, name: str, prefix: str = "/api") -> None:
        self.blueprint = Blueprint(name, name, url_prefix=prefix)

    def get(self, path: str, **facts: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return self._endpoint("GET", path, **facts)

    def post(self, path: str, **facts: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return self._endpoint("POST", path, **facts)

    def put(self, path: str, **facts: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return self._endpoint("PUT", path, **facts)

    def patch(self, path: str, **facts: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return self._endpoint("PATCH", path, **facts)

    def delete(self, path: str, **facts: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return self._endpoint("DELETE", path, **facts)

    def _endpoint(
        self,
        method: str,
        path: str,
        *,
        may: Rule,
        on: Any = None,
        seen_as: Any = None,
        takes: type[Schema] | None = None,
        query: type[Schema] | None = None,
        form: type[Schema] | None = None,
        files: type[Schema] | None = None,
        gives: type[Schema] | None = None,
        lists: type[Schema] | None = None,
        beside: type[Schema] | None = None,
        version: Version | None = None,
        along: Along | None = None,
        status: int = 200,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Declare an endpoint. The handler gets: the thing (`on`), then files, form, body, query, those that are declared.
        `version` gets the thing alone and names what the answer shows: who holds it already is answered by a 304.
        Of a thing with `seen_as` it gets this instead (core/visible.py). `along` is read in the statement that finds out who asks."""
        query = (query or PageQuery) if lists else query
        gives = page_of(lists, beside) if lists else gives
        declared = {"files": files, "form": form, "json": takes, "query": query}
        # Instances: of a class, a new one would be made for each request.
        parts = [(schema(), location) for location, schema in declared.items() if schema]

        def declare(handler: Callable[..., Any]) -> Callable[..., Any]:
            facts = Facts(method, path, may, on, bool(lists), seen_as)
            shape = gives() if gives else None
            tags = tagging(version, shape) if version and shape else None
            readers = [reader_of(*part) for part in parts]
            show = QuickShow(shape).show if shape else None
            view = _view(_paged(handler) if lists else handler, facts, readers, show, status, tags, along)
            view._apidoc = self._describe(handler, parts, gives, status, facts)  # type: ignore[attr-defined]
            view.facts = facts  # type: ignore[attr-defined]
            self.blueprint.route(path, methods=[method], endpoint=handler.__name__)(view)
            return handler

        return declare

    def _describe(self, handler: Callable[..., Any], parts: Parts, gives: type[Schema] | None, status: int, facts: Facts) -> Any:
        """What flask-smorest writes into the OpenAPI document. Its own way through a request is longer than ours, and not taken."""
        described = handler
        for schema, location in reversed(parts):
            described = self.blueprint.arguments(schema, location=location)(described)
        described = self.blueprint.response(status, gives)(described)
        security: list[Any] = [{"access": []}] if facts.needs_sign_in else []
        described = self.blueprint.doc(operationId=f"{self.blueprint.name}.{handler.__name__}", security=security)(described)
        return described._apidoc


@cache
def page_of(item: type[Schema], beside: type[Schema] | None = None) -> type[Schema]:
    """The schema of a page of items."""
    members = {"items": fields.List(fields.Nested(item), required=True), "next": fields.String(required=True, allow_none=True)}
    name = (beside or item).__name__.removesuffix("Shape") + "Page"
    return type(name, (beside or Shape,), members)


def _view(
    handler: Callable[..., Any],
    facts: Facts,
    readers: Readers,
    show: Show | None,
    status: int,
    tags: Version | None,
    along: Along | None,
) -> Callable[..., Any]:
    """The whole way of a request, in the order in which it is taken."""

    @wraps(handler)
    def view(**path: Any) -> Response:
        reading.set(True)  # until the handler of a request that writes is reached
        begin_request()
        actor = identify(along) if facts.needs_sign_in else None
        things = [facts.find(path.pop(facts.thing_id), _known(actor))] if facts.on else []
        if not facts.may(actor, things[0] if things else None):
            raise Refused("forbidden", "You may not do this.", status=403)
        read = [reader() for reader in readers]
        if facts.method != "GET":
            begin_writing()
        tag = tags(*things) if tags else None
        answer = answer_once(tag, lambda: _answer(handler(*things, *read, **path), show, status))
        commit_request()
        if known := g.get("actor"):  # also who has just signed in
            answer.headers[anchor.HEADER] = anchor.make_anchor(known.id)
        return answer

    return view


def _answer(given: Any, show: Show | None, status: int) -> Response:
    """What a handler gave as a response: with a status of its own, whole already, or to be shaped."""
    given, status = given if isinstance(given, tuple) else (given, status)
    if isinstance(given, Response):
        return given
    return as_json(show(given) if show else given, status)


def identify(along: Along | None = None) -> Actor:
    """Who asks. Raises Refused (401) for a token that is missing, broken, expired or revoked."""
    g.actor = current_app.extensions["muster.identify"](along)
    return _known(g.actor)


def _known(actor: Actor | None) -> Actor:
    assert actor is not None, "an endpoint open to strangers can't be about a thing"
    return actor


def _paged(handler: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(handler)
    def paged(*things: Any, **path: Any) -> Any:
        query = things[-1]
        after, limit = query.pop("after"), query.pop("limit")
        arguments = (*things[:-1], query) if query else things[:-1]
        listing: Listing | Ready = handler(*arguments, **path)
        return read_page(listing, after, limit)

    return paged
