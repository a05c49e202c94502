"""Certificates of a course or a year's hours, which anybody can verify."""
