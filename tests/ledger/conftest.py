"""Books at hand."""

from tests.points.booking import books

__all__ = ["books"]
