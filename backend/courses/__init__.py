"""Courses and lessons, their media and their search."""
