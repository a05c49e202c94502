"""Endpoints: write courses and lessons, upload media, publish."""

from backend.core.web import Feature

authoring = Feature("authoring")
