"""What a member has still to finish by a day, for the rooms above."""

from backend.courses.due import OpenAssignment, open_assignments_of

__all__ = ["OpenAssignment", "open_assignments_of"]
