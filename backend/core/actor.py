"""Who asks: the member behind a request, with the roles held today, read afresh at each request."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """A role held today: its kind and the subtree it reaches over."""

    kind: str
    path: str


@dataclass(frozen=True)
class Actor:
    id: int
    name: str
    branch_id: int
    branch_path: str
    session_id: int
    must_change_password: bool
    roles: tuple[Held, ...] = ()

    @property
    def scope(self) -> tuple[str, ...]:
        """The subtrees this person looks after, as path prefixes; empty for a plain member."""
        return tuple({role.path for role in self.roles})
