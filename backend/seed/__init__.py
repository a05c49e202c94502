"""A city to measure with: deterministic, of any size, written in bulk."""
