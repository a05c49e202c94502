"""The one way a request takes: who asks, which thing, may they, is the body sound, answer, commit."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any

from flask import Response, current_app, g, make_response
from flask_smorest import Blueprint
from marshmallow import RAISE, Schema, fields

from backend.core import anchor
from backend.core.actor import Actor
from backend.core.db import begin_writing, db
from backend.core.errors import NotFound, Refused
from backend.core.one_writer import reading
from backend.core.pages import Listing, read_page
from backend.core.shapes import LARGEST_ID, PageQuery, Shape

Rule = Callable[[Any, Any], bool]


@dataclass
class Facts:
    """What an endpoint's line says about it; the law tests read it, and take rules away to see that it shows."""

    method: str
    path: str
    may: Rule
    on: type | None
    lists: bool


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
        takes: type[Schema] | None = None,
        query: type[Schema] | None = None,
        form: type[Schema] | None = None,
        files: type[Schema] | None = None,
        gives: type[Schema] | None = None,
        lists: type[Schema] | None = None,
        beside: type[Schema] | None = None,
        status: int = 200,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Declare an endpoint. The handler gets: the thing (`on`), then files, form, body, query, those that are declared."""
        query = (query or PageQuery) if lists else query
        gives = page_of(lists, beside) if lists else gives

        def declare(handler: Callable[..., Any]) -> Callable[..., Any]:
            view = _paged(handler) if lists else handler if method == "GET" else _writing(handler)
            for schema, location in ((query, "query"), (takes, "json"), (form, "form"), (files, "files")):
                if schema:
                    # Unknown fields are refused everywhere; only a file comes among fields of its own.
                    # An instance: of a class, a new one would be made for each request.
                    unknown = {} if location == "files" else {"unknown": RAISE}
                    view = self.blueprint.arguments(schema(), location=location, **unknown)(view)
            facts = Facts(method, path, may, on, bool(lists))
            view = self.blueprint.response(status, gives)(_guarded(view, facts))
            view = _in_one_transaction(view)
            view.facts = facts  # type: ignore[attr-defined]
            security: list[Any] = [] if getattr(may, "open_to_strangers", False) else [{"access": []}]
            view = self.blueprint.doc(operationId=f"{self.blueprint.name}.{handler.__name__}", security=security)(view)
            self.blueprint.route(path, methods=[method], endpoint=handler.__name__)(view)
            return handler

        return declare


@cache
def page_of(item: type[Schema], beside: type[Schema] | None = None) -> type[Schema]:
    """The schema of a page of items."""
    members = {"items": fields.List(fields.Nested(item), required=True), "next": fields.String(required=True, allow_none=True)}
    name = (beside or item).__name__.removesuffix("Shape") + "Page"
    return type(name, (beside or Shape,), members)


def visible(kind: Any, thing_id: int, actor: Actor) -> Any:
    """The thing of this id if it exists for this person. Raises NotFound otherwise, in the same words for both."""
    storable = 0 < thing_id <= LARGEST_ID
    thing = db.session.scalars(kind.visible_to(actor).where(kind.id == thing_id)).unique().one_or_none() if storable else None
    if thing is None:
        raise NotFound
    return thing


def _guarded(view: Callable[..., Any], facts: Facts) -> Callable[..., Any]:
    @wraps(view)
    def guarded(**path: Any) -> Any:
        actor = None if getattr(facts.may, "open_to_strangers", False) else identify()
        thing = visible(facts.on, path.pop(f"{facts.on.__name__.lower()}_id"), _known(actor)) if facts.on else None
        if not facts.may(actor, thing):
            raise Refused("forbidden", "You may not do this.", status=403)
        return view(thing, **path) if facts.on else view(**path)

    return guarded


def identify() -> Actor:
    """Who asks. Raises Refused (401) for a token that is missing, broken, expired or revoked."""
    g.actor = current_app.extensions["muster.identify"]()
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
        listing: Listing = handler(*arguments, **path)
        return read_page(listing, after, limit)

    return paged


def _writing(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Who asks, which thing and the body are read without SQLite's one write lock: a body may take its time to arrive."""

    @wraps(handler)
    def writing(*things: Any, **path: Any) -> Any:
        begin_writing()
        return handler(*things, **path)

    return writing


def _in_one_transaction(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def transacted(**path: Any) -> Response:
        reading.set(True)  # until the handler of a request that writes is reached
        answer = make_response(view(**path))
        db.session.commit()
        if g.get("actor"):
            answer.headers[anchor.HEADER] = anchor.make_anchor(g.actor.id)
        return answer

    return transacted
