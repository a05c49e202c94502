"""Statements that ask about so many things at once, prepared for a few sizes: what is missing is filled up by asking twice."""

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam

from backend.core.db import Prepared

SIZES = (1, 4, 16, 64, 512)  # a batch has 500 segments at most

Build = Callable[..., Any]


class Sized:
    """A statement for each size of its lists. `build` gets a list of parameters for each name, in this order."""

    def __init__(self, build: Build, **types: Any) -> None:
        self.types = types
        self.of_size = lru_cache(maxsize=64)(lambda sizes: Prepared(build(*self._parameters(sizes))))

    def rows(self, *, lists: Sequence[Collection[Any]], **parameters: Any) -> list[Any]:
        """All rows. `lists` are the values of each name; an empty one asks for nothing."""
        sizes = tuple(_size(len(values)) for values in lists)
        for name, values, size in zip(self.types, lists, sizes, strict=True):
            parameters |= _filled(name, list(values) or [None], size)
        return list(self.of_size(sizes).rows(**parameters))

    def _parameters(self, sizes: tuple[int, ...]) -> list[list[Any]]:
        return [
            [bindparam(f"{name}_{n}", type_=kind) for n in range(size)]
            for (name, kind), size in zip(self.types.items(), sizes, strict=True)
        ]


def _size(count: int) -> int:
    """The next size; beyond them, by the hundred."""
    return next((size for size in SIZES if size >= count), -(-count // 100) * 100)


def _filled(name: str, values: list[Any], size: int) -> dict[str, Any]:
    values += values[-1:] * (size - len(values))
    return {f"{name}_{n}": value for n, value in enumerate(values)}
