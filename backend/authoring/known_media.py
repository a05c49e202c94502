"""What is known of a medium: written down when it is stored, and found again by its name."""

from sqlalchemy import func, select

from backend.authoring.models import KnownMedium
from backend.core import clock
from backend.core.db import db, insert_once
from backend.core.errors import Refused
from backend.courses.media import Medium, look_up


def know(medium: Medium, stored_by: int | None) -> None:
    """Write down what is known of a medium. The same content stored again stays the first one's."""
    facts = {name: getattr(medium, name) for name in ("name", "kind", "seconds", "bytes", "content_hash")}
    insert_once(KnownMedium, [{**facts, "stored_by": stored_by, "stored_at": clock.now()}], [KnownMedium.name])


def known_medium(name: str) -> Medium:
    """The medium of this name. Raises Refused where there is none."""
    row = db.session.get(KnownMedium, name)
    # One that came with a folder of courses is looked through when an author first asks.
    medium = Medium(row.name, row.kind, row.seconds, row.bytes, row.content_hash) if row else look_up(name)
    if medium is None:
        raise Refused("unknown_medium", "Upload the file first.", status=422, errors=[{"pointer": "/media_name", "detail": name}])
    return medium


def stored_bytes(member_id: int) -> int:
    total = select(func.coalesce(func.sum(KnownMedium.bytes), 0)).where(KnownMedium.stored_by == member_id)
    return int(db.session.scalars(total).one())
