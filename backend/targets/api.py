"""Endpoints of targets of a subtree."""

from backend.core.web import Feature

targets = Feature("targets")
