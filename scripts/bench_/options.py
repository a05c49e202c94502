"""What the command line may say about an operation's size."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """The last four are the city's alone: its sizes, which operations, where planted cities are kept, and the address of a
    PostgreSQL database that holds one already."""

    quick: bool
    members: int
    turns: int
    connections: int
    profile: bool
    sizes: tuple[int, ...] = ()
    only: tuple[str, ...] = ()
    cities: Path | None = None
    template: str | None = None
