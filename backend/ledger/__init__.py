"""Append-only book-keeping for hours and points."""
