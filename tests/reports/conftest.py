"""The ledger and the past at hand."""

from tests.attendance.meetings_held import history
from tests.points.booking import books

__all__ = ["books", "history"]
