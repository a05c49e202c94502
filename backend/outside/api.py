"""Endpoints: study outside Muster and in person: claimed with proof, decided by those who look after the branch."""

from backend.core.web import Feature

outside = Feature("outside")
