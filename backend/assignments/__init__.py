"""Courses that an organisation assigns, orders from the menu or hides, and who lags behind."""
