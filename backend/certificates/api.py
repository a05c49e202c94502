"""Endpoints: certificates of a course or a year's hours, which anybody can verify."""

from backend.core.web import Feature

certificates = Feature("certificates")
