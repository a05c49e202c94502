"""The past at hand."""

from tests.attendance.meetings_held import history

__all__ = ["history"]
