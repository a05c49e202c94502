"""Targets: who has met the year's target, who has not, and telling them."""
