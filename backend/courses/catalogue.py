"""The whole catalogue in one compact answer, for search on the phone itself; made once for each version of it."""

import gzip
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from flask import Response, current_app, request

from backend.core.actor import Actor
from backend.core.versions import digest, headers_of, shape_of, unchanged
from backend.courses.library import Item
from backend.courses.schemas import CatalogueShape, Sized
from backend.courses.shelves import Shelf, shelf_at
from backend.courses.studied import shelf_mark

KEPT = "muster.catalogues"
MOST = 8  # a version is some hundred kilobytes, and most branches are offered the same
SHAPE = shape_of(CatalogueShape())
SIZED = tuple(Sized().fields)


@dataclass(frozen=True)
class Body:
    plain: bytes
    zipped: bytes


def answer_catalogue(actor: Actor) -> Response:
    """The catalogue offered to the actor's branch; it holds nothing about the actor."""
    shelf = shelf_at(actor.branch_path, shelf_mark(actor.id))
    version = digest(SHAPE, shelf.version)
    return unchanged(version) or _answer(version, _kept(version, shelf))


def _answer(version: str, body: Body) -> Response:
    zipped = request.accept_encodings.quality("gzip") > 0
    answer = Response(body.zipped if zipped else body.plain, content_type="application/json", headers=headers_of(version))
    answer.headers["Vary"] = "Accept-Encoding"
    if zipped:
        answer.headers["Content-Encoding"] = "gzip"
    return answer


def _kept(version: str, shelf: Shelf) -> Body:
    bodies: OrderedDict[str, Body] = current_app.extensions.setdefault(KEPT, OrderedDict())
    body = bodies.get(version)
    if body is None:
        plain = orjson.dumps(_catalogue(shelf), option=orjson.OPT_SORT_KEYS)
        body = bodies[version] = Body(plain, gzip.compress(plain, mtime=0))
        while len(bodies) > MOST:
            bodies.popitem(last=False)
    return body


def _catalogue(shelf: Shelf) -> dict[str, Any]:
    return {
        "categories": _named("category", shelf.items),
        "organisations": _named("organisation", shelf.items),
        "courses": [_course(item) for item in shelf.items],
    }


def _named(kind: str, items: Sequence[Item]) -> list[dict[str, Any]]:
    named = {item.shown[kind]["id"]: item.shown[kind] for item in items}
    return [named[one] for one in sorted(named)]


def _course(item: Item) -> dict[str, Any]:
    of_others = {"category_id": item.shown["category"]["id"], "organisation_id": item.shown["organisation"]["id"]}
    return {**{name: item.shown[name] for name in SIZED}, **of_others, **_typed(item.search_text)}


def _typed(search_text: str) -> dict[str, str]:
    """How the title is typed, from the first lines of the search text."""
    _, pinyin, initials, *_ = [*search_text.split("\n"), "", "", ""]
    return {"pinyin": pinyin, "initials": initials}
