"""Dated units, caps and targets of study hours, and the sum of a member's year."""
