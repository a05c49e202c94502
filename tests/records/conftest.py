"""Fixtures of what stays of a meeting."""

from tests.records.paper import paper  # noqa: F401
