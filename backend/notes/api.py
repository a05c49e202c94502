"""Endpoints: a member's own notes on a lesson, with marks in the medium."""

from backend.core.web import Feature

notes = Feature("notes")
