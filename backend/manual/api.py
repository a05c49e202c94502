"""Endpoints of manual awards."""

from backend.core.web import Feature

manual = Feature("manual")
