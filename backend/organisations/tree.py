"""The tree as paths: /1/7/42/ is organisation 42 below 7 below 1, so a subtree is one range of paths."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_


def within(column: Any, path: str) -> ColumnElement[bool]:
    """The rows whose path lies in the subtree of `path`, itself included."""
    return and_(column >= path, column < _end(path))


def within_any(column: Any, paths: Iterable[str]) -> ColumnElement[bool]:
    return or_(false(), *(within(column, path) for path in paths))


def lies_within(path: str, subtree: str) -> bool:
    return path.startswith(subtree)


def ids_above(path: str) -> list[int]:
    """The ids on a path from the top down, its own last."""
    return [int(part) for part in path.strip("/").split("/")]


def _end(path: str) -> str:
    # "0" follows "/" in byte order: every path that begins with `/1/7/` lies before `/1/70`.
    return path[:-1] + "0"
