"""Endpoints of manual awards."""

from backend.core.web import Feature
from backend.manual.models import ManualAward

__all__ = ("ManualAward", "manual")

manual = Feature("manual")
