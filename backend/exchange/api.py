"""Endpoints: questions and answers under a lesson."""

from backend.core.web import Feature

exchange = Feature("exchange")
