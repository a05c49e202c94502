"""Endpoints: what the app tells a member: an answer, an assignment, a decision."""

from backend.core.web import Feature

notices = Feature("notices")
