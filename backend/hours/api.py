"""Endpoints: dated units, caps and targets of study hours, and the sum of a member's year."""

from backend.core.web import Feature

hours = Feature("hours")
