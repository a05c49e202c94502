"""What the command line may say about an operation's size."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    quick: bool
    members: int
    turns: int
    connections: int
    profile: bool
