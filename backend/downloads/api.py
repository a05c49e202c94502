"""Endpoints: what a member takes along for study without a network."""

from backend.core.web import Feature

downloads = Feature("downloads")
