"""The table of organisations."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Select, String, UniqueConstraint, false, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.actor import Actor
from backend.core.db import Id, Model, PathText, db
from backend.organisations.tree import ids_above, lies_within, within_any

RANKING = ("full", "neighbours", "off")  # the stricter, the later


class Organisation(Model):
    """A node of the tree. A branch is where members belong; the levels above have names of their own."""

    __tablename__ = "organisations"
    __table_args__ = (
        UniqueConstraint("parent_id", "name"),
        CheckConstraint("ranking_shown IN ('full', 'neighbours', 'off')", name="ranking_shown"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    path: Mapped[str] = mapped_column(PathText, unique=True)
    name: Mapped[str] = mapped_column(String(100))
    level: Mapped[str] = mapped_column(String(40))
    is_branch: Mapped[bool] = mapped_column(default=False)
    ranking_shown: Mapped[str] = mapped_column(String(10), default="full")
    names_hidden: Mapped[bool] = mapped_column(default=False, server_default=false())
    # What comes of these two here: the strictest word on the way from the top (organisations/switches.py).
    ranking_in_force: Mapped[str] = mapped_column(String(10), default="full", server_default="full")
    names_hidden_in_force: Mapped[bool] = mapped_column(default=False, server_default=false())

    @property
    def scope_path(self) -> str:
        return self.path

    @staticmethod
    def visible_to(actor: Actor) -> Select[Organisation]:
        """My own branch and all above it, and every subtree that I look after."""
        mine = Organisation.id.in_(ids_above(actor.branch_path))
        return select(Organisation).where(or_(mine, within_any(Organisation.path, actor.scope)))

    @staticmethod
    def is_seen(actor: Actor, path: str) -> bool:
        """The same, asked about one path that is at hand."""
        return lies_within(actor.branch_path, path) or any(lies_within(path, over) for over in actor.scope)

    def ancestors(self) -> list[Organisation]:
        """From the top down, without this one."""
        above = ids_above(self.path)[:-1]
        return list(db.session.scalars(select(Organisation).where(Organisation.id.in_(above)).order_by(Organisation.path)))

    @property
    def full_name(self) -> str:
        return " / ".join([*(above.name for above in self.ancestors()), self.name])


def found(parent: Organisation | None, name: str, *, level: str, is_branch: bool) -> Organisation:
    """Add an organisation below `parent` (or at the top)."""
    organisation = Organisation(parent_id=parent and parent.id, name=name, level=level, is_branch=is_branch, path="")
    if parent:
        organisation.ranking_in_force, organisation.names_hidden_in_force = parent.ranking_in_force, parent.names_hidden_in_force
    # The path holds the id, which the database gives: insert under a name of its own first.
    organisation.path = f"?{parent.id if parent else 0}/{name}"
    db.session.add(organisation)
    db.session.flush()
    organisation.path = f"{parent.path if parent else '/'}{organisation.id}/"
    return organisation
