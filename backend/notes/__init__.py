"""A member's own notes on a lesson, with marks in the medium."""
