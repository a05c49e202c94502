"""The whole catalogue in one compact answer, for search on the phone itself; made once for each version of it."""

import gzip
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, jsonify, request
from sqlalchemy import func, select

from backend.core.actor import Actor
from backend.core.db import db
from backend.core.versions import digest, headers_of, shape_of, unchanged
from backend.courses.models import Category, Course, offered_to
from backend.courses.schemas import CatalogueShape
from backend.courses.sizes import sizes_of
from backend.courses.versions import catalogue_version
from backend.organisations.models import Organisation

KEPT = "muster.catalogues"
MOST = 8  # a version is some hundred kilobytes, and most branches are offered the same
SHAPE = shape_of(CatalogueShape())
COLUMNS = ("id", "title", "category_id", "organisation_id", "required", "recommended", "on_menu", "published_at")
LONGEST_TITLE = 1000  # characters of a title with its pinyin and initials


@dataclass(frozen=True)
class Body:
    plain: bytes
    zipped: bytes


def answer_catalogue(actor: Actor) -> Response:
    """The catalogue offered to the actor's branch; it holds nothing about the actor."""
    version = digest(SHAPE, catalogue_version(actor.branch_path))
    return unchanged(version) or _answer(version, _kept(version, actor))


def _answer(version: str, body: Body) -> Response:
    zipped = request.accept_encodings.quality("gzip") > 0
    answer = Response(body.zipped if zipped else body.plain, content_type="application/json", headers=headers_of(version))
    answer.headers["Vary"] = "Accept-Encoding"
    if zipped:
        answer.headers["Content-Encoding"] = "gzip"
    return answer


def _kept(version: str, actor: Actor) -> Body:
    bodies: OrderedDict[str, Body] = current_app.extensions.setdefault(KEPT, OrderedDict())
    body = bodies.get(version)
    if body is None:
        plain = bytes(jsonify(CatalogueShape().dump(_catalogue(actor))).data)
        body = bodies[version] = Body(plain, gzip.compress(plain, mtime=0))
        while len(bodies) > MOST:
            bodies.popitem(last=False)
    return body


def _catalogue(actor: Actor) -> dict[str, Any]:
    columns = [getattr(Course, name) for name in COLUMNS]
    found = func.substr(Course.search_text, 1, LONGEST_TITLE).label("found")
    offered = select(*columns, found).where(offered_to(actor))
    rows = db.session.execute(offered.order_by(Course.required.desc(), Course.recommended.desc(), Course.id)).all()
    sizes = sizes_of([row.id for row in rows])
    return {
        "categories": _named(Category, {row.category_id for row in rows}),
        "organisations": _named(Organisation, {row.organisation_id for row in rows}),
        "courses": [{**row._mapping, **_typed(row.found), **sizes[row.id]} for row in rows],
    }


def _named(kind: Any, ids: set[int]) -> Sequence[Any]:
    return db.session.execute(select(kind.id, kind.name).where(kind.id.in_(ids)).order_by(kind.id)).all()


def _typed(search_text: str) -> dict[str, str]:
    """How the title is typed, from the first lines of the search text."""
    _, pinyin, initials, *_ = [*search_text.split("\n"), "", "", ""]
    return {"pinyin": pinyin, "initials": initials}
