"""Members in the order of what each lacks, whoever lacks most first: as one array of keys, which half a million of them do not fill.

A key is what is missing, falling, and then the member's id; so it says both, and tells where a page goes on.
"""

import sys
from array import array
from bisect import bisect_left, bisect_right
from typing import Any

from sqlalchemy import BigInteger, LargeBinary, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from backend.core.db import db

MEMBERS = 2**32  # ids below this


def read_keys(people: Any, missing: Any, *sums: Any) -> tuple["array[int]", list[Any]]:
    """The keys of all rows of a subquery with `id`, and sums over them; `missing` is its column of what each lacks (below 1: nothing)."""
    key = cast(people.c.id, BigInteger) - cast(missing, BigInteger) * literal_column(str(MEMBERS))
    if db.engine.dialect.name == "sqlite":
        rows = db.session.scalars(select(key.label("key")).order_by("key"))
        return array("q", rows), list(db.session.execute(select(func.count(), *sums).select_from(people)).one()[1:])
    # As bytes: to read them as half a million numbers costs more than to sort them.
    nothing: Any = literal_column("''::bytea", type_=LargeBinary)
    in_order = func.string_agg(func.int8send(key), aggregate_order_by(nothing, key), type_=LargeBinary)
    told, *added = db.session.execute(select(in_order, *sums).select_from(people)).one()
    found = array("q", told or b"")
    if sys.byteorder == "little":  # on the wire the largest byte comes first
        found.byteswap()
    return found, added


def those_who_lack(keys: "array[int]") -> int:
    """How many lack something; they stand first."""
    return bisect_left(keys, 0)


def page_of(keys: "array[int]", end: int, after: int | None, limit: int) -> tuple[list[tuple[int, int]], int | None]:
    """(member, missing) behind a key and before an end, and the last key if more follow."""
    first = 0 if after is None else bisect_right(keys, after)
    shown = keys[first : min(first + limit, end)]
    rows = [(key % MEMBERS, -(key // MEMBERS)) for key in shown]
    return rows, shown[-1] if first + limit < end else None
