"""The desk, and books at hand."""

from tests.manual.office import office
from tests.points.booking import books

__all__ = ["books", "office"]
