"""Saved reports: kept questions, asked again on their days, told in one digest."""
