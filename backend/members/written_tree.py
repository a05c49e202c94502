"""The tree as a roster writes it: paths of names, with what is missing founded on the way."""

from sqlalchemy import select

from backend.core.db import db
from backend.organisations.models import Organisation, found


class Tree:
    """The organisations by their written path (市/区/街道/支部), founded as they are needed."""

    def __init__(self, levels: list[str]) -> None:
        self.levels = levels
        self.created = 0
        self.by_id = {one.id: one for one in db.session.scalars(select(Organisation))}
        self.by_name = {self._written(one): one for one in self.by_id.values()}

    def find(self, written: str) -> Organisation | None:
        return self.by_name.get(written)

    def nearest(self, written: str) -> Organisation | None:
        """The deepest organisation on a written path that exists already."""
        parts = written.split("/")
        return next((self.by_name["/".join(parts[:n])] for n in range(len(parts), 0, -1) if "/".join(parts[:n]) in self.by_name), None)

    def reach(self, written: str) -> Organisation:
        """The branch of this path; what is missing above it is founded too."""
        if written in self.by_name:
            return self.by_name[written]
        above, _, name = written.rpartition("/")
        return self._found(self._reach_above(above) if above else None, name, written, is_branch=True)

    def _reach_above(self, written: str) -> Organisation:
        if written in self.by_name:
            return self.by_name[written]
        above, _, name = written.rpartition("/")
        return self._found(self._reach_above(above) if above else None, name, written, is_branch=False)

    def _found(self, parent: Organisation | None, name: str, written: str, *, is_branch: bool) -> Organisation:
        depth = written.count("/")
        level = self.levels[-1] if is_branch else self.levels[min(depth, len(self.levels) - 2)]
        self.by_name[written] = organisation = found(parent, name, level=level, is_branch=is_branch)
        self.by_id[organisation.id] = organisation
        self.created += 1
        return organisation

    def _written(self, organisation: Organisation) -> str:
        parent = self.by_id.get(organisation.parent_id or 0)
        return f"{self._written(parent)}/{organisation.name}" if parent else organisation.name
