"""Endpoints of saved reports."""

from backend.core.web import Feature

saved_reports = Feature("saved_reports")
