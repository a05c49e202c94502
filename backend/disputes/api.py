"""Endpoints of disputes."""

from backend.core.web import Feature

disputes = Feature("disputes")
