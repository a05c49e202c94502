"""Measures Muster as it runs in production, beside bare rows in the same run."""
