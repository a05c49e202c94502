"""Statements about study for other learning systems, as xAPI."""
