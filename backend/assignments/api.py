"""Endpoints: courses that an organisation assigns, orders from the menu or hides, and who lags behind."""

from backend.core.web import Feature

assignments = Feature("assignments")
