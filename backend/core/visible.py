"""Whether a thing exists for somebody: by its model's `visible_to`, which is said once and asked in two ways."""

from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Prepared, db
from backend.core.errors import NotFound
from backend.core.shapes import LARGEST_ID

MOST_LOOKING = 1024


def visible(kind: Any, thing_id: int, actor: Actor) -> Any:
    """The thing of this id if it exists for this person. Raises NotFound otherwise, in the same words for both."""
    storable = 0 < thing_id <= LARGEST_ID
    thing = db.session.scalars(kind.visible_to(actor).where(kind.id == thing_id)).unique().one_or_none() if storable else None
    if thing is None:
        raise NotFound
    return thing


def glimpsed(kind: Any, sight: Any, thing_id: int, actor: Actor) -> Any:
    """The same for who comes every few seconds: no object, but what a `sight` tells of the row of its `columns` (which may ask for
    what time it is `now`). Raises NotFound alike."""
    row = _looking(kind, sight, actor).first(thing_id=thing_id, now=clock.now()) if 0 < thing_id <= LARGEST_ID else None
    if row is None:
        raise NotFound
    return sight(row)


# To build and compile it costs far more than to ask. It holds nothing that `visible_to` could answer otherwise tomorrow: it is told of
# nothing but the actor, so that whoever has another branch or role asks another way.
@lru_cache(maxsize=MOST_LOOKING)
def _looking(kind: Any, sight: Any, actor: Actor) -> Prepared:
    return Prepared(kind.visible_to(actor).with_only_columns(*sight.columns).where(kind.id == bindparam("thing_id")))
